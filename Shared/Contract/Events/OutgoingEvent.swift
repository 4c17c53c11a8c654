public import Domain

/// An event that goes out: one CloudEvent as JSON, for ``Exchange/events``.
public struct OutgoingEvent: Hashable, Sendable {
  /// The media type of every event.
  public static let contentType = "application/cloudevents+json"

  /// Its stable id; a receiver drops doubles by it.
  public let id: ID<OutgoingEvent>
  /// Its type, which is its routing key too.
  public let type: EventType
  /// The event, whole.
  public let body: [UInt8]
}

/// The types of events that this version tells, as the contract names them.
public enum EventType: String, CaseIterable, Sendable {
  /// A profile came to be.
  case profileCreated = "profile.created"
  /// Name, telephone, external ids or protection of a profile were edited.
  case profileUpdated = "profile.updated"
  /// A profile was hidden.
  case profileRemoved = "profile.removed"
  /// A hidden profile is back.
  case profileRestored = "profile.restored"
  /// A person has died.
  case profileDeceased = "profile.deceased"
  /// A death was an error.
  case profileRevoked = "profile.revoked"
  /// A person was erased.
  case profilePurged = "profile.purged"
  /// A profile was merged into another.
  case profileMerged = "profile.merged"
  /// A merge was taken back.
  case profileUnmerged = "profile.unmerged"
  /// A person wants no mail of a topic.
  case profileOptedOut = "profile.optedOut"
  /// A person wants mail of a topic after all.
  case profileOptedIn = "profile.optedIn"
  /// A registration was recorded on a profile.
  case registrationMatched = "registration.matched"
  /// A steward put a registration on another profile.
  case registrationMoved = "registration.moved"
  /// An address came onto a profile.
  case addressAdded = "address.added"
  /// An address left a profile and is on none.
  case addressRemoved = "address.removed"
  /// An address left one profile for another.
  case addressMoved = "address.moved"
  /// An address has other uses than before.
  case addressUsesChanged = "address.usesChanged"
  /// An address is undeliverable.
  case addressMarked = "address.marked"
  /// The mark of an address was cleared.
  case addressCleared = "address.cleared"
  /// A steward decided on a suggestion.
  case suggestionDecided = "suggestion.decided"
  /// Something was put before the stewards.
  case suggestionMade = "suggestion.made"
  /// The rules forbade a message.
  case messageRefused = "message.refused"
  /// A message can't be read and waits to be mended.
  case messageParked = "message.parked"
}
