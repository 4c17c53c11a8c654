import Domain

/// What each statement of a write gets, in an order that is the same for every lane.
extension BatchRows {
  /// Profiles that stood before, with how much their versions rise, by id.
  var versionRises: [(profile: ProfileID, by: Int64)] {
    raised.sorted { $0.key < $1.key }.map { (profile: $0.key, by: $0.value) }
  }

  /// The external ids of profiles that the batch made, sorted.
  var externalIDs: [(id: ExternalID, profile: ProfileID)] {
    created.flatMap { profile, _ in
      profile.externalIDs.map { (ExternalID(system: $0.key, value: $0.value), profile.id) }
    }.sorted { $0.0 < $1.0 }
  }

  /// The suggestions in the order of what makes them the same one (E4).
  var sortedSuggestions: [(suggestion: Suggestion, at: Timestamp)] {
    suggestions.sorted { left, right in
      let (left, right) = (left.suggestion, right.suggestion)
      if left.profiles != right.profiles {
        return left.profiles.lexicographicallyPrecedes(right.profiles)
      }
      return (left.kind.rawValue, left.evidence) < (right.kind.rawValue, right.evidence)
    }
  }

  /// The changes of the address table.
  var addresses: AddressWrites {
    var writes = AddressWrites()
    for (key, fate) in fates.sorted(by: { $0.key < $1.key }) {
      writes.add(key, fate)
    }
    return writes
  }
}

/// The changes of the address table, by the statement that makes them, each list sorted by key.
struct AddressWrites {
  /// Rows that go.
  private(set) var deleted: [AddressKey] = []
  /// Rows that lose uses.
  private(set) var taken: [NewUses] = []
  /// Rows that change their profile.
  private(set) var moved: [MovedAddress] = []
  /// Rows that come.
  private(set) var added: [NewAddress] = []
  /// Rows that gain uses.
  private(set) var given: [NewUses] = []

  fileprivate mutating func add(_ key: AddressKey, _ fate: AddressFate) {
    if fate.isStored, fate.isStoredGone || fate.standing == nil { deleted.append(key) }
    guard let standing = fate.standing else { return }
    guard let provenance = standing.provenance, let position = standing.position else {
      return change(key, from: fate.storedUses ?? [], to: standing.uses ?? [])
    }
    if fate.isStored, !fate.isStoredGone {
      moved.append(
        MovedAddress(
          key: key, profile: standing.profile, position: position, provenance: provenance))
      change(key, from: [], to: standing.uses ?? [])
    } else {
      added.append(
        NewAddress(
          key: key, text: standing.text ?? key.text, uses: standing.uses ?? [],
          profile: standing.profile, position: position, provenance: provenance))
    }
  }

  private mutating func change(_ key: AddressKey, from old: Uses, to new: Uses) {
    if !old.isSubset(of: new) { taken.append(NewUses(key: key, uses: new)) }
    if !new.isSubset(of: old) { given.append(NewUses(key: key, uses: new)) }
  }
}
