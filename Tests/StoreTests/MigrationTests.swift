import Contract
import Domain
import Postgres
@testable import Store
import TestSupport
import Testing
import Threading

@Suite("Store: migrations")
struct MigrationTests {
  @Test("A second run applies nothing")
  func twice() throws {
    let schema = try TestSchema()
    var waiter = PollWaiter()
    let first = try Migrator(schema.location).migrate(waiting: &waiter)
    #expect(first.map(\.number) == Migration.all.map(\.number))
    #expect(try Migrator(schema.location).migrate(waiting: &waiter).isEmpty)
    var store = PostgresStore(schema.location, reading: RecordedRegistration.init)
    try store.check(waiting: &waiter)
  }

  @Test("Two that run at once apply each step once")
  func together() async throws {
    let schema = try TestSchema()
    async let one = migrate(schema)
    async let two = migrate(schema)
    let applied = try await one + two
    #expect(applied.sorted() == Migration.all.map(\.number))
  }

  @Test("A schema that is missing, too old, too new or altered is unusable, and the cure is named")
  func unusable() throws {
    let schema = try TestSchema()
    #expect(check(schema)?.contains("brevduva migrate") == true)
    var waiter = PollWaiter()
    let older = Migrator(schema.location, migrations: Array(Migration.all.dropLast()))
    _ = try older.migrate(waiting: &waiter)
    #expect(
      check(schema)
        == "The schema is at step \(Migration.all.count - 1), this program needs step "
        + "\(Migration.all.count): run `brevduva migrate`.")
    try schema.migrate()
    #expect(check(schema) == nil)
    try schema.execute(
      "INSERT INTO schema_migration VALUES (98, 'later', 1, 'x'::bytea, now())")
    #expect(check(schema) == nil, "a newer schema that serves us is one")
    #expect(try Migrator(schema.location).migrate(waiting: &waiter).isEmpty)
    try schema.execute(
      "INSERT INTO schema_migration VALUES (99, 'much later', 99, 'x'::bytea, now())")
    #expect(check(schema)?.contains("start a newer version") == true)
    #expect(
      failure { _ = try Migrator(schema.location).migrate(waiting: &waiter) }
        == check(schema).map { .unusable($0) })
    try schema.execute("DELETE FROM schema_migration WHERE number > 90")
    try schema.execute("UPDATE schema_migration SET checksum = 'x'::bytea WHERE number = 2")
    #expect(check(schema)?.hasPrefix("Step 2 of the schema was applied with another text") == true)
  }

  @Test("A step that fails leaves nothing of itself")
  func failing() throws {
    let schema = try TestSchema()
    let broken = Migration(
      number: 99, name: "broken", usableFrom: 1, sql: "CREATE TABLE half (id uuid); SELECT 1/0;")
    var waiter = PollWaiter()
    let migrator = Migrator(schema.location, migrations: Migration.all + [broken])
    #expect(
      failure { _ = try migrator.migrate(waiting: &waiter) }
        == .data(sqlstate: "22012", constraint: nil))
    #expect(check(schema) == nil)
    #expect(throws: (any Error).self) { try schema.execute("SELECT * FROM half") }
  }

  @Test("R6: topics that differ by their case alone become one")
  func topics() throws {
    let schema = try TestSchema()
    var waiter = PollWaiter()
    let older = Migrator(schema.location, migrations: Array(Migration.all.prefix(11)))
    _ = try older.migrate(waiting: &waiter)
    try schema.execute(
      """
      INSERT INTO opt_out (profile_id, topic, since, by_type, by_source, by_id)
      SELECT v.id::uuid, v.topic, now(), 't', 's', 'm'
      FROM (VALUES
        ('0190a000-0000-7000-8000-000000000001', 'News'),
        ('0190a000-0000-7000-8000-000000000001', 'news'),
        ('0190a000-0000-7000-8000-000000000001', 'NEWS'),
        ('0190a000-0000-7000-8000-000000000001', '*'),
        ('0190a000-0000-7000-8000-000000000002', 'Alumni')) AS v (id, topic)
      """)
    try schema.migrate()
    #expect(try schema.run(Topics()) == ["*", "news", "alumni"])
  }

  private struct Topics: Statement {
    static let sql = "SELECT o.topic FROM opt_out AS o ORDER BY o.profile_id, o.topic"

    func bind(_ parameters: inout Parameters) {}

    static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String {
      try row.text(0)
    }
  }

  private func check(_ schema: TestSchema) -> String? {
    var store = PostgresStore(schema.location, reading: RecordedRegistration.init)
    var waiter = PollWaiter()
    guard case .unusable(let sentence) = failure({ try store.check(waiting: &waiter) }) else {
      return nil
    }
    return sentence
  }

  @concurrent
  private func migrate(_ schema: TestSchema) async throws -> [Int32] {
    var waiter = PollWaiter()
    return try Migrator(schema.location).migrate(waiting: &waiter).map(\.number)
  }
}
