import Glibc

/// Reading of whole files.
public enum FileContents {
  /// Reads a file; of one that is longer than the limit a little more than that.
  ///
  /// - Parameters:
  ///   - path: where it is; `nil` for standard input.
  ///   - limit: how many octets are looked for, and one more.
  /// - Returns: its octets; more than `limit` of them if there are more.
  /// - Throws: ``FileFault``.
  public static func read(_ path: String?, limit: Int) throws(FileFault) -> [UInt8] {
    guard let path else { return try read(STDIN_FILENO, limit: limit) }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .notOpened(systemReason(errno)) }
    defer { close(file) }
    return try read(file, limit: limit)
  }

  private static func read(_ descriptor: Int32, limit: Int) throws(FileFault) -> [UInt8] {
    var octets: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: min(limit + 1, 1 << 16))
    while octets.count <= limit {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .notRead(systemReason(errno)) }
      if count == 0 { break }
      octets += buffer.prefix(count)
    }
    return octets
  }
}

/// Reason for which a file cannot be read, in the system's own words.
public enum FileFault: Error, Hashable, Sendable {
  /// It is not there, or not for us.
  case notOpened(String)
  /// It could be opened, and not read.
  case notRead(String)

  /// The system's words.
  public var reason: String {
    switch self {
    case .notOpened(let reason), .notRead(let reason): reason
    }
  }
}
