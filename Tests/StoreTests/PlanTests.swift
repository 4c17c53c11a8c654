import Postgres
@testable import Store
import TestSupport
import Testing
import Threading

@Suite("Store: plans and round trips")
struct PlanTests {
  /// What the planner knows of the tables when a lane prepares its statements, for days to come.
  enum Statistics: CaseIterable {
    /// Empty, and never looked at.
    case none
    /// Empty, and said to be so: a join would then begin with the whole table.
    case empty
    /// Fifty thousand of each.
    case many
  }

  @Test(
    "Each look-up in the path of a message goes by an index, whatever the statistics say",
    arguments: Statistics.allCases)
  func plans(statistics: Statistics) throws {
    let schema = try TestSchema()
    try schema.migrate()
    switch statistics {
    case .none: break
    case .empty: try schema.execute(Self.analyse)
    case .many: try schema.execute(Self.many + Self.analyse)
    }
    var waiter = PollWaiter()
    var session = schema.location.session().withIndexPlans
    session.searchPath = schema.name
    var connection = try Connection(
      schema.uri, applicationName: "tests", timeout: .seconds(10), session: session,
      waiting: &waiter)
    for statement in pathStatements {
      let plan = try explain(statement, &connection, waiting: &waiter)
      let large =
        "profile|address|address_past|registration|suggestion|inbox|external_id|mark|opt_out|merge|erased_address"
      #expect(
        plan.firstMatch(of: try Regex("Seq Scan on (\(large))\\b")) == nil,
        "\(type(of: statement)):\n\(plan)")
      #expect(!plan.contains("Hash Join") && !plan.contains("Merge Join"), "\(type(of: statement))")
      let scans = plan.matches(of: /Index (Only )?Scan/).count
      #expect(plan.matches(of: /Index Cond/).count == scans, "\(type(of: statement)):\n\(plan)")
    }
  }

  @Test(
    "L2: a purge, a death and a merge read no table through, at 1,000,000 profiles as at none",
    arguments: [0, 1_000_000])
  func endings(profiles: Int) throws {
    let schema = try TestSchema()
    try schema.migrate()
    try schema.execute(
      "SET statement_timeout = 0;" + Self.people.replacing("50000", with: String(profiles))
        + Self.analyse)
    var waiter = PollWaiter()
    var session = schema.location.session().withIndexPlans
    session.searchPath = schema.name
    var connection = try Connection(
      schema.uri, applicationName: "tests", timeout: .seconds(10), session: session,
      waiting: &waiter)
    let large =
      "profile|address|address_past|registration|suggestion|inbox|external_id|mark|opt_out"
    for statement in exclusiveStatements {
      let plan = try explain(statement, &connection, waiting: &waiter)
      #expect(
        plan.firstMatch(of: try Regex("Seq Scan on (\(large)|merge|erased_address)\\b")) == nil,
        "\(type(of: statement)):\n\(plan)")
      #expect(!plan.contains("Hash Join") && !plan.contains("Merge Join"), "\(type(of: statement))")
    }
  }

  private func explain<S: Statement>(
    _ statement: S, _ connection: inout Connection, waiting waiter: inout PollWaiter
  ) throws -> String {
    // The plan for any parameters, as a lane keeps it: with values of its own EXPLAIN sees through them.
    try connection.execute(script: "PREPARE explained AS \(S.sql)", waiting: &waiter)
    let plan = try connection.run(Explained<S>(), waiting: &waiter).joined(separator: "\n")
    try connection.execute(script: "DEALLOCATE explained", waiting: &waiter)
    return plan
  }

  private static let people = """
    INSERT INTO profile (id, given_name, created_at)
      SELECT ('018f0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'A', now()
      FROM generate_series(1, 50000) AS n;
    INSERT INTO address (key, key_version, profile_id, text, uses, position, added_at,
        added_by_type, added_by_source, added_by_id)
      SELECT md5(p.id::text) || '@x.se', 1, p.id, 'a', 1, 1, now(), 't', 's', 'i'
      FROM profile AS p;
    """

  private static let many =
    people + """
      INSERT INTO inbox (message_id, source, type, queue, body_hash, ending, handled_at)
        SELECT 'm' || n, 's', 't', 'q', sha256('x'), 0, now() FROM generate_series(1, 50000) AS n;
      INSERT INTO external_id SELECT 'ladok', p.id::text, p.id FROM profile AS p;
      INSERT INTO suggestion (id, kind, profile_id, other_profile_id, evidence, made_at)
        SELECT gen_random_uuid(), 'duplicate', p.id, p.id, 'x', now() FROM profile AS p;
      INSERT INTO registration (id, kind, received_at, source, message_id, content)
        SELECT p.id, 'event', now(), 's', 'm', '{}' FROM profile AS p;
      """

  private static let analyse = """
    ANALYZE profile; ANALYZE address; ANALYZE address_past; ANALYZE inbox; ANALYZE external_id;
    ANALYZE suggestion; ANALYZE registration; ANALYZE outbox; ANALYZE parked;
    """
}

/// The plan of a statement that was prepared as `explained`.
private struct Explained<S: Statement>: Statement {
  static var sql: String {
    let count = S.sql.matches(of: /\$(\d+)/).compactMap { Int($0.1) }.max() ?? 0
    let values = Array(repeating: "NULL", count: count).joined(separator: ", ")
    return count == 0 ? "EXPLAIN EXECUTE explained" : "EXPLAIN EXECUTE explained (\(values))"
  }

  func bind(_ parameters: inout Parameters) {}

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String {
    try row.text(0)
  }
}
