public import Domain

/// Mark of an address, set or cleared, for a person to read (B6).
public struct MarkRecord: Hashable, Sendable {
  /// The mark; `nil` if it was cleared.
  public let mark: Mark?
  /// Time at which a steward cleared it last (B5); `nil` if nobody did.
  public let clearedAt: Timestamp?
  /// The message that set or cleared it last (E2); `nil` if an older version wrote it.
  public let changed: Provenance?

  /// Columns of a mark: those of ``RowReader/mark(_:)``, and more for ``RowReader/markRecord(_:)``.
  static let columns = """
    m.since, m.status, m.reason, m.observed_at, m.diagnostic, m.gateway_id, m.cleared_at,
    m.changed_at, m.changed_by_type, m.changed_by_source, m.changed_by_id, m.changed_by_actor
    """
}

/// Opt-out of a person from bulk mail of a topic (R6).
public struct OptOutRecord: Hashable, Sendable {
  /// Topic; ``Profile/everyTopic`` for all.
  public let topic: String
  /// The message that said so, and when.
  public let origin: Provenance
}

/// A profile that was merged into another one, directly or through others (L4).
public struct MergedProfile: Hashable, Sendable {
  /// Id of the profile.
  public let id: ProfileID
  /// The profile that it was merged into.
  public let into: ProfileID
  /// Time of the merge; `nil` if it is not kept any more.
  public let at: Timestamp?
}

/// The receipt of a purge (L2).
public struct ErasureReceipt: Hashable, Sendable {
  /// The profile that was kept, of all that were one.
  public let profile: ProfileID
  /// Time of the purge.
  public let purgedAt: Timestamp
  /// The ground that the request named; `nil` if it named none.
  public let decision: String?
  /// The message that asked for it.
  public let message: MessageReference
  /// Actor; `nil` if the message named nobody.
  public let actor: String?
  /// Counts of what was erased.
  public let counts: [String: Int]
}

/// A purge as a journal of purges keeps it, to be carried out again after a restore (L2).
public struct ErasureEntry: Hashable, Sendable {
  /// Its receipt.
  public let receipt: ErasureReceipt
  /// All ids that the person had, in their order: the kept profile and those merged into it (L5).
  public let profiles: [ProfileID]
}

/// All that is held of one person: the kept profile, and those that were merged into it (E3).
public struct ExtractRecord: Sendable {
  /// The kept profile first, then the others by their ids.
  public let profiles: [ProfileRecord]
  /// Merges, with what each gave to the kept profile.
  public let merges: [Merge]
  /// Registrations that wait for a steward because of this person (L1).
  public let held: [RegistrationRecord]
  /// The person's notes, the latest first.
  public let notes: [NoteRecord]
  /// Mailings for which the person was chosen, the latest first.
  public let mails: [MailRecord]
  /// Messages that are kept whole and in which the person stands.
  public let parked: [ParkedMention]
  /// Imports that touched the person's profiles, with how these were before, in the order of the imports' ids
  /// (P10).
  public let imports: [ImportedRecord]
  /// Rows of imports in which the person stands: those that wait for their turn, and those that were refused (P7).
  public let importRows: [ImportRowRecord]
  /// Others' rows in which the person stands, kind by kind.
  public let elsewhere: [ElsewhereMention]
}

/// Profile as it was before an import touched it, which is kept in case the import is taken back (E3, P10).
public struct ImportedRecord: Hashable, Sendable {
  /// The import.
  public let importID: ImportID
  /// When it was begun.
  public let at: Timestamp
  /// How the profile was.
  public let profile: ImportedProfile
}

/// Row of an import in which a person stands (E3).
public struct ImportRowRecord: Hashable, Sendable {
  /// The import.
  public let importID: ImportID
  /// The line in its file.
  public let line: Int
  /// The cells, in the order of the file.
  public let cells: [String]
  /// Why it was refused, in words; `nil` as long as it waits.
  public let refusal: String?
}

/// A parked message in which a person stands (E3).
public struct ParkedMention: Hashable, Sendable {
  /// The message.
  public let summary: ParkedSummary
  /// The passages in which the person stands, unpacked; at least one.
  public let passages: [String]
}

/// A stay of an address that is over, with whose it was (E2).
public struct FormerHolder: Hashable, Sendable {
  /// Profile that had it.
  public let profile: ProfileSummary
  /// The address as it was written there.
  public let address: String
  /// Time at which it came.
  public let from: Timestamp
  /// Time at which it left.
  public let to: Timestamp
  /// The profile that took it (U3, L4); `nil` if none did, or one that is hidden (L8).
  public let movedTo: ProfileID?
}

/// An active profile without a primary address (S5).
public struct NoPrimaryRecord: Hashable, Sendable {
  /// Id of the profile.
  public let id: ProfileID
  /// Name as it was written.
  public let name: Name
  /// The addresses that one may choose from, in the order in which they came.
  public let addresses: [String]
}

/// A marked address of an active profile (B4).
public struct UndeliverableRecord: Hashable, Sendable {
  /// Holder of the address.
  public let profile: ProfileID
  /// Name as it was written.
  public let name: Name
  /// The address, with its uses.
  public let address: Address
  /// Mark, with its time and its reason.
  public let mark: Mark
}
