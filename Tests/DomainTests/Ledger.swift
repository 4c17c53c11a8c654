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
    case .profileDeceased(let merged): takeDeath(of: merged, at: moment)
    case .profilePurged(let merged, _): takePurge(of: merged, at: moment)
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

  private mutating func takeDeath(of merged: MergedProfiles, at moment: Timestamp) {
    erase(merged, by: .death, at: moment)
    for id in merged.members { rest.merges[id]?.eraseContacts() }
    rest.registrations = rest.registrations.mapValues { registration in
      guard let profile = registration.profile, merged.members.contains(profile) else {
        return registration
      }
      return RecordedRegistration(profile: profile, name: registration.name)
    }
  }

  private mutating func takePurge(of merged: MergedProfiles, at moment: Timestamp) {
    let died = rest.erasures.filter { merged.members.contains($0.value.profile) }.keys
    let erasure = Erasure(kind: .purge, profile: merged.head, at: moment)
    for key in died { rest.erasures[key] = erasure }
    erase(merged, by: .purge, at: moment)
    for id in merged.members { rest.merges[id] = nil }
    rest.registrations = rest.registrations.filter { _, registration in
      !(registration.profile.map(merged.members.contains) ?? false)
    }
    rest.suggestions = rest.suggestions.filter { _, state in
      state.suggestion.profiles.allSatisfy { !merged.members.contains($0) }
    }
  }

  private mutating func erase(_ merged: MergedProfiles, by kind: Erasure.Kind, at moment: Timestamp)
  {
    for key in merged.addresses.map(\.key) {
      rest.marks[key] = nil
      rest.erasures[key] = Erasure(kind: kind, profile: merged.head, at: moment)
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
