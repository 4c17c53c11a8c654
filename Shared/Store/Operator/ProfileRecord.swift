public import Domain

/// A profile with all that is kept of it, for a person to read.
public struct ProfileRecord: Sendable {
  /// The profile, with its addresses in the order in which they came.
  public let profile: Profile
  /// The same addresses with what is known of their stays.
  public let stays: [Stay]
  /// The addresses that it had, the latest first (E2).
  public let past: [PastStay]
  /// Its registrations, the latest first.
  public let registrations: [RegistrationRecord]
  /// Its notes, the latest first.
  public let notes: [NoteSummary]
  /// Suggestions that were made for it, the latest first.
  public let suggestions: [SuggestionRecord]
  /// What is held back of mail to its addresses, by address (B9).
  public let suppressions: [AddressKey: [Suppression]]
  /// Mail to its addresses that failed, the latest first (B7).
  public let bounces: [EvidenceRecord]
  /// Opt-outs of the person from bulk mail, by topic (R6).
  public let optOuts: [OptOutRecord]
  /// The profiles that were merged into it, through any number of merges (L4).
  public let merged: [MergedProfile]
  /// The receipt of its purge; `nil` if there was none (L2).
  public let receipt: ErasureReceipt?

  /// An address with what is known of its stay.
  public struct Stay: Hashable, Sendable {
    /// The address, with its uses.
    public let address: Address
    /// Message that brought it (E2).
    public let origin: Provenance
    /// Message that changed its uses last (E2); `nil` if none has since it came.
    public let usesChange: Provenance?
    /// Mark, set or cleared (B6); `nil` if there was never one.
    public let mark: MarkRecord?
  }
}

/// A stay of an address on a profile that is over.
public struct PastStay: Hashable, Sendable {
  /// The address, with the uses that it had when it left.
  public let address: Address
  /// Message that brought it.
  public let added: Provenance
  /// Message that took it away.
  public let removed: Provenance
  /// The profile that took it (U3); `nil` if none did, or one that is hidden (L8).
  public let movedTo: ProfileID?
  /// Mark, set or cleared, unless somebody else has the address by now.
  public let mark: MarkRecord?
}

/// A registration, for a person to read.
public struct RegistrationRecord: Hashable, Sendable {
  /// Its id.
  public let id: RegistrationID
  /// Event, alumni or donation.
  public let kind: String
  /// The event's id; `nil` for the other kinds.
  public let eventID: String?
  /// Rule that matched; `nil` while it is held (M7).
  public let rule: String?
  /// The key that matched; `nil` while it is held.
  public let key: AddressKey?
  /// Time at which it was recorded.
  public let receivedAt: Timestamp
  /// The message that brought it.
  public let message: MessageReference
  /// The message's data, as JSON text.
  public let content: [UInt8]
}

/// A suggestion, for a person to read.
public struct SuggestionRecord: Hashable, Sendable {
  /// Its id.
  public let id: SuggestionID
  /// Kind of suggestion, by the contract's word.
  public let kind: String
  /// The profiles that it is about, the one that it was made for first.
  public let profiles: [ProfileID]
  /// The registration that gave rise to it; `nil` where none did.
  public let registration: RegistrationID?
  /// Evidence that it rests on.
  public let evidence: String
  /// Time at which it was made.
  public let madeAt: Timestamp
  /// Decision of a steward.
  public let decision: SuggestionState.Decision
  /// Time at which a steward decided; `nil` while it is open.
  public let decidedAt: Timestamp?
  /// Steward who decided; `nil` while it is open, or if the command named nobody.
  public let decidedBy: String?
}

/// A profile among others, for a list.
public struct ProfileSummary: Hashable, Sendable {
  /// Its id.
  public let id: ProfileID
  /// Active, removed or deceased.
  public let state: Profile.State
  /// Name as it was written.
  public let name: Name
  /// The primary address; `nil` if there is none.
  public let primary: String?
  /// Number of its addresses.
  public let addressCount: Int
}
