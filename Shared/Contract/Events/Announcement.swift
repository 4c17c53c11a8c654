public import Domain

/// An event that goes out: one CloudEvent as JSON, for ``Exchange/events``.
public struct Announcement: Hashable, Sendable {
  /// The media type of every event.
  public static let contentType = "application/cloudevents+json"

  /// Its stable id; a receiver drops doubles by it.
  public let id: ID<Announcement>
  /// Its type, which is its routing key too.
  public let type: EventType
  /// The event, whole.
  public let body: [UInt8]
}

/// The types of events that this version tells, as the contract names them.
public enum EventType: String, CaseIterable, Sendable {
  /// A profile came to be.
  case profileCreated = "profile.created"
  /// A registration was recorded on a profile.
  case registrationMatched = "registration.matched"
  /// An address came onto a profile.
  case addressAdded = "address.added"
  /// An address left a profile and is on none.
  case addressRemoved = "address.removed"
  /// An address left one profile for another.
  case addressMoved = "address.moved"
  /// An address has other uses than before.
  case addressUsesChanged = "address.usesChanged"
  /// Something was put before the stewards.
  case suggestionMade = "suggestion.made"
  /// The rules forbade a message.
  case messageRefused = "message.refused"
  /// A message can't be read and waits to be mended.
  case messageParked = "message.parked"
}
