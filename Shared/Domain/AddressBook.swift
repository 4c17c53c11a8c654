/// The part of the address book that a batch touches, on paper: messages are applied to it one after
/// another in queue order, and what they change is gathered in ``entries``.
///
/// A value without I/O, clock or randomness. Each verb answers with an outcome; one that is refused or
/// already applied leaves no entry. What a verb needs and was not loaded, or not held firmly enough,
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
  /// What was loaded, and how firmly held.
  private(set) var hold: Hold

  /// What was changed so far, in order.
  public private(set) var entries: [Entry] = []
  /// What turned out to be needed and was not held; while it is not empty, no outcome counts: the
  /// batch is loaded again with this as well and decided anew.
  public private(set) var missing = Touch()
  /// Where fresh ids come from; read it back for the next batch.
  public var ids: IDSource

  /// Opens a book on what was loaded.
  ///
  /// - Parameters:
  ///   - profiles: in every state, with all their addresses, each once.
  ///   - externalHolders: which profile each touched external id stands on.
  ///   - suggestions: made before for these profiles, open and decided.
  ///   - held: what was asked for; a key or an id of it that no profile has is free. `nil` for a book
  ///     that holds everything there is, as in a test.
  ///   - ids: makes the ids of new profiles, registrations and suggestions.
  public init(
    profiles: [Profile] = [], externalHolders: [ExternalID: ProfileID] = [:],
    suggestions: Set<Suggestion.Identity> = [], held: Touch? = nil, ids: IDSource
  ) {
    self.profiles = Dictionary(
      profiles.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var holders: [AddressKey: ProfileID] = [:]
    for profile in profiles {
      for address in profile.addresses { holders[address.key] = profile.id }
    }
    self.holders = holders
    self.externalHolders = externalHolders
    for profile in profiles {
      for id in profile.externalIDList { self.externalHolders[id] = profile.id }
    }
    made = MadeSuggestions(suggestions)
    hold = Hold(held, profiles: profiles)
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
}

extension AddressBook {
  /// Applies a change and puts it into the log, with the subject's version afterwards.
  mutating func tell(_ change: Change) {
    profiles.apply(change)
    switch change {
    case .profileCreated(let profile):
      hold.profiles[profile.id] = .ending
      for address in profile.addresses { holders[address.key] = profile.id }
      for id in profile.externalIDList { externalHolders[id] = profile.id }
    case .addressAdded(let address, let profile): holders[address.key] = profile
    case .addressRemoved(let key, _): holders[key] = nil
    case .addressMoved(let key, _, let profile, _): holders[key] = profile
    case .suggestionMade(let suggestion): made.insert(suggestion.identity)
    case .usesChanged, .registrationRecorded, .registrationHeld: break
    }
    let isProtected = change.named.contains { profiles[$0]?.isProtected ?? false }
    let sequence = change.subject.flatMap { profiles[$0]?.version }
    entries.append(Entry(change, sequence: sequence, isProtected: isProtected))
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
