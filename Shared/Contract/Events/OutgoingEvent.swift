public import Domain

/// An event or another message that goes out: one CloudEvent as JSON.
public struct OutgoingEvent: Hashable, Sendable {
  /// The media type of every event.
  public static let contentType = "application/cloudevents+json"

  /// Its stable id; a receiver drops doubles by it.
  public let id: EventID
  /// Where it goes: ``Exchange/events``, unless it is a message that a decision sends.
  public let exchange: Exchange
  /// Its type, which is its routing key too.
  public let type: EventType
  /// The event, whole.
  public let body: [UInt8]

  /// The event by its id and its type's name.
  public var reference: EventReference { EventReference(id: id, type: type.rawValue) }
}

/// Type of an event, which is its routing key too.
public struct EventType: Hashable, Sendable, ExpressibleByStringLiteral {
  /// Its name in the contract.
  public let rawValue: String

  /// Names a type.
  public init(stringLiteral name: String) {
    rawValue = name
  }
}
