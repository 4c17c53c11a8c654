import Domain

/// What each statement of a write gets, in an order that is the same for every lane.
extension BatchRows {
  /// Profiles that stood before, with how much their versions rise, by id.
  var versionRises: [(profile: ProfileID, by: Int64)] {
    raised.sorted { $0.key < $1.key }.map { (profile: $0.key, by: $0.value) }
  }

  /// The external ids that leave their profiles, sorted.
  var leavingExternalIDs: [ExternalID] {
    externalIDs.filter { $0.value.before != nil && $0.value.before != $0.value.after }
      .map(\.key).sorted()
  }

  /// The external ids that come onto profiles, sorted.
  var comingExternalIDs: [(id: ExternalID, profile: ProfileID)] {
    externalIDs.compactMap { id, holders in
      guard let after = holders.after, after != holders.before else { return nil }
      return (id: id, profile: after)
    }.sorted { $0.id < $1.id }
  }

  /// The states of profiles that stood before, by id.
  var sortedStates: [StateRow] { states.values.sorted { $0.profile < $1.profile } }

  /// What was edited, by profile.
  var sortedDetails: [(profile: ProfileID, details: Details)] {
    details.sorted { $0.key < $1.key }.map { (profile: $0.key, details: $0.value) }
  }

  /// The opt-outs that come, sorted.
  var comingOptOuts: [(profile: ProfileID, topic: String, provenance: Provenance)] {
    optOuts.sorted { $0.key < $1.key }.compactMap { optOut, provenance in
      provenance.map { (profile: optOut.profile, topic: optOut.topic, provenance: $0) }
    }
  }

  /// The opt-outs that end, sorted.
  var leavingOptOuts: [(profile: ProfileID, topic: String)] {
    optOuts.filter { $0.value == nil }.keys.sorted().map { (profile: $0.profile, topic: $0.topic) }
  }

  /// The marks that are set, by key.
  var setMarks: [(key: AddressKey, mark: Mark)] {
    marks.sorted { $0.key < $1.key }.compactMap { key, value in
      value.mark.map { (key: key, mark: $0) }
    }
  }

  /// The marks that are cleared, by key.
  var clearedMarks: [(key: AddressKey, at: Timestamp)] {
    marks.filter { $0.value.mark == nil }.sorted { $0.key < $1.key }
      .map { (key: $0.key, at: $0.value.at) }
  }

  /// The registrations that go elsewhere, by id.
  var sortedMoves: [(id: RegistrationID, profile: ProfileID)] {
    moves.sorted { $0.key < $1.key }.map { (id: $0.key, profile: $0.value) }
  }

  /// The decisions on suggestions, by id.
  var sortedDecisions: [(id: SuggestionID, isAccepted: Bool, provenance: Provenance)] {
    decisions.sorted { $0.key < $1.key }.map {
      (id: $0.key, isAccepted: $0.value.isAccepted, provenance: $0.value.provenance)
    }
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
