import Glibc

/// Mode of a file: who may do what with it.
public struct FileMode: Hashable, Sendable {
  /// The nine bits of read, write and execute, for owner, group and all others.
  public let bits: UInt32

  /// Wraps the bits; others are left out.
  public init(bits: UInt32) {
    self.bits = bits & 0o777
  }

  /// Asks for the bits of the file at a path; `nil` if there is none that we can see.
  public static func of(_ path: String) -> FileMode? {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    return FileMode(bits: facts.st_mode)
  }

  /// True if nobody but the owner may do anything with it.
  public var isPrivate: Bool { bits & 0o077 == 0 }

  /// As `chmod` takes it: `0640`.
  public var octal: String {
    let digits = String(bits, radix: 8)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
