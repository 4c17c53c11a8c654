/// Of a server's URL, what tests put another one in for.
public enum ServerURL {
  /// Returns a URL with another path: the name of a database or a virtual host.
  public static func replacing(path: String, in url: String) -> String {
    let end = url.firstIndex(of: "?") ?? url.endIndex
    let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
    let slash = url[start..<end].firstIndex(of: "/") ?? end
    return url[..<slash] + "/" + path + url[end...]
  }

  /// Returns a URL with another user.
  public static func replacing(user: String, password: String, in url: String) -> String {
    url.replacing(/:\/\/[^@\/]*@/, with: "://\(user):\(password)@")
  }
}
