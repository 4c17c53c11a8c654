import Contract
import Domain
@testable import Postgres
@testable import Store
import TestSupport
import Testing
import Threading

@Suite("Store: outages and errors")
struct OutageTests {
  @Test("A connection that is cut is an outage; the next call connects again")
  func cut() throws {
    let schema = try TestSchema()
    try schema.migrate()
    var fixtures = Fixtures()
    var waiter = PollWaiter()
    var store = PostgresStore(
      schema.location, reading: RecordedRegistration.init, applicationName: schema.name)
    let batch = fixtures.batch(.created(fixtures.profile("a@x.se")))
    _ = try store.load(Touch(), messages: [], waiting: &waiter)
    try schema.execute(
      """
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = '\(schema.name)'
      """)
    guard case .outage? = failure({ try store.write(batch, waiting: &waiter) }) else {
      Issue.record("a write over a cut connection is an outage")
      return
    }
    #expect(
      failure { try store.write(batch, waiting: &waiter) } == .contention(sqlstate: "25P01"))
    #expect(try StoreContents(of: schema) == StoreContents())
    _ = try store.load(Touch(), messages: [], waiting: &waiter)
    try store.write(batch, waiting: &waiter)
    #expect(try StoreContents(of: schema).profiles.count == 1)
    #expect(store.roundTrips >= 4)
  }

  @Test(
    "A server that is away is an outage, one that refuses us is unusable; each says what is wrong",
    arguments: [
      ("postgres://postgres@127.0.0.1:1/x", "Nobody listens at 127.0.0.1:1", true),
      ("postgres:", "database", false), ("nonsense", "URI", false),
    ])
  func away(uri: String, words: String, isOutage: Bool) throws {
    var store = PostgresStore(StoreLocation(uri), reading: RecordedRegistration.init)
    var waiter = PollWaiter()
    switch failure({ try store.check(waiting: &waiter) }) {
    case .outage(let sentence)?:
      #expect(isOutage || uri == "postgres:")
      #expect(sentence.contains(words) || uri == "postgres:")
    case .unusable(let sentence)?:
      #expect(!isOutage && sentence.contains(words))
    case let other:
      Issue.record("\(String(describing: other))")
    }
  }

  @Test(
    "Each SQLSTATE becomes the error that its action asks for; known constraints are conflicts",
    arguments: [
      ("40001", nil, StoreError.contention(sqlstate: "40001")),
      ("40P01", nil, .contention(sqlstate: "40P01")),
      ("55P03", nil, .contention(sqlstate: "55P03")),
      ("0A000", nil, .contention(sqlstate: "0A000")),
      ("23505", "inbox_once", .conflict(constraint: "inbox_once")),
      ("23505", "address_key_unique", .conflict(constraint: "address_key_unique")),
      ("23505", "address_one_work", .data(sqlstate: "23505", constraint: "address_one_work")),
      ("23514", "inbox_once", .data(sqlstate: "23514", constraint: "inbox_once")),
      ("22021", nil, .data(sqlstate: "22021", constraint: nil)),
      ("54000", nil, .data(sqlstate: "54000", constraint: nil)),
      ("57P01", nil, .outage("The database cannot do it now (57P01).")),
      ("25006", nil, .outage("The database cannot do it now (25006).")),
      ("53100", nil, .outage("The database cannot do it now (53100).")),
    ] as [(String, String?, StoreError)])
  func mapped(sqlstate: String, constraint: String?, expected: StoreError) {
    let fault = ServerError(
      sqlstate: SQLState(sqlstate), constraint: constraint, table: nil, column: nil,
      statement: nil)
    #expect(StoreError(.server(fault)) == expected)
  }

  @Test("Rights and a schema that is not there are unusable, and the cure is named")
  func cures() {
    for (sqlstate, word) in [("42501", "rights"), ("42P01", "brevduva migrate")] {
      let fault = ServerError(
        sqlstate: SQLState(sqlstate), constraint: nil, table: nil, column: nil, statement: nil)
      guard case .unusable(let sentence) = StoreError(.server(fault)) else {
        Issue.record("\(sqlstate)")
        continue
      }
      #expect(sentence.contains(word))
    }
  }

  @Test("The races that are conflicts are names of unique indexes in the schema")
  func races() throws {
    let schema = try TestSchema()
    try schema.migrate()
    #expect(
      Set(try schema.run(UniqueIndexes(schema: schema.name))).isSuperset(of: StoreError.races))
  }
}

private struct UniqueIndexes: Statement {
  let schema: String

  static let sql = """
    SELECT c.relname::text
    FROM pg_index AS i
    JOIN pg_class AS c ON c.oid = i.indexrelid
    WHERE i.indisunique
    AND c.relnamespace = $1::text::regnamespace
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(schema)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String {
    try row.text(0)
  }
}
