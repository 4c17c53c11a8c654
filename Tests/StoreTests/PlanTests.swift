import Foundation
import Postgres
@testable import Store
import TestSupport
import Testing
import Threading

@Suite("Store: plans and round trips")
struct PlanTests {
  /// Statistics of the tables that the planner has when a lane prepares its statements, for days to
  /// come.
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
    try plans(
      of: pathStatements + bounceStatements + importStatements + mailingStatements
        + tokenStatements + loopStatements, in: schema, check)
  }

  @Test("L8: whoever is hidden is looked up by an index, one after the other, at 50,000 of each")
  func hidden() throws {
    let schema = try TestSchema()
    try schema.migrate()
    try schema.execute(Self.many + Self.analyse)
    let asking = deskStatements.filter { type(of: $0).sql.contains("hidden.is_protected") }
    try plans(of: asking, in: schema, asLane: false) { plan, statement in
      let through = plan.matches(of: /Seq Scan on (profile|address|address_past) [hk]\b/)
      // To find a part of a text is to read all texts.
      #expect(through.isEmpty || statement == "FindProfiles", "\(statement):\n\(plan)")
      let walks = plan.matches(of: /Recursive Union/).count
      #expect(walks > 0 && walks < 30, "\(statement):\n\(plan)")
    }
  }

  @Test("P11: whoever reads the whole book reaches each page by the index, and reads none twice")
  func pages() throws {
    let schema = try TestSchema()
    try schema.migrate()
    try schema.execute(Self.many + Self.analyse)
    let pages: [any Statement] = [
      ListExported(list: nil, after: nil, limit: 1), ListSnapshots(after: nil, limit: 1),
      ListNoPrimary(after: nil, limit: 1), ListUndeliverable(after: nil, limit: 1),
      ListSuppressed(after: nil, limit: 1),
    ]
    try plans(of: pages, in: schema, asLane: false) { plan, statement in
      let scan = "Index Scan using profile_id_unique on profile p"
      let condition = plan.components(separatedBy: scan).last?.prefix(200)
      #expect(condition?.contains("Index Cond: (id >") == true, "\(statement):\n\(plan)")
    }
  }

  /// Has each of the statements planned, as a lane has it unless it is the command line's.
  private func plans(
    of statements: [any Statement], in schema: TestSchema, asLane: Bool = true,
    _ check: (String, String) -> Void
  ) throws {
    var waiter = PollWaiter()
    let plain = schema.location.session()
    var session = asLane ? plain.withIndexPlans : plain
    session.searchPath = schema.name
    var connection = try Connection(
      schema.uri, applicationName: "tests", timeout: .seconds(60), session: session,
      waiting: &waiter)
    // As they are planned once they have been run for some time: for any parameters.
    try connection.execute(script: "SET plan_cache_mode = force_generic_plan", waiting: &waiter)
    for statement in statements {
      check(
        try explain(statement, &connection, waiting: &waiter), "\(type(of: statement))")
    }
  }

  /// Statements that do read a table through, and why that is no fault.
  private static let exceptions = [
    "ReadBacklog": "it counts the outbox, which OUTBOX_LIMIT bounds",
    "ClaimOutbox": "it goes through the outbox from the oldest on, up to its limit",
    "ReadErasureKeys": "it steps from one key to the next, of which there are a few",
    "ReadMigrations": "the schema has a row for each step",
    "ReadOutgoing": "it reads the outbox, which OUTBOX_LIMIT bounds",
  ]
  /// Tables that hold a row for each queue, each type of event or each step of the schema, whatever the work.
  private static let small: Set = ["anomaly", "fence", "schema_migration"]

  /// Holds a plan against the rule: each table has an index by which it can be reached.
  private func checkScans(_ plan: String, _ statement: String) {
    let sequential = plan.matches(of: /Seq Scan on (\w+)/).map(\.output.1)
      .filter { !$0.hasPrefix("pg_") && !Self.small.contains(String($0)) }
    #expect(sequential == [] || Self.exceptions[statement] != nil, "\(statement):\n\(plan)")
    #expect(!plan.contains("Hash Join") && !plan.contains("Merge Join"), "\(statement)")
    // A node that keeps rows apart makes room for all that are guessed, each time, before there is one.
    let rooms = plan.matches(of: /(?:Recursive Union|HashAggregate) .*? rows=(\d+)/)
    let guesses = rooms.compactMap { Int($0.output.1) }
    #expect(guesses.allSatisfy { $0 <= 4000 }, "\(statement):\n\(plan)")
  }

  /// Holds a plan against the rule: each table is reached by an index, with a condition on it.
  ///
  /// Sequential scans are switched off for a lane, so that one shows as a scan of a whole index.
  private func check(_ plan: String, _ statement: String) {
    checkScans(plan, statement)
    guard Self.exceptions[statement] == nil else { return }
    let scans = plan.matches(of: /Index (Only )?Scan/).count
    #expect(plan.matches(of: /Index Cond/).count == scans, "\(statement):\n\(plan)")
  }

  @Test("The plans are looked at with rows in every table but the small ones")
  func everyTable() throws {
    let schema = try TestSchema()
    try schema.migrate()
    try schema.execute(Self.many)
    let empty = try schema.run(EmptyTables()).filter { !Self.small.contains($0) }
    #expect(empty == [])
  }

  @Test("L2: a purge, a death and a merge reach each table by an index, when each has many rows")
  func endingsAmongMany() throws {
    let schema = try TestSchema()
    try schema.migrate()
    try schema.execute(Self.many + Self.analyse)
    try plans(of: exclusiveStatements, in: schema, check)
    try plans(of: searchStatements, in: schema, checkScans)
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
    try plans(of: exclusiveStatements, in: schema, check)
    try plans(of: searchStatements, in: schema, checkScans)
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
      INSERT INTO note (id, written_at, received_at, subject, body, is_cut, participants, attachments,
          is_unmatched, source, message_id)
        SELECT p.id, now(), now(), '', '', false, '[]', '[]', false, 's', 'm' FROM profile AS p;
      INSERT INTO note_profile (note_id, profile_id, matched_keys, filed_at)
        SELECT p.id, p.id, '{}', now() FROM profile AS p;
      INSERT INTO address_past (key, profile_id, text, uses, added_at, added_by_type, added_by_source,
          added_by_id, removed_at, removed_by_type, removed_by_source, removed_by_id)
        SELECT a.key, a.profile_id, a.text, 0, now(), 't', 's', 'i', now(), 't', 's', 'i'
        FROM address AS a;
      INSERT INTO mark (key, since) SELECT a.key, now() FROM address AS a;
      INSERT INTO bounce (key, send, kind, reason, observed_at, sent_at, evidence, recorded_at, source,
          message_id)
        SELECT a.key, 'message:m', 'temporary', 'busy', now(), now(), '{}', now(), 's', 'm'
        FROM address AS a;
      INSERT INTO suppression (key, gateway, since) SELECT a.key, 'ses', now() FROM address AS a;
      INSERT INTO storm (id, kind, subject, failed, began_at)
        SELECT p.id, 1, p.id::text, 50, now() FROM profile AS p;
      INSERT INTO opt_out SELECT p.id, '', now(), 't', 's', 'i' FROM profile AS p;
      INSERT INTO merge (removed_id, kept_id, merged_at, state_before, address_keys, uses_before,
          uses_after, external_systems, external_values, is_protected, topics)
        SELECT p.id, gen_random_uuid(), now(), 0, '{}', '{}', '{}', '{}', '{}', false, '{}'
        FROM profile AS p;
      INSERT INTO erased_address
        SELECT 'k', sha256(p.id::text::bytea), 0, p.id, now(), now() FROM profile AS p;
      INSERT INTO erasure (profile_id, purged_at, source, message_id, counts)
        SELECT p.id, now(), 's', 'm', '{}' FROM profile AS p;
      INSERT INTO outbox (id, message_count, exchange, routing_key, message_id, content_type,
          properties, body)
        SELECT p.id, 1, '{x}', '{k}', '{m}', '{t}', '{NULL}', '{NULL}' FROM profile AS p;
      INSERT INTO parked (id, source, message_id, type, queue, routing_key, code, detail, body, size,
          is_whole, properties, body_hash, parked_at)
        SELECT p.id, 's', p.id::text, 't', 'q', 'k', 'c', 'd', '', 0, true, '{}', sha256('x'), now()
        FROM profile AS p;
      INSERT INTO counter (kind, subject, code, amount)
        SELECT 1, p.id::text, '5.1.1', 1 FROM profile AS p;
      INSERT INTO mention (hash, kind, subject)
        SELECT hashtextextended(p.id::text, 0), 5, p.id::text FROM profile AS p;
      INSERT INTO import (id, hash, headers, fields, replaces, overwritten, repairs, updates_only,
          allowed, is_dry_run, language, total, begun_at, source, message_id)
        SELECT p.id::text, '', '{}', '{}', false, '{}', false, false, '{}', false, 'en', 1, now(), 's',
          'm'
        FROM profile AS p;
      INSERT INTO import_line (import_id, chunk, place, line, cells)
        SELECT i.id, 0, 0, 2, 'x' FROM import AS i;
      INSERT INTO import_mention (import_id, chunk, hashes, lines)
        SELECT i.id, 0, '{1}', '{2}' FROM import AS i;
      INSERT INTO import_profile (import_id, profile_id, version, reason)
        SELECT p.id::text, p.id, 1, CASE WHEN p.id::text LIKE '%7' THEN 'changed' END
        FROM profile AS p;
      INSERT INTO mailing (id, hash, address_use, falls_back, is_everybody, profile_ids, event_ids, kinds,
          except_everybody, except_profile_ids, except_event_ids, except_kinds, subject, state,
          begun_at, source, message_id)
        SELECT p.id::text, '', 'primary', false, false, '{}', '{}', '{}', false, '{}', '{}', '{}', 'x',
          3, now(), 's', 'm'
        FROM profile AS p;
      INSERT INTO mailing_recipient (mailing_id, profile_id, message_id, status)
        SELECT p.id::text, p.id, p.id, 'waiting' FROM profile AS p;
      """
    + SchemaFiller.script(
      from: "SELECT p.id, p.id::text AS word, p.id::text AS key FROM profile AS p", except: small)

  private static let analyse = """
    DO $$ DECLARE name text; BEGIN
      FOR name IN
        SELECT c.relname FROM pg_class AS c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
      LOOP EXECUTE format('ANALYZE %I', name); END LOOP;
    END $$;
    """
}

/// The tables of the schema that hold no row.
private struct EmptyTables: Statement {
  static let sql = """
    SELECT c.relname::text
    FROM pg_class AS c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
      AND pg_relation_size(c.oid) = 0
    ORDER BY 1
    """

  func bind(_ parameters: inout Parameters) {}

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String {
    try row.text(0)
  }
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
