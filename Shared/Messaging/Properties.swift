/// The properties of a message: all that AMQP knows of it beside where it goes and its body.
public struct Properties: Sendable, Hashable {
  /// The media type of the body.
  public var contentType: String?
  /// Packing of the body, such as `gzip`.
  public var contentEncoding: String?
  /// The sender's name for this message.
  public var messageID: String?
  /// Kind of message.
  public var type: String?
  /// The program that sent it.
  public var appID: String?
  /// The user that sent it: the broker refuses any but the connection's own.
  public var userID: String?
  /// Id of the message that this one answers.
  public var correlationID: String?
  /// Queue to which an answer goes.
  public var replyTo: String?
  /// Longest time that it may wait in a queue, in milliseconds as text.
  public var expiration: String?
  /// Time at which it was sent, in seconds since 1970.
  public var timestamp: UInt64?
  /// 2 for a message that outlives a restart of the broker, 1 for one that doesn't.
  public var deliveryMode: UInt8?
  /// Its priority, in queues that have priorities.
  public var priority: UInt8?
  /// The headers, in the order of the wire; a name may come twice.
  public var headers: [Header] = []
  /// `true` if headers were nested deeper than ``Value/deepest``: the deeper ones are missing.
  public var areHeadersTooDeep = false

  /// Properties with nothing in them.
  public init() {}

  /// Returns the first header of a name.
  ///
  /// - Returns: `nil` if there is none.
  public func header(_ name: String) -> Value? {
    headers.first { $0.name == name }?.value
  }
}
