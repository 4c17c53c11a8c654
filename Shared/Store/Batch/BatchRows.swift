import Domain

/// The changes of a batch, folded into the rows that one write needs.
///
/// Pure. Changes of one profile or key within the batch build on one another, so it is what they come
/// to that is written, in statements that hold for the whole batch.
struct BatchRows {
  /// Profiles that the batch made, in the order in which it did; their versions count all changes.
  private(set) var created: [Profile] = []
  /// How much the version of each profile that stood before rises.
  private(set) var raised: [ProfileID: Int64] = [:]
  /// What becomes of each key.
  private(set) var fates: [AddressKey: AddressFate] = [:]
  /// The stays that ended, in order.
  private(set) var past: [PastAddress] = []
  /// The registrations with their message, in order.
  private(set) var registrations: [RegistrationRow] = []
  /// Where registrations go that stood before.
  private(set) var moves: [RegistrationID: ProfileID] = [:]
  /// The suggestions and when they were made, in order.
  private(set) var suggestions: [(suggestion: Suggestion, at: Timestamp)] = []
  /// What was decided on suggestions that stood before.
  private(set) var decisions: [SuggestionID: (isAccepted: Bool, provenance: Provenance)] = [:]
  /// The states of profiles that stood before, where they change.
  private(set) var states: [ProfileID: StateRow] = [:]
  /// What a steward edits of profiles that stood before, where it changes.
  private(set) var details: [ProfileID: Details] = [:]
  /// Whose each external id was before the batch and is after it.
  private(set) var externalIDs: [ExternalID: (before: ProfileID?, after: ProfileID?)] = [:]
  /// Who opts out of what, or (`nil`) in again.
  private(set) var optOuts: [OptOut: Provenance?] = [:]
  /// The marks that are set, or (`nil`) cleared, and when.
  private(set) var marks: [AddressKey: (mark: Mark?, at: Timestamp)] = [:]
  /// Addresses that stand on a profile again after they were erased.
  private(set) var returned: [AddressKey] = []
  /// What a message does alone in its batch: a merge, an unmerge, a death, a purge.
  private(set) var exclusive: [ExclusiveWrite] = []

  private var places: [ProfileID: Int] = [:]

  /// Folds all changes of the batch's messages.
  init(_ messages: [DecidedMessage]) {
    for message in messages where !message.changes.isEmpty {
      let provenance = Provenance(message)
      for logged in message.changes {
        fold(logged, provenance)
      }
    }
  }

  private mutating func fold(_ logged: LoggedChange, _ provenance: Provenance) {
    switch logged.change {
    case .profileCreated(let profile):
      create(profile, provenance)
    case .addressAdded, .addressRemoved, .addressMoved, .usesChanged:
      foldAddress(logged, provenance)
    case .marked(let key, _, let mark): marks[key] = (mark, provenance.at)
    case .cleared(let key, _): marks[key] = (nil, provenance.at)
    case .profileUpdated, .optedOut, .optedIn, .profileRemoved, .profileRestored,
      .profileDeceased, .profileRevoked, .profilePurged, .profilesMerged, .profilesUnmerged:
      foldProfile(logged.change, provenance)
    case .registrationRecorded(let id, let registration, let profile, let match):
      registrations.append(
        RegistrationRow(
          id: id, registration: registration, profile: profile, match: match,
          provenance: provenance))
    case .registrationHeld(let id, let registration):
      registrations.append(
        RegistrationRow(
          id: id, registration: registration, profile: nil, match: nil, provenance: provenance))
    case .registrationMoved(let id, _, let profile, _): moves[id] = profile
    case .suggestionMade(let suggestion):
      suggestions.append((suggestion, provenance.at))
    case .suggestionDecided(let suggestion, let isAccepted):
      decisions[suggestion.id] = (isAccepted, provenance)
    case .erasuresEnded(let keys): returned += keys
    }
    for profile in logged.change.raised {
      raise(profile)
    }
  }

  private mutating func foldAddress(_ logged: LoggedChange, _ provenance: Provenance) {
    if case .addressAdded(let address, let profile) = logged.change {
      add(address, to: profile, position: Self.position(logged.sequence), provenance)
    } else if case .addressRemoved(let key, let profile) = logged.change {
      leave(key, profile, movedTo: nil, provenance)
    } else if case .addressMoved(let key, let old, let new, let uses) = logged.change {
      move(key, from: old, to: new, uses, Self.position(logged.sequence), provenance)
    } else if case .usesChanged(let key, let profile, let old, let new) = logged.change {
      change(key, on: profile, from: old, to: new)
    }
  }

  private mutating func foldProfile(_ change: Change, _ provenance: Provenance) {
    if case .profileUpdated(let id, let old, let new) = change {
      update(id, from: old, to: new)
    } else if case .optedOut(let id, let topic) = change {
      optOuts[OptOut(profile: id, topic: topic)] = .some(provenance)
    } else if case .optedIn(let id, let topic) = change {
      optOuts[OptOut(profile: id, topic: topic)] = .some(nil)
    } else if case .profileRemoved(let id) = change {
      set(StateRow(profile: id, state: .removed))
    } else if case .profileRestored(let id) = change {
      set(StateRow(profile: id, state: .active))
    } else if case .profileRevoked(let id, let state) = change {
      set(StateRow(profile: id, state: state))
      exclusive.append(.revocation(id))
    } else if case .profileDeceased(let merged) = change {
      optOuts[OptOut(profile: merged.head, topic: Profile.everyTopic)] = .some(provenance)
      exclusive.append(.erasure(ErasureRow(.death, merged, provenance)))
    } else if case .profilePurged(let merged, let decision) = change {
      exclusive.append(.erasure(ErasureRow(.purge, merged, provenance, decision: decision)))
    } else if case .profilesMerged(let merge) = change {
      set(StateRow(profile: merge.removed, state: .removed, mergedInto: merge.kept))
      exclusive.append(.merge(merge))
    } else if case .profilesUnmerged(let merge, _) = change {
      set(StateRow(profile: merge.removed, state: merge.stateBefore))
      exclusive.append(.unmerge(merge))
    }
  }

  private mutating func set(_ row: StateRow) {
    if let place = places[row.profile] {
      created[place].state = row.state
    } else {
      states[row.profile] = row
    }
  }

  private mutating func update(_ id: ProfileID, from old: Details, to new: Details) {
    if let place = places[id] {
      created[place].details = new
    } else {
      details[id] = new
    }
    for external in old.externalIDs(beyond: new) {
      externalIDs[external] = (externalIDs[external]?.before ?? id, nil)
    }
    for external in new.externalIDs(beyond: old) {
      externalIDs[external, default: (nil, nil)].after = id
    }
  }

  private mutating func create(_ profile: Profile, _ provenance: Provenance) {
    places[profile.id] = created.count
    created.append(profile)
    for external in profile.externalIDList {
      externalIDs[external, default: (nil, nil)].after = profile.id
    }
    for (place, address) in profile.addresses.enumerated() {
      add(address, to: profile.id, position: Self.position(profile.version, place), provenance)
    }
  }

  private mutating func raise(_ profile: ProfileID) {
    if let place = places[profile] {
      created[place].version += 1
    } else {
      raised[profile, default: 0] += 1
    }
  }

  private mutating func add(
    _ address: Address, to profile: ProfileID, position: Int64, _ provenance: Provenance
  ) {
    let standing = AddressFate.Standing(
      profile: profile, uses: address.uses, text: address.address.text, provenance: provenance,
      position: position)
    fates[address.key, default: AddressFate(isStored: false)].standing = standing
  }

  /// Ends a stay: into the history with it.
  private mutating func leave(
    _ key: AddressKey, _ profile: ProfileID, movedTo: ProfileID?, _ provenance: Provenance
  ) {
    var fate = fate(of: key, on: profile)
    if let standing = fate.standing {
      past.append(
        PastAddress(key: key, standing: standing, movedTo: movedTo, removed: provenance))
    }
    fate.isStoredGone = fate.isStored && movedTo == nil || fate.isStoredGone
    fate.standing = nil
    fates[key] = fate
  }

  private mutating func move(
    _ key: AddressKey, from old: ProfileID, to new: ProfileID, _ uses: Uses, _ position: Int64,
    _ provenance: Provenance
  ) {
    let text = fate(of: key, on: old).standing?.text
    leave(key, old, movedTo: new, provenance)
    fates[key]?.standing = AddressFate.Standing(
      profile: new, uses: uses, text: text, provenance: provenance, position: position)
  }

  private mutating func change(
    _ key: AddressKey, on profile: ProfileID, from old: Uses, to new: Uses
  ) {
    var fate = fate(of: key, on: profile)
    if fate.isStored, fate.storedUses == nil, fate.standing?.provenance == nil {
      fate.storedUses = old
    }
    fate.standing?.uses = new
    fates[key] = fate
  }

  /// The fate of a key that stands on a profile: the batch's own, or that of the stored row.
  private func fate(of key: AddressKey, on profile: ProfileID) -> AddressFate {
    fates[key]
      ?? AddressFate(
        isStored: true,
        standing: AddressFate.Standing(
          profile: profile, uses: nil, text: nil, provenance: nil, position: nil))
  }

  /// Orders the addresses of a profile as they came: by the version that brought them, then by place.
  private static func position(_ version: Int64?, _ place: Int = 0) -> Int64 {
    (version ?? 0) << 16 | Int64(place)
  }
}

/// A registration as its row keeps it.
struct RegistrationRow {
  let id: RegistrationID
  let registration: Registration
  let profile: ProfileID?
  let match: Match?
  let provenance: Provenance
}

/// One topic of one profile.
struct OptOut: Hashable, Comparable {
  let profile: ProfileID
  let topic: String

  static func < (left: Self, right: Self) -> Bool {
    (left.profile, left.topic) < (right.profile, right.topic)
  }
}

/// What a message does to whole tables; it stands alone in its batch (``Domain/Touch/isExclusive``).
enum ExclusiveWrite {
  case merge(Merge)
  case unmerge(Merge)
  case erasure(ErasureRow)
  /// A death was an error.
  case revocation(ProfileID)
}

/// A person who is erased or has died.
struct ErasureRow {
  let kind: Erasure.Kind
  let merged: MergedProfiles
  let provenance: Provenance
  let decision: String?

  init(
    _ kind: Erasure.Kind, _ merged: MergedProfiles, _ provenance: Provenance,
    decision: String? = nil
  ) {
    self.kind = kind
    self.merged = merged
    self.provenance = provenance
    self.decision = decision
  }
}
