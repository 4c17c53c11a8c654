extension Change {
  /// Every profile that the change names, with the one that it is told of among them.
  public var named: [ProfileID] {
    switch self {
    case .profileCreated(let profile): [profile.id]
    case .addressAdded(_, let profile), .addressRemoved(_, let profile),
      .usesChanged(_, let profile, _, _), .registrationRecorded(_, _, let profile, _),
      .profileUpdated(let profile, _, _), .marked(_, let profile, _), .cleared(_, let profile),
      .optedOut(let profile, _), .optedIn(let profile, _), .profileRemoved(let profile),
      .profileRestored(let profile), .profileRevoked(let profile, _):
      [profile]
    case .addressMoved(_, let old, let new, _): [new, old]
    case .registrationMoved(_, let old, let new, _): [new] + (old.map { [$0] } ?? [])
    case .profileDeceased(let merged), .profilePurged(let merged, _): merged.members
    case .profilesMerged(let merge), .profilesUnmerged(let merge, _): [merge.kept, merge.removed]
    case .registrationHeld, .erasuresEnded: []
    case .suggestionMade(let suggestion), .suggestionDecided(let suggestion, _):
      suggestion.profiles
    }
  }
}

extension Dictionary where Key == ProfileID, Value == Profile {
  /// Brings the profiles to where a change leaves them, their versions included.
  ///
  /// The one place that says what a change does to a profile: the verbs of the book go through it, and
  /// so does whoever replays a log onto the profiles from which it began. A profile that is not here is
  /// left out; registrations, suggestions and marks stand beside the profiles and change none.
  public mutating func apply(_ change: Change) {
    switch change {
    case .profileCreated(let profile): self[profile.id] = profile
    case .profileUpdated(let id, _, let details): self[id]?.details = details
    case .addressAdded, .addressRemoved, .addressMoved, .usesChanged: applyToAddresses(change)
    case .optedOut(let id, let topic): self[id]?.optedOut.insert(topic)
    case .optedIn(let id, let topic): self[id]?.optedOut.remove(topic)
    case .profileRemoved, .profileRestored, .profileDeceased, .profileRevoked, .profilePurged,
      .profilesMerged, .profilesUnmerged:
      applyToStates(change)
    case .marked, .cleared, .registrationRecorded, .registrationHeld, .registrationMoved,
      .suggestionMade, .suggestionDecided, .erasuresEnded:
      break
    }
    for id in change.raised { self[id]?.version += 1 }
  }

  private mutating func applyToAddresses(_ change: Change) {
    if case .addressAdded(let address, let id) = change {
      self[id]?.addresses.append(address)
    } else if case .addressRemoved(let key, let id) = change {
      self[id]?.addresses.removeAll { $0.key == key }
    } else if case .addressMoved(let key, let old, let new, let uses) = change {
      guard var address = self[old]?.address(key) else { return }
      self[old]?.addresses.removeAll { $0.key == key }
      address.uses = uses
      self[new]?.addresses.append(address)
    } else if case .usesChanged(let key, let id, _, let uses) = change {
      guard let place = self[id]?.addresses.firstIndex(where: { $0.key == key }) else { return }
      self[id]?.addresses[place].uses = uses
    }
  }

  private mutating func applyToStates(_ change: Change) {
    if case .profileRemoved(let id) = change {
      self[id]?.state = .removed
    } else if case .profileRestored(let id) = change {
      self[id]?.state = .active
    } else if case .profileRevoked(let id, let state) = change {
      self[id]?.state = state
      self[id]?.stateBeforeDeath = nil
    } else if case .profileDeceased(let merged) = change {
      for id in merged.members { self[id]?.eraseContacts() }
      self[merged.head]?.die()
    } else if case .profilePurged(let merged, _) = change {
      for id in merged.members { self[id]?.erase() }
    } else if case .profilesMerged(let merge) = change {
      self[merge.removed]?.state = .removed
      self[merge.removed]?.mergedInto = merge.kept
    } else if case .profilesUnmerged(let merge, _) = change {
      self[merge.removed]?.state = merge.stateBefore
      self[merge.removed]?.mergedInto = nil
    }
  }
}

extension Profile {
  /// Addresses and telephone go (L1).
  fileprivate mutating func eraseContacts() {
    addresses = []
    phone = nil
  }

  /// Opted out of everything, and dead (L1).
  fileprivate mutating func die() {
    stateBeforeDeath = state
    state = .deceased
    optedOut.insert(Self.everyTopic)
  }

  /// All but the id, and whom it was merged into (L2, L5).
  fileprivate mutating func erase() {
    eraseContacts()
    state = .purged
    details = Details()
    stateBeforeDeath = nil
    optedOut = []
  }
}
