import BookSamples
import Domain
import Postgres
import TestSupport
import Testing

@testable import Store

@Suite("Store: imports, in memory and in PostgreSQL")
struct ImportConformanceTests {
  private static let options = ImportOptions(
    columns: ["E-post": "email.primary", "Namn": "givenName"], sheet: "Blad1", replaces: true,
    overwritten: ["Namn"], repairs: true, updatesOnly: true,
    allowed: [.purgedEarlier, .removedProfile], isDryRun: false, language: .swedish)

  private static func line(_ number: Int, _ cells: String...) -> ImportLine {
    ImportLine(line: number, cells: cells.map { ImportLine.Cell($0) })
  }

  /// Two rows, one of them with a fault and a rounded cell.
  private static let first = [
    line(2, "åsa@x.se", "Åsa \"x\", {y}\\"),
    ImportLine(
      line: 3,
      cells: [ImportLine.Cell("b@x.se"), ImportLine.Cell("4.67E+10", isRounded: true)],
      fault: "missingCells"),
  ]
  private static let second = ImportPortion(chunk: 1, lines: [line(5, "", "NULL")])

  private static func begun(_ reading: ImportReading? = nil) -> BegunImport {
    BegunImport(
      hash: Array(repeating: 3, count: 32), options: options, header: ["E-post", "Namn"],
      first: first, total: reading == nil ? 2 : 3, reading: reading)
  }

  private static func report(
    _ chunk: Int, _ counts: ImportCounts, before: ImportCounts, _ refused: [RefusedRow],
    after earlier: [RefusedRow] = []
  ) -> ImportReport {
    ImportReport(
      of: ImportChunk(
        id: "i", number: chunk, rows: [], total: 3, before: before, refusedBefore: earlier),
      counts: counts, refused: refused)
  }

  @Test(
    "P7: an import is kept with its rows until they are imported, and the refused ones longer",
    arguments: TestDatabase.Kind.allCases)
  func kept(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store()
    #expect(try store.importState(of: "i", chunk: 0) == nil)
    let reading = try #require(try store.beginReading(of: "i"))
    #expect(try store.importState(of: "i", chunk: 0)?.isReading == true)
    #expect(try store.keep([Self.second], in: reading))
    let begun = Self.begun(reading)
    _ = try store.load()
    try store.write(fixtures.batch(.imported("i", .begun(begun))))
    let found = try #require(try store.importState(of: "i", chunk: 0))
    #expect(!found.isReading && found.hash == begun.hash && found.options == Self.options)
    #expect(found.header == begun.header && found.total == 3)
    #expect(found.counts == ImportCounts() && found.refused == [])
    #expect(found.lines == Self.first)
    #expect(try store.importState(of: "i", chunk: 1)?.lines == Self.second.lines)
    #expect(try store.importState(of: "i", chunk: 2)?.lines == [])

    let refused = RefusedRow(line: 3, column: "E-post", code: "addressTaken", sentence: "Upptagen.")
    let counts = ImportCounts(created: 1, refused: 1)
    _ = try store.load()
    try store.write(
      fixtures.batch(
        .imported("i", .advanced(Self.report(0, counts, before: ImportCounts(), [refused])))))
    let after = try #require(try store.importState(of: "i", chunk: 0))
    #expect(after.lines == [] && after.counts == counts && after.refused == [refused])
    #expect(try store.importState(of: "i", chunk: 1)?.lines == Self.second.lines)

    let last = RefusedRow(line: 5, column: nil, code: "noIdentity", sentence: "Ingen.")
    let more = ImportCounts(refused: 1)
    _ = try store.load()
    try store.write(
      fixtures.batch(
        .imported("i", .advanced(Self.report(1, more, before: counts, [last], after: [refused])))))
    let ended = try #require(try store.importState(of: "i", chunk: 1))
    #expect(ended.counts == counts + more && ended.refused == [refused, last])
    #expect(ended.lines == [])
  }

  @Test(
    "P7: two that begin one import race, and the later is decided again",
    arguments: TestDatabase.Kind.allCases)
  func race(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let (one, two) = (database.store(), database.store())
    _ = try one.load()
    _ = try two.load()
    try one.write(fixtures.batch(.imported("i", .begun(Self.begun()))))
    #expect(throws: StoreError.conflict(constraint: "import_id_unique")) {
      try two.write(fixtures.batch(.imported("i", .begun(Self.begun()))))
    }
    #expect(try one.beginReading(of: "i") == nil)
  }

  @Test(
    "P7, P8: a reading that came to a stand gives way, and what it still brings is not taken",
    arguments: TestDatabase.Kind.allCases)
  func readings(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store()
    let stale = try #require(try store.beginReading(of: "i"))
    #expect(try store.keep([ImportPortion(chunk: 1, lines: Self.first)], in: stale))
    #expect(try store.importState(of: "i", chunk: 1)?.total == 2)
    #expect(try store.beginReading(of: "i") == nil, "it kept rows a moment ago")
    try database.letReadingsStand()
    let reading = try #require(try store.beginReading(of: "i"))
    #expect(try !store.keep([Self.second], in: stale))
    try store.end(stale)
    #expect(try store.importState(of: "i", chunk: 1)?.total == 0)
    #expect(try store.keep([Self.second], in: reading))
    for begun in [Self.begun(stale), Self.begun()] {
      _ = try store.load()
      #expect(throws: StoreError.conflict(constraint: "import_id_unique")) {
        try store.write(fixtures.batch(.imported("i", .begun(begun))))
      }
      store.abandon()
    }
    _ = try store.load()
    try store.write(fixtures.batch(.imported("i", .begun(Self.begun(reading)))))
    #expect(try store.importState(of: "i", chunk: 1)?.lines == Self.second.lines)

    let other = try #require(try store.beginReading(of: "j"))
    #expect(try store.keep([Self.second], in: other))
    try store.end(other)
    #expect(try store.importState(of: "j", chunk: 1) == nil)
  }

  @Test("P7, L2: rows go after 30 days, with whom they named, in small portions")
  func expired() throws {
    let schema = try TestSchema()
    try schema.migrate()
    try schema.execute(
      """
      INSERT INTO import (id, hash, headers, fields, replaces, overwritten, repairs, updates_only,
        allowed, is_dry_run, language, total, begun_at, ended_at, source, message_id)
      SELECT n, '', '{}', '{}', false, '{}', false, false, '{}', false, 'sv', 1,
        now() - interval '40 days', now() - a, 's', 'm'
      FROM (VALUES ('old', interval '31 days'), ('young', interval '29 days'), ('stuck', NULL))
        AS v (n, a);
      INSERT INTO import_line (import_id, chunk, place, line, cells, code)
      SELECT i.id, 0, n, n, n || '@x.se', CASE WHEN n < 300 THEN 'noIdentity' END
      FROM import AS i, generate_series(0, 599) AS n;
      INSERT INTO mention (hash, kind, subject)
      SELECT l.line, 10, concat_ws(' ', l.chunk, l.line, l.import_id)
      FROM import_line AS l
      WHERE l.code IS NOT NULL;
      INSERT INTO import_mention (import_id, chunk, hashes, lines)
      SELECT i.id, 0, '{1}', '{300}' FROM import AS i;
      """)
    #expect(try schema.run(DeleteOldImportLines()) == [1000])
    #expect(try schema.run(DeleteOldImportLines()) == [200])
    #expect(try schema.run(DeleteOldImportLines()) == [0])
    let kept = try schema.run(ReadImportCells())
    #expect(kept.count == 600 && kept.allSatisfy { $0.hasPrefix("young,") })
    let named = try schema.run(ReadNamedLines())
    #expect(named.count == 301 && named.allSatisfy { $0.hasSuffix(" young") })
  }

  @Test("P7, L2: a reading with which nobody goes on goes after 7 days, with its rows")
  func abandoned() throws {
    let database = try TestDatabase(.postgres)
    guard case .postgres(let schema) = database else { return }
    let store = database.store()
    let portion = ImportPortion(chunk: 1, lines: [Self.line(5, "a@x.se")])
    func begin(_ id: ImportID) throws {
      let reading = try #require(try store.beginReading(of: id))
      #expect(try store.keep([portion], in: reading))
    }
    for id in ["old", "retaken", "young"] { try begin(id) }
    try schema.execute(
      """
      UPDATE import
      SET begun_at = begun_at - interval '40 days', read_at = read_at - interval '8 days'
      WHERE id <> 'young';
      UPDATE import SET begun_at = begun_at - interval '8 days' WHERE id = 'young';
      """)
    try begin("retaken")
    for _ in 1...3 { try store.expire() }
    #expect(try store.importState(of: "old", chunk: 1) == nil)
    for id in ["retaken", "young"] {
      #expect(try store.importState(of: id, chunk: 1)?.lines == portion.lines)
    }
    #expect(try schema.run(ReadImportCells()).count == 2)
    #expect(try schema.run(ReadNamedLines()).sorted() == ["1 retaken", "1 young"])
  }
}

/// The rows that are kept, each as its import and its cells.
private struct ReadImportCells: Statement {
  static let sql = """
    SELECT l.import_id || ',' || l.cells
    FROM import_line AS l
    ORDER BY l.import_id, l.place
    """

  func bind(_ parameters: inout Parameters) {}

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String {
    try row.text(0)
  }
}

/// The rows, and the chunks, of which is noted whom they name.
private struct ReadNamedLines: Statement {
  static let sql = """
    SELECT m.subject FROM mention AS m WHERE m.kind = 10
    UNION ALL
    SELECT concat_ws(' ', m.chunk, m.import_id) FROM import_mention AS m
    """

  func bind(_ parameters: inout Parameters) {}

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String {
    try row.text(0)
  }
}
