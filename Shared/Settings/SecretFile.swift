import Glibc
import Platform

/// Reads a value from the file that a `NAME_FILE` variable names.
enum SecretFile {
  /// The most that such a file may hold, in octets.
  static let limit = 65_536

  /// The file's text without one line break at its end.
  ///
  /// - Throws: why it cannot be used, in words that follow "a file that"; neither path nor content,
  ///   since somebody may have given the secret itself in place of the path.
  static func text(at path: String) throws(Flaw) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Flaw("cannot be opened (\(systemReason(errno)))") }
    defer { close(file) }
    var octets = [UInt8](repeating: 0, count: limit + 1)
    var length = 0
    while length < octets.count {
      let count = octets.withUnsafeMutableBytes { buffer in
        Glibc.read(file, buffer.baseAddress?.advanced(by: length), buffer.count - length)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Flaw("cannot be read (\(systemReason(errno)))") }
      if count == 0 { break }
      length += count
    }
    guard length <= limit else { throw Flaw("is longer than \(limit) octets") }
    return try value(of: octets.prefix(length))
  }

  private static func value(of octets: ArraySlice<UInt8>) throws(Flaw) -> String {
    var octets = octets
    if octets.last == UInt8(ascii: "\n") { octets.removeLast() }
    if octets.last == UInt8(ascii: "\r") { octets.removeLast() }
    guard !octets.isEmpty else { throw Flaw("is empty") }
    guard let text = String(validating: octets, as: UTF8.self) else { throw Flaw("is not UTF-8") }
    return text
  }
}
