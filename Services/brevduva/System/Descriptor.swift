import Glibc

/// Reading and writing of whole files by descriptor.
enum Descriptor {
  /// Writes all octets; whoever closed the other end is not interested in the rest.
  static func write(_ octets: [UInt8], to descriptor: Int32) {
    var rest = octets[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        guard errno == EINTR || errno == EAGAIN else { return }
        continue
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Reads to the end.
  ///
  /// - Returns: `nil` if it cannot be read; `errno` says why.
  static func readAll(_ descriptor: Int32, limit: Int) -> [UInt8]? {
    var octets: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while octets.count <= limit {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        guard errno == EINTR else { return nil }
        continue
      }
      guard count > 0 else { break }
      octets += buffer.prefix(count)
    }
    return octets
  }
}
