import Domain

/// Model of what a store keeps of a book's log, folded here by itself: a book that is opened on it
/// again must be the same one.
struct ReplayModel {
  private(set) var profiles: [ProfileID: Profile]
  private(set) var rest = BookContents()
  /// What is kept of each registration beside what it holds.
  private var origins: [RegistrationID: MergedRegistration] = [:]
  /// The places of each note on profiles.
  private var filings: [NoteID: [(profile: ProfileID, note: MergedNote)]] = [:]

  init(_ beginnings: [Profile], sends: [SendKey: Send] = [:]) {
    rest.sends = sends
    profiles = Dictionary(beginnings.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  var contents: BookContents {
    var contents = rest
    contents.profiles = Array(profiles.values)
    for merge in rest.merges.values {
      contents.mergedRegistrations[merge.removed] = origins.values.filter { origin in
        rest.registrations[origin.id]?.profile == merge.kept
          && (origin.carriedFrom != nil || origin.at >= merge.at)
      }.sorted { $0.id < $1.id }
      contents.mergedNotes[merge.removed] = filings.sorted { $0.key < $1.key }.flatMap(\.value)
        .filter { $0.profile == merge.kept }.map(\.note)
        .filter { $0.carriedFrom != nil || $0.at >= merge.at }
    }
    for (id, places) in filings {
      contents.notes[id] = RecordedNote(profiles: Set(places.map(\.profile)))
    }
    return contents
  }

  mutating func take(_ change: Change, at moment: Timestamp) {
    profiles.apply(change)
    switch change {
    case .profile(_, .affirmed(let said, let merged, _)):
      for id in merged { rest.merges[id]?.affirm(said) }
    case .profile, .address(_, .added), .address(_, .removed), .address(_, .moved),
      .address(_, .returned), .address(_, .usesChanged), .message, .imported, .mailing:
      break
    case .address(let key, .erasureEnded): rest.erasures[key] = nil
    case .mark(let key, _, .set(let mark)): rest.marks[key] = mark
    case .mark(let key, _, .cleared(let moment)):
      rest.marks[key] = nil
      rest.mail[key, default: MailHistory()].clearedAt = moment
    case .mark(let key, _, .withdrawn): rest.marks[key] = nil
    case .bounce(let key, _, let change): take(change, of: key)
    case .suppression(let key, _, .set(let suppression)):
      rest.suppressions[key, default: [:]][suppression.gateway] = suppression
    case .suppression(let key, _, .ended(let gateway, _)): rest.suppressions[key]?[gateway] = nil
    case .storm(let storm, let change): take(change, of: storm)
    case .registration(let id, .recorded(let registration, let profile, let match)):
      rest.registrations[id] = RecordedRegistration(registration, on: profile)
      note(id, carriedFrom: nil, matched: match.key, at: moment)
    case .registration(let id, .held(let registration)):
      rest.registrations[id] = RecordedRegistration(registration, on: nil)
      note(id, carriedFrom: nil, matched: nil, at: moment)
    case .registration(let id, .moved(_, let profile, _)):
      rest.registrations[id]?.profile = profile
      note(id, carriedFrom: nil, matched: origins[id]?.matched, at: moment)
    case .registration(let id, .returned(_, let profile)):
      rest.registrations[id]?.profile = profile
      if let origin = origins[id], origin.carriedFrom == profile {
        note(id, carriedFrom: nil, matched: origin.matched, at: origin.at)
      }
    case .note(let id, let change): take(change, of: id, at: moment)
    case .suggestion(let suggestion, .made):
      rest.made.insert(suggestion.identity)
      rest.suggestions[suggestion.id] = SuggestionState(suggestion)
    case .suggestion(let suggestion, .decided(let isAccepted)):
      rest.suggestions[suggestion.id]?.decision = isAccepted ? .accepted : .dismissed
    case .merge(let merge, .merged):
      rest.merges[merge.removed] = merge
      for (id, registration) in rest.registrations where registration.profile == merge.removed {
        guard let origin = origins[id] else { continue }
        rest.registrations[id]?.profile = merge.kept
        note(
          id, carriedFrom: origin.carriedFrom ?? merge.removed, matched: origin.matched,
          at: origin.at)
      }
      carryNotes(of: merge)
    case .merge(let merge, .amended): rest.merges[merge.removed] = merge
    case .merge(let merge, .unmerged): rest.merges[merge.removed] = nil
    case .counter(let key, .increased(let amount)): rest.counts[key, default: 0] += amount
    case .counter(let key, .announced): rest.counts[key.announcement, default: 0] += 1
    case .erasure(let merged, .deceased): takeDeath(of: merged, at: moment)
    case .erasure(let merged, .revoked):
      rest.erasures = rest.erasures.filter { $0.value.profile != merged.head }
    case .erasure(let merged, .purged): takePurge(of: merged, at: moment)
    case .erasure(_, .searchedAgain): break
    }
  }

  private mutating func note(
    _ id: RegistrationID, carriedFrom: ProfileID?, matched: AddressKey?, at moment: Timestamp
  ) {
    origins[id] = MergedRegistration(
      id: id, carriedFrom: carriedFrom, matched: matched, at: moment)
  }

  private mutating func take(_ change: NoteChange, of id: NoteID, at moment: Timestamp) {
    switch change {
    case .recorded(let note, _, _):
      filings[id] = []
      if let mail = note.mail { rest.mails.insert(mail) }
    case .filed(let profile, let match):
      filings[id]?.append(
        (profile, MergedNote(id: id, carriedFrom: nil, matched: match.keys, at: moment)))
    case .returned(let kept, let profile, let origin):
      move(id, where: { $0 == kept && $1 == origin }, to: profile) { origin in
        origin == profile ? nil : origin
      }
    }
  }

  private mutating func carryNotes(of merge: Merge) {
    for id in filings.keys {
      move(id, where: { profile, _ in profile == merge.removed }, to: merge.kept) { origin in
        origin ?? merge.removed
      }
    }
  }

  private mutating func move(
    _ id: NoteID, where isMoved: (ProfileID, ProfileID?) -> Bool, to profile: ProfileID,
    origin: (ProfileID?) -> ProfileID?
  ) {
    filings[id] = filings[id]?.map { place in
      guard isMoved(place.profile, place.note.carriedFrom) else { return place }
      let note = place.note
      return (
        profile,
        MergedNote(
          id: id, carriedFrom: origin(note.carriedFrom), matched: note.matched, at: note.at)
      )
    }
  }

  private mutating func take(_ change: StormChange, of storm: Storm) {
    switch change {
    case .began: rest.storms.append(storm)
    case .decided(let decision, let moment):
      guard let place = rest.storms.firstIndex(where: { $0.id == storm.id }) else { return }
      rest.storms[place].decision = decision
      rest.storms[place].decidedAt = moment
    }
  }

  private mutating func take(_ change: BounceChange, of key: AddressKey) {
    var history = rest.mail[key] ?? MailHistory()
    switch change {
    case .recorded(let bounce, _), .redated(let bounce): history.bounces[bounce.send] = bounce
    case .released(let send): history.bounces[send]?.heldBy = nil
    case .delivered(let moment): history.deliveredAt = max(history.deliveredAt ?? moment, moment)
    }
    rest.mail[key] = history
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
    filings = filings.filter { _, places in
      places.isEmpty || !places.allSatisfy { merged.members.contains($0.profile) }
    }.mapValues { $0.filter { !merged.members.contains($0.profile) } }
    rest.suggestions = rest.suggestions.filter { _, state in
      state.suggestion.profiles.allSatisfy { !merged.members.contains($0) }
    }
  }

  private mutating func erase(_ merged: MergedProfiles, by kind: Erasure.Kind, at moment: Timestamp)
  {
    for key in merged.addresses.map(\.key) {
      rest.marks[key] = nil
      rest.mail[key] = nil
      rest.suppressions[key] = nil
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
