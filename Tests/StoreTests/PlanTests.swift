import Postgres
@testable import Store
import TestSupport
import Testing
import Threading

@Suite("Store: plans and round trips")
struct PlanTests {
  @Test(
    "Each look-up in the path of a message goes by an index, with statistics and without",
    arguments: [true, false])
  func plans(isAnalysed: Bool) throws {
    let schema = try TestSchema()
    try schema.migrate()
    try schema.execute(isAnalysed ? Self.many + Self.analyse : "SELECT 1")
    var waiter = PollWaiter()
    var session = schema.location.session().withIndexPlans
    session.searchPath = schema.name
    var connection = try Connection(
      schema.uri, applicationName: "tests", timeout: .seconds(10), session: session,
      waiting: &waiter)
    for statement in pathStatements {
      let plan = try explain(statement, &connection, waiting: &waiter)
      let large = "profile|address|address_past|registration|suggestion|inbox|external_id"
      #expect(
        plan.firstMatch(of: try Regex("Seq Scan on (\(large))\\b")) == nil,
        "\(type(of: statement)):\n\(plan)")
      #expect(!plan.contains("Hash Join") && !plan.contains("Merge Join"), "\(type(of: statement))")
      let scans = plan.matches(of: /Index (Only )?Scan/).count
      #expect(plan.matches(of: /Index Cond/).count == scans, "\(type(of: statement)):\n\(plan)")
    }
  }

  private func explain<S: Statement>(
    _ statement: S, _ connection: inout Connection, waiting waiter: inout PollWaiter
  ) throws -> String {
    try connection.run(Explained(statement: statement), waiting: &waiter).joined(separator: "\n")
  }

  private static let many = """
    INSERT INTO profile (id, given_name, created_at)
      SELECT ('018f0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'A', now()
      FROM generate_series(1, 50000) AS n;
    INSERT INTO address (key, key_version, profile_id, text, uses, position, added_at,
        added_by_type, added_by_source, added_by_id)
      SELECT md5(p.id::text) || '@x.se', 1, p.id, 'a', 1, 1, now(), 't', 's', 'i'
      FROM profile AS p;
    INSERT INTO inbox (message_id, source, type, queue, body_hash, ending, handled_at)
      SELECT 'm' || n, 's', 't', 'q', sha256('x'), 0, now() FROM generate_series(1, 50000) AS n;
    INSERT INTO external_id SELECT 'ladok', p.id::text, p.id FROM profile AS p;
    INSERT INTO suggestion (id, kind, profile_id, other_profile_id, evidence, made_at)
      SELECT gen_random_uuid(), 'duplicate', p.id, p.id, 'x', now() FROM profile AS p;
    INSERT INTO registration (id, kind, received_at, source, message_id, content)
      SELECT p.id, 'event', now(), 's', 'm', '{}' FROM profile AS p;
    """

  private static let analyse = """
    ANALYZE profile; ANALYZE address; ANALYZE inbox; ANALYZE external_id; ANALYZE suggestion;
    ANALYZE registration;
    """
}

/// The plan of a statement.
private struct Explained<S: Statement>: Statement {
  let statement: S

  static var sql: String { "EXPLAIN \(S.sql)" }

  func bind(_ parameters: inout Parameters) {
    statement.bind(&parameters)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String {
    try row.text(0)
  }
}
