import POSIX

/// Reads a value from the file that a `NAME_FILE` variable names.
enum SecretFile {
  /// The most that such a file may hold, in octets.
  static let limit = 65_536

  /// The file's text without one line break at its end.
  ///
  /// - Throws: why it cannot be used, in words that follow "a file that"; neither path nor content,
  ///   since somebody may have given the secret itself in place of the path.
  static func text(at path: String) throws(Flaw) -> String {
    let octets = try octets(at: path)
    guard octets.count <= limit else { throw Flaw("is longer than \(limit) octets") }
    return try value(of: octets[...])
  }

  private static func octets(at path: String) throws(Flaw) -> [UInt8] {
    let file: Descriptor
    do throws(SystemError) {
      file = try Descriptor.opening(path)
    } catch {
      throw Flaw("cannot be opened (\(error))")
    }
    do throws(SystemError) {
      return try file.readAll(limit: limit)
    } catch {
      throw Flaw("cannot be read (\(error))")
    }
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
