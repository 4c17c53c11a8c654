import Domain
import Store

extension Change {
  /// Whether it ends a profile or joins it with another: then its message stands alone in its batch.
  var isExclusive: Bool {
    switch self {
    case .profileDeceased, .profileRevoked, .profilePurged, .profilesMerged, .profilesUnmerged: true
    case .profileCreated, .profileUpdated, .addressAdded, .addressRemoved, .addressMoved,
      .usesChanged, .marked, .cleared, .optedOut, .optedIn, .profileRemoved, .profileRestored,
      .registrationRecorded, .registrationHeld, .registrationMoved, .suggestionMade,
      .suggestionDecided, .erasuresEnded:
      false
    }
  }
}

extension MemoryState {
  /// Registrations come along with a merge (L4).
  mutating func carry(_ merge: Merge) {
    contents.merges[merge.removed] = merge
    for (id, registration) in registrations where registration.profile == merge.removed {
      mergedFrom[id] = mergedFrom[id] ?? merge.removed
      put(id, on: merge.kept)
    }
  }

  /// They go back with those of all that had been merged into the profile before (L4).
  mutating func giveBack(_ merge: Merge) {
    contents.merges[merge.removed] = nil
    var family: Set<ProfileID> = [merge.removed]
    while true {
      let more = contents.profiles.values.filter { profile in
        profile.mergedInto.map(family.contains) ?? false && !family.contains(profile.id)
      }
      if more.isEmpty { break }
      family.formUnion(more.map(\.id))
    }
    for (id, origin) in mergedFrom
    where family.contains(origin) && registrations[id]?.profile == merge.kept {
      put(id, on: merge.removed)
      if origin == merge.removed { mergedFrom[id] = nil }
    }
  }

  /// Addresses go with a death, everything with a purge (L1, L2).
  ///
  /// What is searched in texts, parked messages and the content of registrations, is PostgreSQL's alone.
  mutating func erase(_ merged: MergedProfiles, by kind: Erasure.Kind) {
    let members = Set(merged.members)
    let keys = Set(merged.addresses.map(\.key))
    for key in keys {
      holders[key] = nil
      origins[key] = nil
      contents.marks[key] = nil
      note(Erasure(kind: kind, profile: merged.head, at: Timestamp(microseconds: 0)), of: key)
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
      contents.registrations[id] = nil
      mergedFrom[id] = nil
    }
    for (key, erasure) in erasures where members.contains(erasure.profile) {
      note(Erasure(kind: .purge, profile: head, at: erasure.at), of: key)
    }
  }

  private mutating func forgetSuggestions(where isTheirs: (Suggestion) -> Bool) {
    for (id, suggestion) in filed where isTheirs(suggestion) {
      filed[id] = nil
      contents.suggestions[suggestion.identity] = nil
      guard suggestion.kind == .deceasedAddress, let registration = suggestion.registration,
        registrations[registration]?.profile == nil
      else { continue }
      registrations[registration] = nil
      contents.registrations[registration] = nil
    }
  }

  mutating func note(_ erasure: Erasure, of key: AddressKey) {
    erasures[key] = erasure
    contents.erased[key] = erasure.kind
  }

  mutating func forget(_ key: AddressKey) {
    erasures[key] = nil
    contents.erased[key] = nil
  }
}

extension Suggestion.Kind {
  /// Whether what it rests on is an address.
  fileprivate var restsOnAddress: Bool {
    switch self {
    case .additionalAddress, .duplicate, .previouslyRemoved: true
    case .nameDiffers, .roleMailbox, .deceasedAddress, .externalIDElsewhere: false
    }
  }
}
