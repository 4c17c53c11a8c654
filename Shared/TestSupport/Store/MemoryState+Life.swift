import Domain
import Store

extension MemoryState {
  mutating func write(_ change: MergeChange, of merge: Merge) {
    switch change {
    case .merged: carry(merge)
    case .unmerged: giveBack(merge)
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
    }
  }

  /// Carries registrations along with a merge (L4).
  private mutating func carry(_ merge: Merge) {
    contents.merges[merge.removed] = merge
    for (id, registration) in registrations where registration.profile == merge.removed {
      mergedFrom[id] = mergedFrom[id] ?? merge.removed
      put(id, on: merge.kept)
    }
  }

  /// Gives registrations back, with those of all that had been merged into the profile before (L4).
  private mutating func giveBack(_ merge: Merge) {
    contents.merges[merge.removed] = nil
    var merged: Set<ProfileID> = [merge.removed]
    while true {
      let more = contents.profiles.values.filter { profile in
        profile.mergedInto.map(merged.contains) ?? false && !merged.contains(profile.id)
      }
      if more.isEmpty { break }
      merged.formUnion(more.map(\.id))
    }
    for (id, origin) in mergedFrom
    where merged.contains(origin) && registrations[id]?.profile == merge.kept {
      put(id, on: merge.removed)
      if origin == merge.removed { mergedFrom[id] = nil }
    }
  }

  /// Erases addresses at a death, everything at a purge (L1, L2).
  ///
  /// What is searched in texts, parked messages and the content of registrations, is PostgreSQL's alone.
  private mutating func erase(_ merged: MergedProfiles, by kind: Erasure.Kind) {
    let members = Set(merged.members)
    let keys = Set(merged.addresses.map(\.key))
    for key in keys {
      holders[key] = nil
      origins[key] = nil
      contents.marks[key] = nil
      contents.mail[key] = nil
      contents.suppressions[key] = nil
      erasures[key] = Erasure(kind: kind, profile: merged.head, at: Timestamp(microseconds: 0))
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
    forgetSuggestions { suggestion in
      let isTheirs = !members.isDisjoint(with: suggestion.profiles)
      return keys.contains(AddressKey(stored: suggestion.evidence))
        || isTheirs && (kind == .purge || suggestion.kind.restsOnAddress)
    }
    if kind == .purge { erasePersons(members, head: merged.head) }
  }

  private mutating func erasePersons(_ members: Set<ProfileID>, head: ProfileID) {
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
    case .nameDiffers, .roleMailbox, .deceasedAddress, .externalIDElsewhere: false
    }
  }
}
