import Domain
import Store

extension MemoryState {
  mutating func write(_ change: MergeChange, of merge: Merge) {
    switch change {
    case .merged: carry(merge)
    case .unmerged: contents.merges[merge.removed] = nil
    case .amended: contents.merges[merge.removed] = merge
    }
  }

  mutating func write(_ change: ErasureChange, of merged: MergedProfiles) {
    switch change {
    case .deceased: erase(merged, by: .death)
    case .revoked:
      erasures = erasures.filter { $0.value.profile != merged.head }
    case .purged(let decision):
      erase(merged, by: .purge)
      contents.purges[merged.head] = .some(decision)
    case .searchedAgain: eraseAgain(merged)
    }
  }

  /// Carries registrations along with a merge (L4).
  private mutating func carry(_ merge: Merge) {
    contents.merges[merge.removed] = merge
    for (id, registration) in registrations where registration.profile == merge.removed {
      mergedFrom[id] = mergedFrom[id] ?? merge.removed
      put(id, on: merge.kept)
    }
    carryNotes(of: merge)
  }

  /// Erases addresses at a death, everything at a purge (L1, L2).
  ///
  /// What is searched in texts, parked messages and the content of registrations, is PostgreSQL's alone.
  private mutating func erase(_ merged: MergedProfiles, by kind: Erasure.Kind) {
    let members = Set(merged.members)
    let keys = keys(of: members).union(merged.addresses.map(\.key))
    let died = erasures.filter { members.contains($0.value.profile) }.map(\.key)
    eraseNotes(of: members, keys.union(died), by: kind)
    eraseImported(members, keys)
    eraseMailed(members, keys)
    for key in keys {
      holders[key] = nil
      origins[key] = nil
      stays[key] = nil
      contents.marks[key] = nil
      contents.mail[key] = nil
      contents.suppressions[key] = nil
    }
    for address in merged.addresses {
      erasures[address.key] = Erasure(
        kind: kind, profile: merged.head, at: Timestamp(microseconds: 0))
    }
    for (id, merge) in contents.merges {
      contents.merges[id]?.forget(keys)
      if kind == .death, members.contains(id) || members.contains(merge.kept) {
        contents.merges[id]?.eraseContacts()
      }
    }
    contents.past = contents.past.filter { row, _ in
      !members.contains(row.profile) && !keys.contains(row.key)
    }
    stays = stays.mapValues { $0.filter { !members.contains($0.profile) } }
    for (id, registration) in registrations {
      let isTheirs = registration.profile.map(members.contains) ?? false
      if isTheirs || arrivals[id]?.matched.map(keys.contains) ?? false {
        arrivals[id]?.matched = nil
      }
    }
    forgetSuggestions { suggestion in
      let isTheirs = !members.isDisjoint(with: suggestion.profiles)
      return keys.contains(AddressKey(stored: suggestion.evidence))
        || isTheirs && (kind == .purge || suggestion.kind.restsOnAddress)
    }
    if kind == .purge { erasePersons(members, head: merged.head) }
  }

  /// The keys of all addresses that a person ever had, without those that somebody else has now; one that came
  /// with a merge and went back with its end was never the person's.
  func keys(of members: Set<ProfileID>) -> Set<AddressKey> {
    let past = contents.past.keys.filter { members.contains($0.profile) && !returned.contains($0) }
    let merges = contents.merges.filter { members.contains($0.key) }.values
    let keys = past.map(\.key) + merges.flatMap { $0.addresses.map(\.key) }
    return Set(keys).filter { holders[$0].map(members.contains) ?? true }
  }

  /// Erases what has come since to addresses that nobody else has.
  private mutating func eraseAgain(_ merged: MergedProfiles) {
    let members = Set(merged.members + [merged.head])
    let named = merged.addresses.map(\.key).filter { holders[$0].map(members.contains) ?? true }
    let died = erasures.filter { members.contains($0.value.profile) }.map(\.key)
    let erased = keys(of: members).union(named)
    eraseWaitingNotes(by: erased.union(died))
    forgetSuggestions { erased.contains(AddressKey(stored: $0.evidence)) }
    for key in erased {
      contents.marks[key] = nil
      contents.mail[key] = nil
      contents.suppressions[key] = nil
    }
  }

  private mutating func erasePersons(_ members: Set<ProfileID>, head: ProfileID) {
    eraseRecipients(members)
    for id in members {
      for external in contents.profiles[id]?.externalIDList ?? [] {
        externalHolders[external] = nil
      }
    }
    contents.merges = contents.merges.filter {
      !members.contains($0.key) && !members.contains($0.value.kept)
    }
    for (id, registration) in registrations {
      guard let profile = registration.profile, members.contains(profile) else { continue }
      registrations[id] = nil
      mergedFrom[id] = nil
    }
    let left = registrations.keys
    forgetSuggestions { suggestion in
      suggestion.kind == .roleMailbox
        && suggestion.registration.map { !left.contains($0) } ?? false
    }
    for (key, erasure) in erasures where members.contains(erasure.profile) {
      erasures[key] = Erasure(kind: .purge, profile: head, at: erasure.at)
    }
  }

  private mutating func forgetSuggestions(where isTheirs: (Suggestion) -> Bool) {
    for (id, suggestion) in suggestions where isTheirs(suggestion) {
      suggestions[id] = nil
      contents.suggestions[suggestion.identity] = nil
      guard suggestion.kind == .deceasedAddress, let registration = suggestion.registration,
        registrations[registration]?.profile == nil
      else { continue }
      registrations[registration] = nil
    }
  }
}

extension Suggestion.Kind {
  /// `true` if its evidence is an address.
  fileprivate var restsOnAddress: Bool {
    switch self {
    case .additionalAddress, .duplicate, .previouslyRemoved, .ownerChanged: true
    case .nameDiffers, .roleMailbox, .deceasedAddress, .externalIDElsewhere, .forwardedSender:
      false
    }
  }
}
