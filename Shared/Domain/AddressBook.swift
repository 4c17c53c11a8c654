/// The part of the address book that a batch touches, in memory: messages are applied to it one
/// after another in queue order, and what they change is gathered in ``log``.
///
/// A value without I/O, clock or randomness. Each verb answers with an outcome; one that is refused leaves
/// nothing there, and one that is already applied at most that it was said again. What a verb needs and was not loaded, or not held firmly enough,
/// stands in ``missing`` afterwards, and then no outcome counts.
public struct AddressBook: Sendable {
  /// The profiles by id, in every state.
  var profiles: [ProfileID: Profile]
  /// Holder of each key; a key stands on one profile at the most (U1).
  var holders: [AddressKey: ProfileID]
  /// Holder of each external id.
  var externalHolders: [ExternalID: ProfileID]
  /// The suggestions made before for the loaded profiles, open and decided (E4).
  var made: MadeSuggestions
  /// The suggestions that were asked for.
  var suggestions: [SuggestionID: SuggestionState]
  /// The registrations that were asked for.
  var registrations: [RegistrationID: RecordedRegistration]
  /// The notes that were asked for.
  var notes: [NoteID: RecordedNote]
  /// The mails that were asked for and are kept as notes.
  var mails: Set<MailHash>
  /// Merges of the profiles that were asked for and merged away.
  var merges: [ProfileID: Merge]
  /// The registrations on their kept profiles, by the profile that was merged away.
  let mergedRegistrations: [ProfileID: [MergedRegistration]]
  /// The notes on their kept profiles, by the profile that was merged away.
  let mergedNotes: [ProfileID: [MergedNote]]
  /// The messages of mailings to merged profiles, by the profile that was merged away.
  let mergedSends: [ProfileID: [MergedSend]]
  /// Profiles that were merged away into each, one step, as far as they are here.
  var mergedAway: [ProfileID: Set<ProfileID>] = [:]
  /// The marks on loaded addresses, wherever those stand (B6).
  var marks: [AddressKey: Mark]
  /// Erasures of the addresses that were asked for (L1, L6).
  var erasures: [AddressKey: Erasure]
  /// What gateways and domains hold back of loaded addresses, by who does (B9).
  var suppressions: [AddressKey: [String: Suppression]]
  /// Former addresses of profiles at which mail is held back.
  let heldFormerKeys: [ProfileID: Set<AddressKey>]
  /// What is known of mail to the addresses for which that was asked.
  var mail: [AddressKey: MailHistory]
  /// The messages that we sent, by what was asked for (B7).
  var sends: [SendKey: Send]
  /// The storms that were asked for (B8).
  var storms: [StormID: Storm]
  /// Numbers of recipients that were asked for (B8, B10).
  var recipients: [CounterKey.Subject: RecipientCount]
  /// The figures over many messages that were asked for (B8, B10).
  var counts: [CounterKey: Int]
  /// The imports that were asked for.
  var imports: [ImportID: ImportStanding]
  /// What is kept of the profiles that were asked for, for the undo of imports (P10).
  var imported: [ImportedProfile.Key: ImportedProfile]
  /// Open suggestions `previouslyRemoved`, by the profile that took the address.
  var openFormer: [ProfileID: [Suggestion]]
  /// The mailings that were asked for.
  var mailings: [MailingID: MailingStanding]
  /// What became of the profiles in the mailings that were asked for.
  var mailed: [MailingID: [ProfileID: RecipientStatus]]
  /// Scope of what was loaded, and how firmly it is held.
  var scope: LoadedScope
  /// The row of an import that is being applied; what it changes came from there (E2).
  var row: ImportRowReference?

  /// Changes made so far, in order.
  public private(set) var log: [LoggedChange] = []
  /// Counts of the news of mail that was decided on, whatever became of it.
  public internal(set) var tally: [BounceTally: Int] = [:]
  /// Counts of the mails that were decided on, whatever became of them.
  public internal(set) var noteTally: [NoteTally: Int] = [:]
  /// Touch that turned out to be needed and was not held; while it is not empty, no outcome counts:
  /// the batch is loaded again with this as well and decided anew.
  public internal(set) var missing = Touch()
  /// Source of fresh ids; read it back for the next batch.
  public var ids: IDSource

  /// Opens a book on what was loaded.
  ///
  /// - Parameters:
  ///   - contents: what was found.
  ///   - held: what was asked for; a key or an id of it that is not among the contents is free, or
  ///     does not exist. `nil` for a book that holds everything there is, as in a test.
  ///   - ids: makes the ids of new profiles, registrations and suggestions.
  public init(_ contents: BookContents, held: Touch? = nil, ids: IDSource) {
    let loaded = contents.profiles
    profiles = Dictionary(loaded.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var holders: [AddressKey: ProfileID] = [:]
    var externalHolders = contents.externalHolders
    for profile in loaded {
      for address in profile.addresses { holders[address.key] = profile.id }
      for id in profile.externalIDList { externalHolders[id] = profile.id }
      if let kept = profile.mergedInto { mergedAway[kept, default: []].insert(profile.id) }
    }
    self.holders = holders
    self.externalHolders = externalHolders
    made = MadeSuggestions(contents.made)
    suggestions = contents.suggestions
    registrations = contents.registrations
    notes = contents.notes
    mails = contents.mails
    merges = contents.merges
    mergedRegistrations = contents.mergedRegistrations
    mergedNotes = contents.mergedNotes
    mergedSends = contents.mergedSends
    marks = contents.marks
    erasures = contents.erasures
    suppressions = contents.suppressions
    heldFormerKeys = contents.heldFormerKeys
    mail = contents.mail
    sends = contents.sends
    storms = Dictionary(
      contents.storms.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    recipients = contents.recipients
    counts = contents.counts
    imports = contents.imports
    imported = contents.imported
    openFormer = contents.openFormer
    mailings = contents.mailings
    mailed = contents.mailed
    scope = LoadedScope(held, profiles: loaded.map(\.id))
    self.ids = ids
  }

  /// A profile as it stands now; `nil` if it is not in the book.
  public func profile(_ id: ProfileID) -> Profile? {
    profiles[id]
  }

  /// The profile that holds an address now, in whatever state; `nil` if none in the book does (U1).
  public func holder(of key: AddressKey) -> ProfileID? {
    holders[key]
  }

  /// What is known of mail to an address beside its mark; nothing if that was not asked for.
  public func mailHistory(of key: AddressKey) -> MailHistory {
    mail[key, default: MailHistory()]
  }

  /// The mark of an address, wherever it stands (B6); `nil` if it has none.
  public func mark(on key: AddressKey) -> Mark? {
    marks[key]
  }
}

extension AddressBook {
  /// Applies a change and puts it into the log, with the subject's version afterwards.
  ///
  /// - Parameters:
  ///   - change: which one.
  ///   - isHidden: `true` if whoever it names is about to be hidden, or was until now (L8).
  mutating func append(_ change: Change, isHidden: Bool = false) {
    let changed = change.scope
    // A purge empties the mark too: who was protected is still told of as such (L8).
    let wasHidden =
      if case .erasure(_, .purged) = change { hides(change, changed) } else { isHidden }
    profiles.apply(change)
    index(change)
    log.append(
      LoggedChange(
        change, sequence: changed.subject.flatMap { profiles[$0]?.version },
        isProtected: wasHidden || hides(change, changed), row: row))
  }

  /// Looks whether a change names a profile that is hidden (L8); the receipt of an address without a profile
  /// names none.
  private mutating func hides(_ change: Change, _ changed: ChangeScope) -> Bool {
    if case .erasure(let merged, _) = change, merged.members.isEmpty { return false }
    if let subject = changed.subject, isHidden(subject) { return true }
    for other in changed.others where isHidden(other) { return true }
    return false
  }

  /// Brings the indexes to where a change leaves them.
  private mutating func index(_ change: Change) {
    switch change {
    case .profile(let id, let change): index(change, of: id)
    case .address(let key, let change): index(change, of: key)
    case .mark(let key, _, let change): index(change, of: key)
    case .bounce(let key, _, let change): index(change, of: key)
    case .suppression(let key, _, let change): index(change, of: key)
    case .storm(let storm, let change): index(change, of: storm)
    case .registration(let id, let change): index(change, of: id)
    case .note(let id, let change): index(change, of: id)
    case .suggestion(let suggestion, let change): index(change, of: suggestion)
    case .merge(let merge, let change): index(change, of: merge)
    case .erasure(let merged, let change): index(change, of: merged)
    case .message: break
    case .imported(let id, let change): index(change, of: id)
    case .mailing(let id, let change): index(change, of: id)
    case .counter(let key, let change): index(change, of: key)
    }
  }

  /// Ends the erasures of addresses that stand on a profile again (L6).
  mutating func endErasures(of addresses: [Address]) {
    for address in addresses where erasures[address.key] != nil {
      append(.address(address.key, .erasureEnded))
    }
  }

  /// Tracks what was erased, for the messages that follow.
  mutating func track(_ erasure: Erasure, of keys: some Sequence<AddressKey>) {
    for key in keys { erasures[key] = erasure }
  }

  /// Makes the next id.
  mutating func mint<Entity>(_ cause: Cause) -> ID<Entity> {
    ids.next(at: cause.at)
  }
}
