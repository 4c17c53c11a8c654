/// A host and a port to listen at, `host:port` or `[IPv6]:port`.
public struct SocketAddress: Hashable, Sendable, CustomStringConvertible {
  /// Host: a name or an address, without brackets.
  public let host: String
  /// Port; 0 lets the system choose.
  public let port: UInt16

  /// An address of its parts.
  public init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// Reads `host:port`.
  ///
  /// - Returns: `nil` if there is no port, no host, or an IPv6 address without brackets.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":") else { return nil }
    var host = text[..<colon]
    let digits = text[text.index(after: colon)...]
    guard digits.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
      let port = UInt16(digits)
    else { return nil }
    if host.hasPrefix("[") && host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { return nil }
    self.init(host: String(host), port: port)
  }

  /// Address as it is written in the environment.
  public var description: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}
