import Domain
import Store

/// A note in a ``MemoryDatabase``.
struct MemoryNote {
  let mail: MailHash?
  /// Keys of whoever wrote it.
  let authors: [AddressKey]
  var isUnmatched: Bool
  var filings: [MemoryFiling] = []

  /// The profiles that it is on.
  var profiles: Set<ProfileID> { Set(filings.map(\.profile)) }

  /// Returns whether profiles have it, and nobody else.
  fileprivate func isAlone(with members: Set<ProfileID>) -> Bool {
    !filings.isEmpty && profiles.isSubset(of: members)
  }
}

/// Place of a note on a profile.
struct MemoryFiling {
  var profile: ProfileID
  var mergedFrom: ProfileID?
  var matched: [AddressKey]
  let at: Timestamp
}

extension MemoryState {
  mutating func write(
    _ change: NoteChange, of id: NoteID, at moment: Timestamp
  ) throws(StoreError) {
    switch change {
    case .recorded(let note, _, let isMatched):
      guard note.mail.map({ mail in !notes.values.contains { $0.mail == mail } }) ?? true else {
        throw .conflict(constraint: "note_mail_unique")
      }
      notes[id] = MemoryNote(
        mail: note.mail,
        authors: note.participants.filter { $0.role == .from }.compactMap(\.key),
        isUnmatched: !isMatched)
    case .filed(let profile, let match):
      notes[id]?.filings.append(
        MemoryFiling(profile: profile, mergedFrom: nil, matched: match.keys, at: moment))
      if case .steward = match { notes[id]?.isUnmatched = false }
    case .returned(let kept, let profile, let origin):
      changeFilings(of: id) { filing in
        guard filing.profile == kept, filing.mergedFrom == origin else { return }
        filing.profile = profile
        if filing.mergedFrom == profile { filing.mergedFrom = nil }
      }
    }
    let filings = notes[id]?.filings ?? []
    guard Set(filings.map { [$0.profile, $0.mergedFrom] }).count == filings.count else {
      throw .data(sqlstate: "23505", constraint: "note_filed_once")
    }
  }

  /// Lets notes come along with a merge (L4).
  mutating func carryNotes(of merge: Merge) {
    for id in notes.keys {
      changeFilings(of: id) { filing in
        guard filing.profile == merge.removed else { return }
        filing.mergedFrom = filing.mergedFrom ?? merge.removed
        filing.profile = merge.kept
      }
    }
  }

  /// Erases what a death or a purge erases of notes, but for words in their texts (L1, L2).
  mutating func eraseNotes(
    of members: Set<ProfileID>, _ keys: Set<AddressKey>, by kind: Erasure.Kind
  ) {
    if kind == .purge {
      notes = notes.filter { !$0.value.isAlone(with: members) }
      for id in notes.keys { notes[id]?.filings.removeAll { members.contains($0.profile) } }
    }
    eraseWaitingNotes(by: keys)
    for id in notes.keys {
      changeFilings(of: id) { filing in
        filing.matched =
          members.contains(filing.profile) ? [] : filing.matched.filter { !keys.contains($0) }
      }
    }
  }

  /// Deletes the notes that wait for a steward, and that one of these wrote (L1, L2).
  mutating func eraseWaitingNotes(by keys: Set<AddressKey>) {
    notes = notes.filter { !$0.value.isUnmatched || keys.isDisjoint(with: $0.value.authors) }
  }

  /// The notes on a kept profile that came with a merge or since.
  func notes(of merge: Merge) -> [MergedNote] {
    notes.sorted { $0.key < $1.key }.flatMap { id, note in
      note.filings.filter { filing in
        filing.profile == merge.kept && (filing.mergedFrom != nil || filing.at >= merge.at)
      }
      .sorted { ($0.mergedFrom?.value ?? 0) < ($1.mergedFrom?.value ?? 0) }
      .map { filing in
        MergedNote(
          id: id, carriedFrom: filing.mergedFrom, matched: filing.matched, at: filing.at)
      }
    }
  }

  /// The notes as they are compared.
  var storedNotes: [NoteID: StoredNote] {
    notes.mapValues { note in
      StoredNote(
        isUnmatched: note.isUnmatched,
        filings: Set(
          note.filings.map {
            StoredNote.Filing(
              profile: $0.profile, mergedFrom: $0.mergedFrom, matched: $0.matched)
          }))
    }
  }

  private mutating func changeFilings(of id: NoteID, _ change: (inout MemoryFiling) -> Void) {
    guard var note = notes[id] else { return }
    for place in note.filings.indices { change(&note.filings[place]) }
    notes[id] = note
  }
}
