import Domain
import Store

extension MemoryState {
  /// Holds and reads what a batch touches.
  mutating func load(
    _ touch: Touch, messages: [MessageReference], fence: Fence?, for lane: Int
  ) throws(StoreError) -> Loaded {
    let strength = touch.strength
    let ids = reached(by: touch)
    let profiles = ids.compactMap { contents.profiles[$0] }
    for profile in profiles where isHeldAgainst(strength, profile.id, for: lane) {
      throw .contention(sqlstate: "55P03")
    }
    var loaded = Loaded(contents: book(of: profiles, touch))
    if let fence { loaded.epoch = try pass(fence, for: lane) }
    holds[lane] = Dictionary(uniqueKeysWithValues: profiles.map { ($0.id, strength) })
    loaded.contents.registrations = registrations.filter { id, _ in
      touch.registrations.contains(id)
        || touch.suggestions.keys.contains { suggestions[$0]?.registration == id }
    }
    loaded.known = messages.map { message in
      guard let outcome = contents.inbox[message], let hash = hashes[message] else { return nil }
      return Loaded.InboxEntry(outcome: outcome, bodyHash: hash)
    }
    return loaded
  }

  /// All profiles that a touch leads to; whoever changes one has its merged with it.
  private func reached(by touch: Touch) -> Set<ProfileID> {
    var ids = Set(touch.profiles.keys)
    ids.formUnion(touch.keys.keys.compactMap { holders[$0] })
    ids.formUnion(touch.registrations.compactMap { registrations[$0]?.profile })
    for suggestion in touch.suggestions.keys.compactMap({ suggestions[$0] }) {
      ids.formUnion(suggestion.profiles)
      if let holder = suggestion.registration.flatMap({ registrations[$0]?.profile }) {
        ids.insert(holder)
      }
    }
    guard touch.strength >= .changing else { return ids }
    let ends = Set(ids.map(end))
    return ids.union(contents.profiles.keys.filter { ends.contains(end(of: $0)) })
  }

  func end(of id: ProfileID) -> ProfileID {
    var end = id
    while let next = contents.profiles[end]?.mergedInto { end = next }
    return end
  }

  /// The keys of the addresses that each profile once had, of all that are one with this one.
  private func formerKeys(of id: ProfileID) -> [ProfileID: Set<AddressKey>] {
    let end = end(of: id)
    var keys: [ProfileID: Set<AddressKey>] = [:]
    for row in contents.past.keys where self.end(of: row.profile) == end {
      keys[row.profile, default: []].insert(row.key)
    }
    for merge in contents.merges.values where self.end(of: merge.removed) == end {
      for key in merge.addresses.map(\.key) { keys[merge.removed, default: []].insert(key) }
    }
    return keys
  }

  /// The registrations on a kept profile that came with a merge or since.
  private func registrations(of merge: Merge) -> [MergedRegistration] {
    registrations.filter { $0.value.profile == merge.kept }.keys.sorted().compactMap { id in
      guard let arrival = arrivals[id], mergedFrom[id] != nil || arrival.at >= merge.at
      else { return nil }
      return MergedRegistration(
        id: id, carriedFrom: mergedFrom[id], matched: arrival.matched, at: arrival.at)
    }
  }

  private func book(of profiles: [Profile], _ touch: Touch) -> BookContents {
    let isFirm = touch.strength >= .changing
    var book = BookContents(profiles: profiles.sorted { $0.id < $1.id })
    for place in book.profiles.indices where !isFirm {
      book.profiles[place].optedOut = []
    }
    let ids = Set(profiles.map(\.id))
    for id in touch.externalIDs { book.externalHolders[id] = externalHolders[id] }
    book.made = Set(contents.suggestions.keys.filter { !ids.isDisjoint(with: $0.profiles) })
    for id in touch.suggestions.keys {
      guard let suggestion = suggestions[id],
        let decision = contents.suggestions[suggestion.identity]
      else { continue }
      book.suggestions[id] = SuggestionState(suggestion, decision: decision)
    }
    for id in touch.notes {
      if let note = notes[id] { book.notes[id] = RecordedNote(profiles: note.profiles) }
    }
    book.mails = touch.mails.intersection(notes.values.compactMap(\.mail))
    fillMerged(&book, touch)
    let keys = Set(profiles.flatMap(\.addresses).map(\.key))
    book.marks =
      isFirm
      ? contents.marks.filter { keys.contains($0.key) || touch.keys[$0.key] != nil } : [:]
    book.erasures = erasures.filter { touch.keys[$0.key] != nil }
    book.suppressions = isFirm ? contents.suppressions.filter { keys.contains($0.key) } : [:]
    fillFormer(&book, touch)
    book.mail = contents.mail.filter { touch.mail.contains($0.key) }
    book.storms = storms(touch.storms)
    for case (.domain(let name), let needed) in touch.recipients {
      book.recipients[.domain(name)] = recipients(of: name, upTo: needed)
    }
    for case (.mailing(let id), _) in touch.recipients {
      guard let count = mailings[id]?.standing.counts.handedOver else { continue }
      book.recipients[.mailing(id)] = RecipientCount(count, isWhole: true)
    }
    for key in touch.sends { book.sends[key] = send(of: key) }
    for id in touch.mailings { book.mailings[id] = mailings[id]?.standing }
    book.mailed = mailed(touch.mailings, ids)
    for id in touch.imports { book.imports[id] = imports[id]?.standing }
    for key in touch.imported {
      book.imported[key] = imported(key)
      let open = openFormer(of: key.profile)
      if !open.isEmpty { book.openFormer[key.profile] = open }
    }
    for key in touch.counters {
      book.counts[key] = counted.filter { $0.key == key && $0.at > now - CounterKey.window }
        .reduce(0) { $0 + $1.amount }
    }
    return book
  }

  /// Reads merges, with what lies on the kept profile since.
  private func fillMerged(_ book: inout BookContents, _ touch: Touch) {
    let kept = Set(touch.merges.compactMap { contents.merges[$0]?.kept })
    book.merges = contents.merges.filter {
      touch.merges.contains($0.key) || kept.contains($0.value.kept)
    }
    for merge in touch.merges.compactMap({ contents.merges[$0] }) {
      let found = registrations(of: merge)
      if !found.isEmpty { book.mergedRegistrations[merge.removed] = found }
      let foundNotes = notes(of: merge)
      if !foundNotes.isEmpty { book.mergedNotes[merge.removed] = foundNotes }
      let foundSends = sends(of: merge)
      if !foundSends.isEmpty { book.mergedSends[merge.removed] = foundSends }
    }
  }

  /// Reads which addresses those once had who are erased, and what is held back at those that nobody has.
  private func fillFormer(_ book: inout BookContents, _ touch: Touch) {
    func held(_ keys: some Sequence<AddressKey>) -> Set<AddressKey> {
      Set(keys.filter { holders[$0] == nil && contents.suppressions[$0] != nil })
    }
    for id in touch.erasedProfiles + touch.erasedHolders.compactMap({ holders[$0] }) {
      book.formerKeys.merge(formerKeys(of: id)) { $0.union($1) }
      let end = end(of: id)
      for member in contents.profiles.keys where self.end(of: member) == end {
        let former = held(keys(of: [member]))
        if !former.isEmpty { book.heldFormerKeys[member] = former }
      }
    }
    for key in held(touch.erasedHolders).union(book.heldFormerKeys.values.joined()) {
      book.suppressions[key] = contents.suppressions[key]
    }
  }

  /// Passes a fence; where PostgreSQL would wait for the one whose turn it is, this answers at
  /// once.
  private mutating func pass(_ fence: Fence, for lane: Int) throws(StoreError) -> Int64 {
    guard !turns.contains(where: { $0.key != lane && $0.value.queue == fence.queue }) else {
      throw .contention(sqlstate: "55P03")
    }
    let epoch = (epochs[fence.queue] ?? 0) + (fence.passage == .first ? 1 : 0)
    guard fence.admits(epoch) else { throw .superseded }
    turns[lane] = (fence.queue, epoch)
    return epoch
  }

  /// Returns whether another lane's hold shuts one of this strength out: as PostgreSQL's row locks
  /// do.
  private func isHeldAgainst(_ wanted: Touch.Access, _ id: ProfileID, for lane: Int) -> Bool {
    holds.contains { other, held in
      guard other != lane, let held = held[id] else { return false }
      return max(wanted, held) == .exclusive || min(wanted, held) == .changing
    }
  }
}
