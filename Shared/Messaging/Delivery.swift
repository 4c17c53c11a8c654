/// One arrival of a message from a queue.
public struct Delivery: Sendable {
  /// Tag that an ack names; of its connection only, counted from 1.
  public var tag: UInt64
  /// `true` if it may have been delivered before.
  public var isRedelivered: Bool
  /// The exchange that it was published to.
  public var exchange: String
  /// The routing key that it was published with.
  public var routingKey: String
  /// Its properties.
  public var properties: Properties
  /// The body, its first 64 KiB if it was larger than the limit, or nothing of it if it could not be read.
  public var body: [UInt8]
  /// The size of the body in bytes, as the sender had it.
  public var bodySize: Int
  /// The SHA-256 of the whole body, or random octets if it could not be read; `nil` if it is here whole.
  public var bodyHash: [UInt8]?

  /// Puts a delivery together, for those who test what handles them.
  public init(
    tag: UInt64, isRedelivered: Bool, exchange: String, routingKey: String,
    properties: Properties, body: [UInt8], bodySize: Int, bodyHash: [UInt8]? = nil
  ) {
    self.tag = tag
    self.isRedelivered = isRedelivered
    self.exchange = exchange
    self.routingKey = routingKey
    self.properties = properties
    self.body = body
    self.bodySize = bodySize
    self.bodyHash = bodyHash
  }
}

extension Delivery: CustomStringConvertible {
  /// The tag and the size: never what was sent.
  public var description: String { "delivery \(tag) of \(bodySize) bytes" }
}

/// A mandatory message that no queue took, come back.
public struct Returned: Sendable, Hashable {
  /// Reason as a number: 312 when no queue is bound.
  public var code: Int
  /// Reason in the broker's words.
  public var text: String
  /// The exchange that it was published to.
  public var exchange: String
  /// The routing key that it was published with.
  public var routingKey: String
  /// Its message id, by which its sender knows it again.
  public var messageID: String?
}

/// A message on its way to an exchange.
public struct Message: Sendable {
  /// Its properties; without a delivery mode it is sent to outlive a restart of the broker.
  public var properties: Properties
  /// Its body.
  public var body: [UInt8]

  /// Joins properties and a body.
  public init(properties: Properties = Properties(), body: [UInt8]) {
    self.properties = properties
    self.body = body
  }
}
