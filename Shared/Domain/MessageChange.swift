/// Message that a decision sends besides the events that tell it; it is written with the decision, and
/// leaves through the outbox under an id that stays the same.
public enum MessageChange: Hashable, Sendable {
  /// The next message of a chain of long work, onto the queue of the one that is decided, or a command
  /// that it leaves to another worker; its type is the routing key that leads there.
  case continued(type: String, data: [String: MessageValue])
  /// A mail on its way to the mail gateway.
  case mailed(data: [String: MessageValue])
}

/// Value in the data of a message that is sent.
public indirect enum MessageValue: Hashable, Sendable {
  /// A text.
  case text(String)
  /// A number.
  case number(Int64)
  /// A moment.
  case moment(Timestamp)
  /// Values by name.
  case object([String: MessageValue])
}

/// The id of a message that is sent; a receiver drops doubles by it.
public typealias MessageID = ID<MessageChange>
