/// Change as it stands in the book's log, with what is needed to tell it.
public struct LoggedChange: Hashable, Sendable {
  /// The change.
  public let change: Change
  /// The version of the change's subject afterwards: a receiver orders events by it, the store the addresses
  /// of a profile; `nil` without a subject.
  public let sequence: Int64?
  /// `true` if the subject, or a profile that the change names, has a protected identity, itself or
  /// through merges (L8): its event carries neither subject nor profile id.
  public let isProtected: Bool

  /// Puts a change into the log.
  public init(_ change: Change, sequence: Int64?, isProtected: Bool) {
    self.change = change
    self.sequence = sequence
    self.isProtected = isProtected
  }
}
