/// Death or purge of a person, or the end of an erroneous death.
public enum ErasureChange: Hashable, Sendable {
  /// The person died: addresses and telephone are erased, of all profiles that are one (L1).
  case deceased
  /// The death was an error: the profile has this state again, and not its addresses (L1).
  case revoked(to: Profile.State)
  /// The person was erased, with all profiles that are one (L2).
  case purged(decision: String?)
  /// The purge of the person was asked for again: it is searched for what has come since (L2).
  case searchedAgain

  func scope(of merged: MergedProfiles) -> ChangeScope {
    switch self {
    case .deceased, .purged:
      ChangeScope(
        merged.head, merged.members.filter { $0 != merged.head }, raisesVersions: true)
    case .revoked: ChangeScope(merged.head, raisesVersions: true)
    // Nobody is told of it.
    case .searchedAgain: ChangeScope(nil, raisesVersions: false)
    }
  }
}

extension Dictionary where Key == ProfileID, Value == Profile {
  mutating func apply(_ change: ErasureChange, to merged: MergedProfiles) {
    switch change {
    case .deceased:
      for id in merged.members { self[id]?.eraseContacts() }
      self[merged.head]?.die()
    case .revoked(let state):
      self[merged.head]?.state = state
      self[merged.head]?.stateBeforeDeath = nil
    case .purged:
      for id in merged.members { self[id]?.erase() }
    case .searchedAgain: break
    }
  }
}

extension Profile {
  /// Erases addresses and telephone (L1).
  fileprivate mutating func eraseContacts() {
    addresses = []
    phone = nil
  }

  /// Opts out of everything, and makes the profile deceased (L1).
  fileprivate mutating func die() {
    stateBeforeDeath = state
    state = .deceased
    optedOut.insert(Self.everyTopic)
  }

  /// Erases all but the id and the profile that this one was merged into (L2, L5).
  fileprivate mutating func erase() {
    eraseContacts()
    state = .purged
    details = Details()
    stateBeforeDeath = nil
    optedOut = []
  }
}

extension AddressBook {
  /// Brings the indexes to where an erasure leaves them.
  mutating func index(_ change: ErasureChange, of merged: MergedProfiles) {
    let members = Set(merged.members)
    switch change {
    case .deceased:
      for (id, merge) in merges where members.contains(id) || members.contains(merge.kept) {
        merges[id]?.eraseContacts()
      }
      forget(merged.addresses)
    case .purged:
      externalHolders = externalHolders.filter { !members.contains($0.value) }
      for id in members { merges[id] = nil }
      forget(merged.addresses)
    case .revoked: erasures = erasures.filter { $0.value.profile != merged.head }
    case .searchedAgain: break
    }
  }

  private mutating func forget(_ addresses: [EmailAddress]) {
    let keys = Set(addresses.map(\.key))
    for key in keys {
      holders[key] = nil
      marks[key] = nil
      mail[key] = nil
      suppressions[key] = nil
    }
    for id in merges.keys { merges[id]?.forget(keys) }
  }
}
