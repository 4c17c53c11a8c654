internal import Glibc

/// Variables that the process was started with.
public enum Environment {
  /// All of them; of one that is there twice the first.
  ///
  /// Nothing in this program changes them, so that the list can be read at any time.
  public static var variables: [String: String] {
    var found: [String: String] = [:]
    var place = unsafe environ
    while let entry = unsafe place.pointee {
      let text = unsafe String(cString: entry)
      if let equals = text.firstIndex(of: "=") {
        let name = String(text[..<equals])
        found[name] = found[name] ?? String(text[text.index(after: equals)...])
      }
      unsafe place += 1
    }
    return found
  }
}
