/// Address of a broker and the way to get in: an `amqp://` or `amqps://` URI, taken apart.
///
/// `amqp://user:password@host:port/vhost?heartbeat=30`, everything but scheme and host optional. A
/// path that is missing is the virtual host `/`, an empty one (`amqp://host/`) the empty name, and a
/// `/` in a name is written `%2F`.
public struct Endpoint: Sendable {
  /// `true` if the connection is encrypted: `amqps`.
  public var isSecure = false
  /// The host's name or address, an IPv6 address without brackets.
  public var host: String
  /// The port.
  public var port: Int
  /// The virtual host.
  public var vhost = "/"
  /// The user.
  public var user = "guest"
  /// The password: never shown.
  package var password = "guest"
  /// The interval of heartbeats in seconds; `nil` leaves it to ``Limits``.
  public var heartbeat: Int?
  /// The time for the socket to connect; `nil` leaves it to ``Limits``.
  public var connectTimeout: Duration?
  /// A PEM file of the certificates that are trusted; `nil` trusts those of the system.
  public var authorityFile: String?
  /// A PEM file of the certificate to show to the broker.
  public var certificateFile: String?
  /// A PEM file of that certificate's key.
  public var keyFile: String?
  /// `true` if that certificate, not a password, says who we are (SASL EXTERNAL).
  public var isExternal = false

  /// Reads a URI.
  ///
  /// - Throws: ``AMQPError/invalidEndpoint(_:)`` with a sentence that never quotes the password.
  public init(_ uri: some StringProtocol) throws(AMQPError) {
    var reader = EndpointReader(uri.utf8)
    self = try reader.endpoint()
  }

  init(host: String, port: Int) {
    self.host = host
    self.port = port
  }
}

extension Endpoint: CustomStringConvertible, CustomReflectable {
  /// The URI without the password.
  public var description: String {
    let host = host.contains(":") ? "[\(host)]" : host
    let vhost = vhost == "/" ? "%2F" : vhost
    return "amqp\(isSecure ? "s" : "")://\(user)@\(host):\(port)/\(vhost)"
  }

  /// The URI without the password, since a dump would show it.
  public var customMirror: Mirror { Mirror(self, children: ["uri": description]) }
}
