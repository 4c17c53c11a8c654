import Glibc

/// Environment with which the process was started.
public enum ProcessEnvironment {
  /// All variables; of one that is there twice the first.
  public static func variables() -> [String: String] {
    var found: [String: String] = [:]
    var place = environ
    while let entry = place.pointee {
      let text = String(cString: entry)
      if let equals = text.firstIndex(of: "=") {
        let name = String(text[..<equals])
        found[name] = found[name] ?? String(text[text.index(after: equals)...])
      }
      place += 1
    }
    return found
  }
}
