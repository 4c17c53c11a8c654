public import Domain

/// A mailing as a list has it.
public struct MailingRecord: Hashable, Sendable {
  /// Its id.
  public let id: MailingID
  /// Its topic; `nil` if it has none.
  public let topic: String?
  /// The subject with its fields.
  public let subject: String
  /// State of it.
  public let state: MailingState
  /// The counts up to now.
  public let counts: MailingCounts
  /// Moment before which nothing is handed over; `nil` for at once.
  public let notBefore: Timestamp?
  /// Time at which it was begun.
  public let begunAt: Timestamp
  /// Time at which its last recipient was chosen; `nil` until then.
  public let preparedAt: Timestamp?
  /// Time at which its last recipient was decided, or it was stopped; `nil` while it runs.
  public let endedAt: Timestamp?
  /// The one who acted; `nil` if the message named nobody.
  public let actor: String?
}

/// A profile that gets nothing of a mailing, and why (R2).
public struct ExcludedRecord: Hashable, Sendable {
  /// The profile.
  public let profile: ProfileID
  /// The reason.
  public let reason: Exclusion
}

/// A mail that a person got (E3).
public struct MailRecord: Hashable, Sendable {
  /// The mailing.
  public let mailing: MailingID
  /// Its topic; `nil` if it has none.
  public let topic: String?
  /// Its subject with its fields.
  public let subject: String
  /// What became of it.
  public let status: RecipientStatus
  /// The address that was mailed; `nil` if none was, or once it was erased.
  public let address: AddressKey?
  /// Time at which it was handed over; `nil` if it was not.
  public let handedOverAt: Timestamp?
}
