/// The part of the address book that a batch touches, on paper: messages are applied to it one after
/// another in queue order, and what they change is gathered in ``log``.
///
/// A value without I/O, clock or randomness. Each verb answers with an outcome; one that is refused or
/// already applied leaves nothing there. What a verb needs and was not loaded, or not held firmly enough,
/// stands in ``missing`` afterwards, and then no outcome counts.
public struct AddressBook: Sendable {
  /// The profiles by id, in every state.
  private(set) var profiles: [ProfileID: Profile]
  /// Which profile holds each key; a key stands on one at the most (U1).
  private(set) var holders: [AddressKey: ProfileID]
  /// Which profile each external id stands on.
  private(set) var externalHolders: [ExternalID: ProfileID]
  /// The suggestions made before for the loaded profiles, open and decided (E4).
  var made: MadeSuggestions
  /// The suggestions that were asked for.
  private(set) var suggestions: [SuggestionID: SuggestionState]
  /// The registrations that were asked for.
  private(set) var registrations: [RegistrationID: RecordedRegistration]
  /// How the profiles that were asked for were merged away.
  private(set) var merges: [ProfileID: Merge]
  /// The marks on loaded addresses, wherever those stand (B6).
  private(set) var marks: [AddressKey: Mark]
  /// Which addresses that were asked for were erased (L1, L6).
  private(set) var erasures: [AddressKey: Erasure]
  /// What was loaded, and how firmly held.
  private(set) var scope: LoadedScope

  /// What was changed so far, in order.
  public private(set) var log: [LoggedChange] = []
  /// What turned out to be needed and was not held; while it is not empty, no outcome counts: the
  /// batch is loaded again with this as well and decided anew.
  public private(set) var missing = Touch()
  /// Where fresh ids come from; read it back for the next batch.
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
    }
    self.holders = holders
    self.externalHolders = externalHolders
    made = MadeSuggestions(contents.made)
    suggestions = contents.suggestions
    registrations = contents.registrations
    merges = contents.merges
    marks = contents.marks
    erasures = contents.erasures
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

  /// The mark of an address, wherever it stands (B6); `nil` if it has none.
  public func mark(on key: AddressKey) -> Mark? {
    marks[key]
  }
}

extension AddressBook {
  /// Applies a change and puts it into the log, with the subject's version afterwards.
  mutating func append(_ change: Change) {
    // A purge empties the mark too: who was protected is still told of as such (L8).
    let wasProtected = if case .profilePurged = change { isProtected(change) } else { false }
    forget(change)
    profiles.apply(change)
    index(change)
    let sequence = change.subject.flatMap { profiles[$0]?.version }
    log.append(
      LoggedChange(change, sequence: sequence, isProtected: wasProtected || isProtected(change)))
    endErasures(by: change)
  }

  /// Whether a profile that the change names is protected, or was merged into one that is.
  private func isProtected(_ change: Change) -> Bool {
    change.named.contains { id in
      guard let profile = profiles[id] else { return false }
      return profile.isProtected || profile.mergedInto != nil && isProtected(endOf: profile)
    }
  }

  private func isProtected(endOf profile: Profile) -> Bool {
    reached(profile.id).flatMap { profiles[$0] }?.isProtected ?? false
  }

  /// Takes out of the indexes what is about to go from the profiles.
  private mutating func forget(_ change: Change) {
    switch change {
    case .addressRemoved(let key, _): holders[key] = nil
    case .profileUpdated(_, let from, let to):
      for id in from.externalIDs(beyond: to) { externalHolders[id] = nil }
    case .profileDeceased(let merged):
      let members = Set(merged.members)
      for (id, merge) in merges where members.contains(id) || members.contains(merge.kept) {
        merges[id]?.eraseContacts()
      }
      erase(merged)
    case .profilePurged(let merged, _):
      for id in merged.members {
        for external in profiles[id]?.externalIDList ?? [] { externalHolders[external] = nil }
        merges[id] = nil
      }
      erase(merged)
    case .profileRevoked(let id, _): erasures = erasures.filter { $0.value.profile != id }
    case .erasuresEnded(let keys):
      for key in keys { erasures[key] = nil }
    case .profileCreated, .addressAdded, .addressMoved, .usesChanged, .marked, .cleared,
      .optedOut, .optedIn, .profileRemoved, .profileRestored, .profilesMerged, .profilesUnmerged,
      .registrationRecorded, .registrationHeld, .registrationMoved, .suggestionMade,
      .suggestionDecided:
      break
    }
  }

  private mutating func erase(_ merged: MergedProfiles) {
    let keys = Set(merged.addresses.map(\.key))
    for key in keys {
      holders[key] = nil
      marks[key] = nil
    }
    for id in merges.keys { merges[id]?.forget(keys) }
  }

  /// Puts into the indexes what has come.
  private mutating func index(_ change: Change) {
    switch change {
    case .profileCreated(let profile):
      scope.insert(profile.id)
      for address in profile.addresses { holders[address.key] = profile.id }
      for id in profile.externalIDList { externalHolders[id] = profile.id }
    case .profileUpdated(let profile, let from, let to):
      for id in to.externalIDs(beyond: from) { externalHolders[id] = profile }
    case .addressAdded(let address, let profile): holders[address.key] = profile
    case .addressMoved(let key, _, let profile, _): holders[key] = profile
    case .marked(let key, _, let mark): marks[key] = mark
    case .cleared(let key, _): marks[key] = nil
    case .profilesMerged(let merge): merges[merge.removed] = merge
    case .profilesUnmerged(let merge, _): merges[merge.removed] = nil
    case .registrationMoved(let id, _, let profile, _): registrations[id]?.profile = profile
    case .suggestionMade(let suggestion): made.insert(suggestion.identity)
    case .suggestionDecided(let suggestion, let isAccepted):
      suggestions[suggestion.id]?.decision = isAccepted ? .accepted : .dismissed
    case .addressRemoved, .usesChanged, .optedOut, .optedIn, .profileRemoved, .profileRestored,
      .profileDeceased, .profileRevoked, .profilePurged, .registrationRecorded, .registrationHeld,
      .erasuresEnded:
      break
    }
  }

  /// An address that stands on a profile again was not erased any more (L6).
  private mutating func endErasures(by change: Change) {
    let added: [AddressKey]
    if case .profileCreated(let profile) = change {
      added = profile.addresses.map(\.key)
    } else if case .addressAdded(let address, _) = change {
      added = [address.key]
    } else {
      return
    }
    let ended = added.filter { erasures[$0] != nil }
    if !ended.isEmpty { append(.erasuresEnded(ended)) }
  }

  /// Notes what was erased, for the messages that follow.
  mutating func note(_ erasure: Erasure, of keys: some Sequence<AddressKey>) {
    for key in keys { erasures[key] = erasure }
  }

  /// Makes the next id.
  mutating func mint<Entity>(_ cause: Cause) -> ID<Entity> {
    ids.next(at: cause.at)
  }

  /// Asks for something more to be held, and for the batch to be decided anew.
  mutating func ask(for touch: Touch) {
    missing.formUnion(touch)
  }
}
