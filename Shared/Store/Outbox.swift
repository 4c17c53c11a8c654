public import Domain

/// A message to publish: the store knows its bytes and where it goes, nothing else.
public struct OutgoingMessage: Hashable, Sendable {
  /// The exchange.
  public let exchange: String
  /// The routing key.
  public let routingKey: String
  /// The stable id, sent as `message_id`.
  public let messageID: String
  /// Media type of the body, sent as `content_type`.
  public let contentType: String
  /// AMQP properties and headers beyond those, as JSON text; `nil` for none.
  public let properties: String?
  /// The body.
  public let body: [UInt8]

  /// Describes a message to publish.
  public init(
    exchange: String, routingKey: String, messageID: String, contentType: String,
    properties: String? = nil, body: [UInt8]
  ) {
    self.exchange = exchange
    self.routingKey = routingKey
    self.messageID = messageID
    self.contentType = contentType
    self.properties = properties
    self.body = body
  }
}

/// One row of the outbox: all that a batch has to tell, in order.
public struct OutboxRow: Hashable, Sendable {
  /// Its id.
  public let id: OutboxID
  /// The messages, in the order in which they are published.
  public let messages: [OutgoingMessage]

  /// Describes a row.
  public init(id: OutboxID, messages: [OutgoingMessage]) {
    self.id = id
    self.messages = messages
  }
}

/// Messages that wait in the outbox.
public struct Backlog: Hashable, Sendable {
  /// Nothing waits.
  public static let empty = Backlog(messages: 0, age: .zero)

  /// Number of messages that are not known to be confirmed.
  public let messages: Int
  /// Time for which the oldest has waited, by the database's clock; zero if none waits.
  public let age: Duration

  /// Describes a backlog.
  public init(messages: Int, age: Duration) {
    self.messages = messages
    self.age = age
  }
}
