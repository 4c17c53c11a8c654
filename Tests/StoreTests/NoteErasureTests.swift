import BookSamples
import Domain
import Postgres
import Store
import TestSupport
import Testing

/// A death and a purge cut persons out of others' notes.
@Suite("Store: notes of the erased")
struct NoteErasureTests {
  /// Kim, who is erased, Bo, who shares a note, and Eva.
  private struct World {
    let schema: TestSchema
    let store: TestStore
    var fixtures = Fixtures()
    let kim: Profile
    let bo: Profile
    var ids: [NoteID] = []

    /// A note of Kim alone, one of both, one of Bo that names Kim, and two that wait: of Kim, and to Kim.
    init() throws {
      let database = try TestDatabase(.postgres)
      guard case .postgres(let schema) = database else { preconditionFailure("it is PostgreSQL") }
      self.schema = schema
      store = database.store()
      kim = fixtures.profile("kim@x.se")
      bo = fixtures.profile("bo@x.se")
      try write(.created(kim), .created(bo))
      try add(from: "kim@x.se", to: "uni@x.se", on: [kim])
      try add(from: "kim@x.se", to: "bo@x.se", on: [kim, bo])
      try add(from: "bo@x.se", to: "uni@x.se", on: [bo])
      try add(from: "Kim@X.se", to: "uni@x.se", on: [])
      try add(from: "eva@x.se", to: "kim@x.se", on: [])
    }

    mutating func add(from: String, to: String, on profiles: [Profile]) throws {
      let id: NoteID = fixtures.id()
      ids.append(id)
      let note = Note(
        participants: [
          Note.Participant(.from, from, key: key(from.lowercased()), name: "N. N."),
          Note.Participant(.to, to, key: key(to), name: "kim@x.se och Bo"),
        ], subject: "om kim@x.se", text: "Ring \"Kim\"@X.se, eva@x.se",
        attachments: [Note.Attachment(name: "kim@x.se 1.pdf", type: "application/pdf", size: 1)],
        forwardedFrom: address("kim@x.se"))
      var changes: [Change] = [
        .note(id, .recorded(note, writtenAt: fixtures.now, isMatched: !profiles.isEmpty))
      ]
      for profile in profiles {
        let matched = profile.addresses.map(\.key).filter { $0.text == from || $0.text == to }
        changes.append(.note(id, .filed(on: profile.id, by: .address(matched))))
      }
      try write(BatchDecision(messages: [fixtures.message(changes)]))
    }

    mutating func write(_ changes: Change...) throws {
      try write(BatchDecision(messages: [fixtures.message(changes)]))
    }

    private func write(_ batch: BatchDecision) throws {
      _ = try store.load()
      try store.write(batch)
    }

    mutating func erase(_ change: ErasureChange) throws {
      let person = MergedProfiles(
        head: kim.id, members: [kim.id], addresses: kim.addresses.map(\.address))
      try write(.erasure(person, change))
    }

    func notes() throws -> [StoredText] { try schema.run(AllTexts()) }

    /// `true` if a text of any table names Kim.
    var isNamed: Bool {
      get throws {
        let texts = try notes().map { "\($0)" }.joined() + schema.run(AllMatched()).joined()
        return texts.lowercased().contains("kim@x.se") || texts.contains("Kim\\\"@X.se")
      }
    }
  }

  @Test("L2: of others' notes the person's mailboxes go with the names beside them, and no more")
  func purge() throws {
    var world = try World()
    try world.erase(.purged(decision: nil))
    let notes = try world.notes()
    #expect(notes.map(\.id) == [world.ids[1], world.ids[2], world.ids[4]])
    #expect(try !world.isNamed)
    #expect(notes.map(\.subject) == ["om ", "om ", "om "])
    #expect(notes.map(\.body) == Array(repeating: "Ring , eva@x.se", count: 3))
    #expect(
      notes.map(\.participants) == [
        #"[{"key": "bo@x.se", "name": " och Bo", "role": "to", "address": "bo@x.se"}]"#,
        #"[{"key": "bo@x.se", "name": "N. N.", "role": "from", "address": "bo@x.se"}, "#
          + #"{"key": "uni@x.se", "name": " och Bo", "role": "to", "address": "uni@x.se"}]"#,
        #"[{"key": "eva@x.se", "name": "N. N.", "role": "from", "address": "eva@x.se"}]"#,
      ])
    #expect(
      notes[0].attachments == #"[{"name": " 1.pdf", "size": 1, "type": "application/pdf"}]"#)
    #expect(notes.allSatisfy { $0.forwardedFrom == nil })
    #expect(try world.schema.run(Receipt()) == ["2 3"])
    #expect(try world.schema.run(NamedNotes()) == ["bo@x.se 2", "eva@x.se 3", "uni@x.se 1"])
  }

  @Test(
    "L1: of the dead person's own notes the subject is left, of others' all but their addresses")
  func death() throws {
    var world = try World()
    try world.erase(.deceased)
    let notes = try world.notes()
    #expect(notes.map(\.id) == [world.ids[0], world.ids[1], world.ids[2], world.ids[4]])
    #expect(try !world.isNamed)
    #expect(notes[0].subject == "om " && notes[0].body == "" && notes[0].participants == "[]")
    #expect(notes[0].attachments == "[]")
    #expect(notes.dropFirst().allSatisfy { $0.body == "Ring , eva@x.se" })
    #expect(notes[2].participants.contains("uni@x.se"))
  }

  @Test("L2: a purge that is asked for again finds a note that has come since")
  func again() throws {
    var world = try World()
    try world.erase(.purged(decision: nil))
    try world.add(from: "kim@x.se", to: "uni@x.se", on: [])
    try world.add(from: "bo@x.se", to: "kim@x.se", on: [world.bo])
    try world.erase(.searchedAgain)
    #expect(try !world.isNamed)
    #expect(
      try world.notes().map(\.id)
        == [world.ids[1], world.ids[2], world.ids[4], world.ids[6]])
    #expect(try world.schema.run(Receipt()) == ["3 4"])
  }
}

/// Texts of a note.
private struct StoredText {
  let id: NoteID
  let subject: String
  let body: String
  let participants: String
  let attachments: String
  let forwardedFrom: String?
}

private struct AllTexts: Statement {
  static let sql = """
    SELECT n.id, n.subject, n.body, n.participants::text, n.attachments::text, n.forwarded_from
    FROM note AS n
    ORDER BY n.id
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> StoredText {
    StoredText(
      id: NoteID(value: try row.uuid(0)), subject: try row.text(1), body: try row.text(2),
      participants: try row.text(3), attachments: try row.text(4),
      forwardedFrom: try row.optionalText(5))
  }
}

private struct AllMatched: Statement {
  static let sql = "SELECT array_to_string(matched_keys, ' ') FROM note_profile"

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String {
    try row.text(0)
  }
}

private struct Receipt: Statement {
  static let sql = "SELECT (counts ->> 'notes') || ' ' || (counts ->> 'othersRecords') FROM erasure"

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String {
    try row.text(0)
  }
}

private struct NamedNotes: Statement {
  static let sql = """
    SELECT w.key || ' ' || count(*)
    FROM mention AS m
    JOIN (VALUES ('kim@x.se'), ('bo@x.se'), ('eva@x.se'), ('uni@x.se')) AS w (key)
      ON m.hash = hashtextextended(w.key, 0)
    WHERE m.kind = 11
    GROUP BY w.key
    ORDER BY w.key
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String {
    try row.text(0)
  }
}
