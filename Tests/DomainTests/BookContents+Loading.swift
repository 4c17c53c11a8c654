import Domain

extension BookContents {
  /// Returns what a store finds for a touch, if these contents are all that there is.
  func loaded(for touch: Touch) -> BookContents {
    let isFirm = touch.strength >= .changing
    let ids = reached(by: touch)
    var loaded = BookContents(profiles: profiles.filter { ids.contains($0.id) })
    for place in loaded.profiles.indices where !isFirm { loaded.profiles[place].optedOut = [] }
    for id in touch.externalIDs {
      loaded.externalHolders[id] = profiles.first { $0.externalIDList.contains(id) }?.id
    }
    loaded.made = made.filter { !ids.isDisjoint(with: $0.profiles) }
    loaded.suggestions = suggestions.filter { touch.suggestions[$0.key] != nil }
    let named = Set(loaded.suggestions.values.compactMap(\.suggestion.registration))
    loaded.registrations = registrations.filter {
      touch.registrations.contains($0.key) || named.contains($0.key)
    }
    loaded.notes = notes.filter { touch.notes.contains($0.key) }
    loaded.mails = mails.intersection(touch.mails)
    let kept = Set(touch.merges.compactMap { merges[$0]?.kept })
    loaded.merges = merges.filter {
      touch.merges.contains($0.key) || kept.contains($0.value.kept)
    }
    loaded.mergedRegistrations = mergedRegistrations.filter { touch.merges.contains($0.key) }
    loaded.mergedNotes = mergedNotes.filter { touch.merges.contains($0.key) }
    loaded.mergedSends = mergedSends.filter { touch.merges.contains($0.key) }
    let keys = Set(loaded.profiles.flatMap(\.addresses).map(\.key))
    loaded.marks = isFirm ? marks.filter { keys.contains($0.key) } : [:]
    loaded.suppressions = isFirm ? suppressions.filter { keys.contains($0.key) } : [:]
    if !touch.erased.isEmpty {
      loaded.heldFormerKeys = heldFormerKeys.filter { ids.contains($0.key) }
      let former = loaded.heldFormerKeys.values.reduce(into: Set(touch.keys.keys)) {
        $0.formUnion($1)
      }
      loaded.suppressions.merge(suppressions.filter { former.contains($0.key) }) { $1 }
    }
    loaded.mail = mail.filter { touch.mail.contains($0.key) }
    loaded.sends = sends.filter { touch.sends.contains($0.key) }
    loaded.mailings = mailings.filter { touch.mailings.contains($0.key) }
    loaded.mailed = mailed.filter { touch.mailings.contains($0.key) }
      .mapValues { $0.filter { ids.contains($0.key) } }
    loaded.storms = storms.filter { storm in
      touch.storms.contains(.id(storm.id)) || touch.storms.contains(.of(storm.subject))
    }
    loaded.recipients = recipients.filter { touch.recipients[$0.key] != nil }
    loaded.counts = counts.filter { touch.counters.contains($0.key) }
    loaded.erasures = erasures.filter { touch.keys[$0.key] != nil }
    return loaded
  }

  /// The profiles that a touch leads to; whoever changes one has all with it that are one.
  private func reached(by touch: Touch) -> Set<ProfileID> {
    var ids = Set(touch.profiles.keys)
    for profile in profiles where profile.addresses.contains(where: { touch.keys[$0.key] != nil }) {
      ids.insert(profile.id)
    }
    ids.formUnion(touch.registrations.compactMap { registrations[$0]?.profile })
    for suggestion in touch.suggestions.keys.compactMap({ suggestions[$0]?.suggestion }) {
      ids.formUnion(suggestion.profiles)
      ids.formUnion(
        [suggestion.registration.flatMap { registrations[$0]?.profile }].compactMap(\.self))
    }
    guard touch.strength >= .changing else { return ids }
    let ends = Set(ids.map(end))
    return ids.union(profiles.map(\.id).filter { ends.contains(end(of: $0)) })
  }

  private func end(of id: ProfileID) -> ProfileID {
    var end = id
    while let next = profiles.first(where: { $0.id == end })?.mergedInto { end = next }
    return end
  }

  /// The profiles that stand somewhere in these contents.
  var mentionedProfiles: Set<ProfileID> {
    Set(profiles.map(\.id)).union(profiles.compactMap(\.mergedInto))
      .union(externalHolders.values).union(suggestions.values.flatMap(\.suggestion.profiles))
      .union(registrations.values.compactMap(\.profile)).union(erasures.values.map(\.profile))
      .union(sends.values.map(\.profile))
  }

  /// The addresses that a suggestion or a registration in these contents names.
  var mentionedKeys: Set<AddressKey> {
    Set(suggestions.values.map { AddressKey(stored: $0.suggestion.evidence) })
      .union(registrations.values.flatMap { [$0.address].compactMap(\.self) + $0.all }.map(\.key))
      .union(sends.values.compactMap(\.recipient))
  }
}
