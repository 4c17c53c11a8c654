import BookSamples
import Domain
import Postgres
import TestSupport
import Testing

@testable import Store

@Suite("Store: undo of imports, in memory and in PostgreSQL")
struct UndoConformanceTests {
  @Test(
    "P10: what is kept, given back and stays is alike in memory and PostgreSQL, after a note too",
    arguments: [false, true])
  func alike(isNote: Bool) throws {
    var left: [StoreContents] = []
    for kind in TestDatabase.Kind.allCases {
      var world = try UndoWorld(kind)
      try world.importFile()
      #expect(try world.database.contents.imported.count == 6)
      #expect(
        try world.act(Touch(profiles: [UndoWorld.cia: .changing])) {
          $0.optOut(UndoWorld.cia, of: nil, cause: $1)
        } == .alreadyApplied)
      let dan = try #require(try world.holder(of: "dan@x.se"))
      #expect(
        try world.act(Touch(adding: [key("dan@x.se")])) {
          isNote
            ? $0.record(
              Note(participants: [Note.Participant(.to, "dan@x.se", key: key("dan@x.se"))]),
              cause: $1)
            : $0.record(
              Registration(kind: .event, first: address("dan@x.se"), content: Array("{}".utf8)),
              cause: $1)
        } == .applied)
      left.append(try world.database.contents)

      let report = try #require(try world.undo(chunk: 2))
      #expect(report.total == UndoCounts(givenBack: 4, kept: 2), "\(kind)")
      let kept = [
        KeptProfileReason(profile: UndoWorld.cia, reason: .changed),
        KeptProfileReason(profile: dan, reason: .registrationSince),
      ]
      #expect(report.firstKept == kept)
      #expect(try world.store.keptProfiles(of: "i") == kept)
      #expect(try world.decide(.undo("i")) == .alreadyApplied)
      let contents = try world.database.contents
      #expect(contents.profiles[UndoWorld.asa]?.phone == nil)
      #expect(contents.profiles[UndoWorld.asa]?.externalIDs == ["a\"b": "{1,\\\\"])
      #expect(
        contents.profiles[UndoWorld.asa]?.addresses.map(\.key).sorted()
          == [key("a@x.se"), key("aw@x.se")])
      #expect(contents.profiles[UndoWorld.bo]?.addresses.map(\.key) == [key("bo@x.se")])
      #expect(contents.marks == [:])
      #expect(contents.imported == [:])
      #expect(contents.suggestions.map(\.key.kind) == [.previouslyRemoved])
      #expect(contents.suggestions.map(\.value) == [.dismissed])
      left.append(contents)
    }
    #expect(left[2] == left[0])
    #expect(left[3] == left[1])
  }

  @Test(
    "P10: what comes beside a chunk of an undo waits for it, and what stops an import for its chunk"
  )
  func held() throws {
    var world = try UndoWorld(.postgres)
    try world.importFile()
    let other = world.database.store()
    _ = try world.store.load(Touch(imports: ["i"]))
    #expect(throws: StoreError.contention(sqlstate: "55P03")) {
      try other.load(Touch(imports: ["i"]))
    }
    world.store.abandon()
    _ = try world.store.load(Touch(profiles: [UndoWorld.asa: .exclusive]))
    #expect(throws: StoreError.contention(sqlstate: "55P03")) {
      try other.load(Touch(adding: [key("a@x.se")]))
    }
    world.store.abandon()
  }

  @Test(
    "L1, L2: a death or a purge empties what is kept of the person, and others' of the addresses")
  func erased() throws {
    var left: [[ImportedProfile.Key: ImportedProfile]] = []
    for kind in TestDatabase.Kind.allCases {
      var world = try UndoWorld(kind)
      try world.importFile()
      // What Åsa had before the import is Cia's now.
      try world.act(Touch(keys: [key("aw@x.se"): .changing], profiles: [UndoWorld.cia: .changing]))
      {
        $0.addAddress(address("aw@x.se"), to: UndoWorld.cia, cause: $1)
      }
      let dan = try #require(try world.holder(of: "dan@x.se"))
      try world.act(Touch(profiles: [dan: .exclusive])) { $0.declareDeceased(dan, cause: $1) }
      try world.act(Touch(profiles: [UndoWorld.cia: .exclusive])) {
        $0.purge(UndoWorld.cia, decision: nil, cause: $1)
      }
      let imported = try world.database.contents.imported
      #expect(imported[ImportedProfile.Key("i", UndoWorld.cia)]?.version == 0)
      let cia = imported[ImportedProfile.Key("i", UndoWorld.cia)]?.before
      #expect(cia?.details == Details() && cia?.addresses == [])
      #expect(
        imported[ImportedProfile.Key("i", UndoWorld.asa)]?.before?.addresses.map(\.key)
          == [key("a@x.se")])
      left.append(imported)
      let report = try #require(try world.undo(chunk: 500))
      #expect(Set(report.firstKept.map(\.reason)) == [.deceased, .purged])
      #expect(report.total == UndoCounts(givenBack: 4, kept: 2))
    }
    // What is cut out of names is found by a search in texts, which is PostgreSQL's alone.
    #expect(left[0].mapValues(\.version) == left[1].mapValues(\.version))
    #expect(left[0].mapValues(\.marked) == left[1].mapValues(\.marked))
    #expect(
      left[0].mapValues { $0.before?.addresses } == left[1].mapValues { $0.before?.addresses })
  }

  @Test("L2: a purge cuts the person out of the names that are kept of others")
  func named() throws {
    var world = try UndoWorld(.postgres)
    try world.importFile()
    guard case .postgres(let schema) = world.database else { return }
    #expect(
      try texts("SELECT given_name FROM import_profile WHERE given_name <> ''", in: schema)
        == ["Åsa, not c@x.se"])
    try world.act(Touch(profiles: [UndoWorld.cia: .exclusive])) {
      $0.purge(UndoWorld.cia, decision: nil, cause: $1)
    }
    #expect(
      try texts("SELECT given_name FROM import_profile WHERE given_name <> ''", in: schema)
        == ["Åsa, not "])
    // An import whose id names somebody goes whole.
    try schema.execute(
      "UPDATE import SET id = 'eva@x.se'; UPDATE import_profile SET import_id = 'eva@x.se'")
    let eva = try #require(try world.holder(of: "eva@x.se"))
    try schema.execute(
      """
      INSERT INTO mention (hash, kind, subject)
      VALUES (hashtextextended('eva@x.se', 0), 9, 'eva@x.se')
      """)
    try world.act(Touch(profiles: [eva: .exclusive])) { $0.purge(eva, decision: nil, cause: $1) }
    #expect(try texts("SELECT import_id FROM import_profile", in: schema) == [])
  }

  @Test("P10: what is kept for an undo goes after 90 days, in small portions")
  func expired() throws {
    let schema = try TestSchema()
    try schema.migrate()
    try schema.execute(
      """
      INSERT INTO import (id, hash, headers, fields, replaces, overwritten, repairs, updates_only,
        allowed, is_dry_run, language, total, begun_at, ended_at, source, message_id)
      SELECT n, '', '{}', '{}', false, '{}', false, false, '{}', false, 'sv', 1,
        now() - interval '100 days', now() - a, 's', 'm'
      FROM (VALUES ('old', interval '91 days'), ('young', interval '89 days'), ('stuck', NULL))
        AS v (n, a);
      INSERT INTO import_profile (import_id, profile_id, version)
      SELECT i.id, gen_random_uuid(), 1
      FROM import AS i, generate_series(1, 600) AS n;
      """)
    #expect(try schema.run(DeleteOldImportedProfiles()) == [1000])
    #expect(try schema.run(DeleteOldImportedProfiles()) == [200])
    #expect(try schema.run(DeleteOldImportedProfiles()) == [0])
    #expect(
      try texts("SELECT DISTINCT import_id FROM import_profile", in: schema) == ["young"])
  }
}

/// A database with a few people, and an import that touches them.
private struct UndoWorld {
  static let (asa, bo, cia) = (ProfileID(value: 1), ProfileID(value: 2), ProfileID(value: 3))
  private static let rules = ImportRules()
  let database: TestDatabase
  let store: TestStore
  private var fixtures = Fixtures()
  private var ids = IDSource(seed: 5)

  /// Åsa with two addresses, Bo removed, Cia.
  init(_ kind: TestDatabase.Kind) throws {
    database = try TestDatabase(kind)
    store = database.store()
    let profiles = [
      Profile(
        id: Self.asa, name: Name(given: "Åsa, not c@x.se"),
        externalIDs: ["a\"b": "{1,\\\\"], createdAt: fixtures.now,
        addresses: [
          Address(address("A@x.se"), uses: Uses(.primary)),
          Address(address("aw@x.se"), uses: Uses(.work)),
        ]),
      Profile(
        id: Self.bo, createdAt: fixtures.now,
        addresses: [Address(address("bo@x.se"), uses: Uses(.primary))]),
      Profile(
        id: Self.cia, createdAt: fixtures.now,
        addresses: [Address(address("c@x.se"), uses: Uses(.primary))]),
    ]
    for profile in profiles {
      _ = try store.load()
      try store.write(fixtures.batch(.created(profile)))
    }
    try act(Touch(profiles: [Self.bo: .changing])) { $0.remove(Self.bo, cause: $1) }
  }

  /// Imports two chunks: Åsa and Cia are changed, three are new, one of them with Bo's address.
  mutating func importFile() throws {
    let options = ImportOptions(columns: [:], replaces: true, allowed: [.removedProfile])
    let rows = [
      try row([
        "profileId": "\(Self.asa)", "email.work": "new@x.se", "optOut": "ja", "phone": "1",
        "givenName": "Eva", "undeliverable": "5.1.1",
      ]),
      try row(["email.primary": "eva@x.se", "externalId:a": "7", "phone": "2"]),
      try row(["email.private": "bo@x.se"]), try row(["email.primary": "dan@x.se"]),
      try row(["email.primary": "c@x.se", "optOut": "ja"]),
    ]
    let rules = RowRules(
      replaces: true, overwritten: [.givenName], allowed: [.removedProfile])
    let chunk = ImportChunk(
      id: "i", number: 0, rows: rows.map { .understood($0) }, rules: rules, total: 6)
    let lines = [
      [ImportLine(line: 2, cells: [])], [ImportLine(line: 9, cells: [ImportLine.Cell("x")])],
    ]
    let begun = BegunImport(
      hash: [1], options: options, header: ["E-post"], first: lines[0], total: 6,
      reading: try store.read("i", lines))
    #expect(
      try decide(
        .opened(
          ImportFile(id: "i", hash: [1], source: .content([]), options: options),
          .table(begun, first: chunk))) == .applied)
    let last = ImportChunk(
      id: "i", number: 1,
      rows: [.understood(try row(["profileId": "\(Self.asa)", "familyName": "Ek"]))],
      rules: rules, total: 6, before: ImportCounts(created: 3, changed: 2))
    #expect(try decide(.rows(last)) == .applied)
  }

  private func row(_ cells: KeyValuePairs<String, String>) throws -> ImportRow {
    let columns = try ColumnMapping(
      Dictionary(uniqueKeysWithValues: cells.map { ($0.key, $0.key) }), header: cells.map(\.key))
    guard case .row(let row) = columns.read(cells.map { ImportCell($0.value) }, line: 2) else {
      throw CellFault(.noIdentity, column: nil)
    }
    return row
  }

  /// Takes the import back in chunks of so many profiles; returns the last report.
  mutating func undo(chunk size: Int) throws -> UndoReport? {
    guard try decide(.undo("i")) == .applied else { return nil }
    var last: ProfileID?
    while true {
      let profiles = try store.profilesToGiveBack(of: "i", after: last, limit: size)
      let chunk = UndoChunk(
        id: "i", profiles: profiles, isLast: profiles.count < size,
        report: ImportReport(stoppedAfter: ImportCounts(), refused: [], of: 0),
        keptBefore: try store.keptProfiles(of: "i"))
      var reports: [UndoReport] = []
      let outcome = try act(Self.rules.touch(.undoing(chunk))) { book, cause in
        let outcome = Self.rules.decide(.undoing(chunk), in: &book, cause: cause)
        reports = book.log.compactMap { logged in
          if case .imported("i", .undone(let report)) = logged.change { report } else { nil }
        }
        return outcome
      }
      #expect(outcome == .applied)
      if chunk.isLast { return reports.last }
      last = profiles.last
    }
  }

  mutating func decide(_ message: ImportMessage) throws -> Outcome {
    try act(Self.rules.touch(message)) { Self.rules.decide(message, in: &$0, cause: $1) }
  }

  func holder(of text: String) throws -> ProfileID? {
    try database.contents.profiles.values.first { $0.address(key(text)) != nil }?.id
  }

  /// Loads as often as the rules need more, decides and writes.
  @discardableResult
  mutating func act(
    _ touch: Touch, _ verb: (inout AddressBook, Cause) -> Outcome
  ) throws -> Outcome {
    var touch = touch
    while true {
      let loaded = try store.load(touch)
      var book = AddressBook(loaded.contents, held: touch, ids: ids)
      let cause = Cause(
        message: MessageReference(source: "urn:test", id: "m"), at: fixtures.now)
      let outcome = verb(&book, cause)
      guard book.missing.isEmpty else {
        touch.formUnion(book.missing)
        store.abandon()
        continue
      }
      ids = book.ids
      try store.write(
        BatchDecision(messages: [fixtures.message(changes: book.log, outcome, at: fixtures.now)]))
      return outcome
    }
  }
}

/// The one text of each row that a query gives.
private func texts(_ sql: String, in schema: TestSchema) throws -> [String] {
  try schema.execute("DROP TABLE IF EXISTS answer; CREATE TABLE answer (text) AS \(sql)")
  return try schema.run(Answers())
}

private struct Answers: Statement {
  static let sql = "SELECT a.text FROM answer AS a ORDER BY a.text"

  func bind(_ parameters: inout Parameters) {}

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String {
    try row.text(0)
  }
}
