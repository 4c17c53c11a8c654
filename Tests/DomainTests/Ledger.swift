import Domain

/// What a store keeps of a book's log, folded here by itself: a book that is opened on it again must be
/// the same one.
struct Ledger {
  private(set) var profiles: [ProfileID: Profile]
  private(set) var rest = BookContents()

  init(_ beginnings: [Profile]) {
    profiles = Dictionary(beginnings.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  var contents: BookContents {
    var contents = rest
    contents.profiles = Array(profiles.values)
    return contents
  }

  mutating func take(_ change: Change, at moment: Timestamp) {
    profiles.apply(change)
    switch change {
    case .marked(let key, _, let mark): rest.marks[key] = mark
    case .cleared(let key, _): rest.marks[key] = nil
    case .profileDeceased(let lineage): takeDeath(of: lineage, at: moment)
    case .profilePurged(let lineage, _): takePurge(of: lineage, at: moment)
    case .profileRevoked(let id, _):
      rest.erasures = rest.erasures.filter { $0.value.profile != id }
    case .erasuresEnded(let keys):
      for key in keys { rest.erasures[key] = nil }
    case .profilesMerged(let merge): rest.merges[merge.removed] = merge
    case .profilesUnmerged(let merge, _): rest.merges[merge.removed] = nil
    case .registrationRecorded(let id, let registration, let profile, _):
      rest.registrations[id] = RecordedRegistration(registration, on: profile)
    case .registrationHeld(let id, let registration):
      rest.registrations[id] = RecordedRegistration(registration, on: nil)
    case .registrationMoved(let id, _, let profile, _): rest.registrations[id]?.profile = profile
    case .suggestionMade(let suggestion):
      rest.made.insert(suggestion.identity)
      rest.suggestions[suggestion.id] = SuggestionState(suggestion)
    case .suggestionDecided(let suggestion, let isAccepted):
      rest.suggestions[suggestion.id]?.decision = isAccepted ? .accepted : .dismissed
    case .profileCreated, .profileUpdated, .addressAdded, .addressRemoved, .addressMoved,
      .usesChanged, .optedOut, .optedIn, .profileRemoved, .profileRestored:
      break
    }
  }

  private mutating func takeDeath(of lineage: Lineage, at moment: Timestamp) {
    erase(lineage, by: .death, at: moment)
    for id in lineage.members { rest.merges[id]?.eraseContacts() }
    rest.registrations = rest.registrations.mapValues { registration in
      guard let profile = registration.profile, lineage.members.contains(profile) else {
        return registration
      }
      return RecordedRegistration(profile: profile, name: registration.name)
    }
  }

  private mutating func takePurge(of lineage: Lineage, at moment: Timestamp) {
    let died = rest.erasures.filter { lineage.members.contains($0.value.profile) }.keys
    let erasure = Erasure(kind: .purge, profile: lineage.head, at: moment)
    for key in died { rest.erasures[key] = erasure }
    erase(lineage, by: .purge, at: moment)
    for id in lineage.members { rest.merges[id] = nil }
    rest.registrations = rest.registrations.filter { _, registration in
      !(registration.profile.map(lineage.members.contains) ?? false)
    }
    rest.suggestions = rest.suggestions.filter { _, state in
      state.suggestion.profiles.allSatisfy { !lineage.members.contains($0) }
    }
  }

  private mutating func erase(_ lineage: Lineage, by kind: Erasure.Kind, at moment: Timestamp) {
    for key in lineage.addresses.map(\.key) {
      rest.marks[key] = nil
      rest.erasures[key] = Erasure(kind: kind, profile: lineage.head, at: moment)
    }
  }
}

extension RecordedRegistration {
  fileprivate init(_ registration: Registration, on profile: ProfileID?) {
    self.init(
      profile: profile, name: registration.name, phone: registration.phone,
      address: registration.first)
  }
}
