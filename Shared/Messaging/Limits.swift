/// Limits of a connection, in bytes and in time.
public struct Limits: Sendable {
  /// The largest body that is kept whole, in bytes.
  public var bodyLimit = 8 << 20
  /// The interval of heartbeats in seconds, 1 or more; the peer is given up after two of silence.
  public var heartbeat = 30
  /// The largest frame in bytes; properties and headers of a message must fit in one.
  public var frameMax = 131_072
  /// Longest time for each address, until the socket is connected (and, with TLS, the certificate
  /// checked).
  public var connectTimeout = Duration.seconds(5)
  /// Longest time for the login, and for each question to the broker.
  public var rpcTimeout = Duration.seconds(10)
  /// Longest time until the socket takes what is to be sent.
  public var sendTimeout = Duration.seconds(10)
  /// Time after which a peer that takes nothing of what was sent is given up.
  ///
  /// The kernel keeps this limit (`TCP_USER_TIMEOUT`), so it also ends a call that hangs in the
  /// library, where nothing else would.
  public var stallTimeout = Duration.seconds(20)

  /// The usual limits.
  public init() {}
}
