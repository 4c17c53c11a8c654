/// Identity of a message: sources number their messages themselves, so both parts are needed.
public struct MessageReference: Hashable, Sendable {
  /// Sender (CloudEvents `source`); `urn:brevduva:unnamed` where none was given.
  public let source: String
  /// The sender's id for it (CloudEvents `id`).
  public let id: String

  /// Names a message.
  public init(source: String, id: String) {
    self.source = source
    self.id = id
  }
}

/// Cause of a change: the message, the moment, and the actor.
///
/// The provenance of E2.
public struct Cause: Hashable, Sendable {
  /// The message that is being applied.
  public let message: MessageReference
  /// Time at which it is applied, by the clock of the loop; the rules have no clock of their own.
  public let at: Timestamp
  /// Time at which it was written, by its own account; `nil` if it does not say, and then it counts
  /// as now.
  public let sentAt: Timestamp?
  /// The steward or system that acts; `nil` if the message names none.
  public let actor: String?

  /// Describes why something changes.
  public init(
    message: MessageReference, at: Timestamp, sentAt: Timestamp? = nil, actor: String? = nil
  ) {
    self.message = message
    self.at = at
    self.sentAt = sentAt
    self.actor = actor
  }
}
