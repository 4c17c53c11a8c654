internal import Glibc

/// Facts of a file that its folder tells.
public enum FileFacts {
  /// The bits of type and rights; `nil` if there is no file that we can see.
  public static func mode(of path: String) -> UInt32? {
    var facts = stat()
    guard unsafe stat(path, &facts) == 0 else { return nil }
    return facts.st_mode
  }

  /// Tells whether there is a regular file; `nil` if there is nothing that we can see.
  static func isRegular(_ path: String) -> Bool? {
    mode(of: path).map { $0 & S_IFMT == S_IFREG }
  }
}
