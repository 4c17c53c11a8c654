/// Message of a mailing that was handed over to one of those who are one by a merge, since they are (L4, R4).
public struct MergedSend: Hashable, Sendable {
  /// The mailing.
  public let mailing: MailingID
  /// The profile whose recipient row it is: the kept one, or one that was merged into it.
  public let profile: ProfileID
  /// The address that was mailed.
  public let recipient: AddressKey
  /// Moment of the hand-over.
  public let handedOverAt: Timestamp

  /// Describes a message to merged profiles.
  public init(
    mailing: MailingID, profile: ProfileID, recipient: AddressKey, handedOverAt: Timestamp
  ) {
    self.mailing = mailing
    self.profile = profile
    self.recipient = recipient
    self.handedOverAt = handedOverAt
  }
}
