import Contract
import Domain
import Store
import TestSupport
import Testing

@Suite("Store: notes, in memory and in PostgreSQL")
struct NoteConformanceTests {
  @Test(
    "M6: a note is loaded with the profiles that it is on, and its mail is known",
    arguments: TestDatabase.Kind.allCases)
  func loaded(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let (asa, bo) = (fixtures.profile("asa@x.se"), fixtures.profile("bo@x.se"))
    let (filed, waiting): (NoteID, NoteID) = (fixtures.id(), fixtures.id())
    let mail = MailHash(value: 7)
    let store = database.store()
    _ = try store.load()
    try store.write(
      fixtures.batch(
        .created(asa), .created(bo), .recorded(filed, fixtures.note(mail), isMatched: true),
        .note(filed, .filed(on: asa.id, by: .address([key("asa@x.se")]))),
        .note(filed, .filed(on: bo.id, by: .address([key("bo@x.se")]))),
        .recorded(waiting, fixtures.note(nil), isMatched: false)))
    let loaded = try store.load(
      Touch(notes: [filed, waiting, NoteID(value: 1)], mails: [mail, MailHash(value: 8)]))
    #expect(
      loaded.contents.notes == [
        filed: RecordedNote(profiles: [asa.id, bo.id]), waiting: RecordedNote(),
      ])
    #expect(loaded.contents.mails == [mail])
  }

  @Test("M6: a mail is one note, whoever keeps it", arguments: TestDatabase.Kind.allCases)
  func once(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store()
    for place in 0..<2 {
      _ = try store.load()
      let batch = fixtures.batch(
        .recorded(fixtures.id(), fixtures.note(MailHash(value: 7)), isMatched: false))
      if place == 0 {
        try store.write(batch)
      } else {
        #expect(throws: StoreError.conflict(constraint: "note_mail_unique")) {
          try store.write(batch)
        }
      }
    }
  }

  @Test(
    "L4: notes come along with a merge and go back, one that is on both to each",
    arguments: TestDatabase.Kind.allCases)
  func merged(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let (asa, bo) = (fixtures.profile("asa@x.se"), fixtures.profile("bo@x.se"))
    let (both, hers): (NoteID, NoteID) = (fixtures.id(), fixtures.id())
    let store = database.store()
    func write(_ changes: Change...) throws {
      _ = try store.load()
      try store.write(BatchDecision(messages: [fixtures.message(changes)]))
    }
    try write(
      .created(asa), .created(bo), .recorded(both, fixtures.note(nil), isMatched: true),
      .note(both, .filed(on: asa.id, by: .address([key("asa@x.se")]))),
      .note(both, .filed(on: bo.id, by: .address([key("bo@x.se")]))),
      .recorded(hers, fixtures.note(nil), isMatched: true),
      .note(hers, .filed(on: bo.id, by: .steward)))
    let before = try database.contents.notes
    let merge = Merge(
      removed: bo.id, kept: asa.id, at: fixtures.now, stateBefore: .active, addresses: [],
      keptUses: [:], filled: Details(), optOuts: [])
    try write(.merge(merge, .merged))
    #expect(
      try database.contents.notes[both]?.filings.map(\.mergedFrom).contains(bo.id) == true)
    let loaded = try store.load(Touch(notes: [both, hers], merges: [bo.id]))
    #expect(loaded.contents.notes[hers] == RecordedNote(profiles: [asa.id]))
    let carried = loaded.contents.mergedNotes[bo.id]?.filter { $0.carriedFrom == bo.id } ?? []
    #expect(Set(carried.map(\.id)) == [both, hers])
    try write(
      .note(both, .returned(from: asa.id, to: bo.id, carriedFrom: bo.id)),
      .note(hers, .returned(from: asa.id, to: bo.id, carriedFrom: bo.id)),
      .merge(merge, .unmerged(leftovers: [])))
    #expect(try database.contents.notes == before)
  }

  @Test(
    "L2: a purge deletes what the person has alone, and what waits and the person wrote",
    arguments: TestDatabase.Kind.allCases)
  func purged(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let (asa, bo) = (fixtures.profile("asa@x.se"), fixtures.profile("bo@x.se"))
    let ids: [NoteID] = (0..<4).map { _ in fixtures.id() }
    let store = database.store()
    _ = try store.load()
    try store.write(
      fixtures.batch(
        .created(asa), .created(bo), .recorded(ids[0], fixtures.note(nil), isMatched: true),
        .note(ids[0], .filed(on: asa.id, by: .address([key("asa@x.se")]))),
        .recorded(ids[1], fixtures.note(nil), isMatched: true),
        .note(ids[1], .filed(on: asa.id, by: .address([key("asa@x.se")]))),
        .note(ids[1], .filed(on: bo.id, by: .steward)),
        .recorded(ids[2], fixtures.note(nil, from: "asa@x.se"), isMatched: false),
        .recorded(ids[3], fixtures.note(nil, from: "eva@x.se"), isMatched: false)))
    _ = try store.load(Touch(profiles: [asa.id: .exclusive]))
    try store.write(
      fixtures.batch(
        .erasure(
          MergedProfiles(head: asa.id, members: [asa.id], addresses: asa.addresses.map(\.address)),
          .purged(decision: nil))))
    #expect(
      try database.contents.notes == [
        ids[1]: StoredNote(
          isUnmatched: false,
          filings: [StoredNote.Filing(profile: bo.id, mergedFrom: nil, matched: [])]),
        ids[3]: StoredNote(isUnmatched: true, filings: []),
      ])
  }
}

extension Change {
  /// A note at a moment that does not matter.
  fileprivate static func recorded(_ id: NoteID, _ note: Note, isMatched: Bool) -> Change {
    .note(
      id,
      .recorded(
        note, writtenAt: Timestamp(microseconds: 1_764_000_000_000_000), isMatched: isMatched))
  }
}

extension Fixtures {
  /// A mail from somebody.
  fileprivate func note(_ mail: MailHash?, from text: String = "eva@x.se") -> Note {
    Note(mail: mail, participants: [Note.Participant(.from, text, key: key(text))], text: "Hej!")
  }
}
