public import Domain
public import Store

/// All that a store keeps, in a form in which two stores can be compared.
public struct StoreContents: Hashable, Sendable {
  /// The profiles with their addresses in order.
  public var profiles: [ProfileID: Profile] = [:]
  /// The message that brought each address to where it stands.
  public var origins: [AddressKey: MessageReference] = [:]
  /// The stays of addresses that are over, in no order.
  public var past: [PastAddressRow: Int] = [:]
  /// Profile of each registration; `nil` for one that is held (M7).
  public var registrations: [RegistrationID: ProfileID?] = [:]
  /// The notes, without their texts.
  public var notes: [NoteID: StoredNote] = [:]
  /// The suggestions, with what was decided.
  public var suggestions: [Suggestion.Identity: SuggestionState.Decision] = [:]
  /// The marks.
  public var marks: [AddressKey: Mark] = [:]
  /// What is known of mail to each address beside its mark.
  public var mail: [AddressKey: MailHistory] = [:]
  /// What is held back of addresses, by who does.
  public var suppressions: [AddressKey: [String: Suppression]] = [:]
  /// The storms.
  public var storms: [StormID: Storm] = [:]
  /// The merges that can be taken back, by the profile that was merged away.
  public var merges: [ProfileID: Merge] = [:]
  /// Addresses that are known to be erased, with the reason.
  public var erased: [AddressKey: Erasure.Kind] = [:]
  /// The purges, by the kept profile, with their decisions.
  public var purges: [ProfileID: String?] = [:]
  /// What is kept of profiles for imports that no undo has come to (P10).
  public var imported: [ImportedProfile.Key: ImportedProfile] = [:]
  /// Profiles that undos left as they are, and why.
  public var kept: [ImportedProfile.Key: UndoReason] = [:]
  /// The mailings.
  public var mailings: [MailingID: MailingStanding] = [:]
  /// What became of each profile in each mailing; the tokens are no part of it, since each store draws its own.
  public var mailed: [MailingID: [ProfileID: MailedRow]] = [:]
  /// Counts in all, whatever the window.
  public var counts: [CounterKey: Int] = [:]
  /// Number of times that something was met which an operator should know of.
  public var anomalies: [Anomaly: Int] = [:]
  /// Ending of each message.
  public var inbox: [MessageReference: MessageOutcome] = [:]
  /// The parked messages' codes.
  public var parked: [MessageReference: String] = [:]
  /// The refused messages' codes.
  public var refused: [MessageReference: String] = [:]
  /// Number of messages in each outbox row.
  public var outbox: [OutboxID: Int] = [:]

  /// Nothing.
  public init() {}
}

/// A note without its texts.
public struct StoredNote: Hashable, Sendable {
  /// A place of it on a profile, without its moment.
  public struct Filing: Hashable, Sendable {
    /// The profile.
    public let profile: ProfileID
    /// The profile that a merge carried it from; `nil` if it came itself.
    public let mergedFrom: ProfileID?
    /// The addresses that matched.
    public let matched: [AddressKey]

    /// Describes a place.
    public init(profile: ProfileID, mergedFrom: ProfileID?, matched: [AddressKey]) {
      self.profile = profile
      self.mergedFrom = mergedFrom
      self.matched = matched
    }
  }

  /// `true` if it waits for a steward.
  public let isUnmatched: Bool
  /// Its places.
  public let filings: Set<Filing>

  /// Describes a note.
  public init(isUnmatched: Bool, filings: Set<Filing>) {
    self.isUnmatched = isUnmatched
    self.filings = filings
  }
}

/// What became of a profile in a mailing.
public struct MailedRow: Hashable, Sendable {
  /// The id of the message to it.
  public let messageID: MessageID
  /// Its token; `nil` once the person was purged.
  public var token: String?
  /// Its status.
  public var status: RecipientStatus
  /// The address for which it was handed over.
  public var address: AddressKey?
  /// Time at which it was handed over.
  public var handedOverAt: Timestamp?

  /// Describes a row.
  public init(
    messageID: MessageID, token: String?, status: RecipientStatus, address: AddressKey? = nil,
    handedOverAt: Timestamp? = nil
  ) {
    self.messageID = messageID
    self.token = token
    self.status = status
    self.address = address
    self.handedOverAt = handedOverAt
  }

  /// The row with a word for its token, since each store draws its own.
  public var withoutToken: MailedRow {
    var row = self
    row.token = token.map { _ in "token" }
    return row
  }
}

/// A stay of an address that is over, without its moments.
public struct PastAddressRow: Hashable, Sendable {
  /// The address.
  public let key: AddressKey
  /// Text as it was written.
  public let text: String
  /// Profile that had it.
  public let profile: ProfileID
  /// Its uses when it left.
  public let uses: Uses
  /// Profile that took it; `nil` if none did.
  public let movedTo: ProfileID?
  /// The message that had brought it.
  public let addedBy: MessageReference
  /// The message that took it away.
  public let removedBy: MessageReference

  /// Describes a stay.
  public init(
    key: AddressKey, text: String, profile: ProfileID, uses: Uses, movedTo: ProfileID?,
    addedBy: MessageReference, removedBy: MessageReference
  ) {
    self.key = key
    self.text = text
    self.profile = profile
    self.uses = uses
    self.movedTo = movedTo
    self.addedBy = addedBy
    self.removedBy = removedBy
  }
}
