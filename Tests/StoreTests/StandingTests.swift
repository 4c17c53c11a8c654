import Domain
@testable import Store
import TestSupport
import Testing
import Threading

@Suite("Store: how the work stands")
struct StandingTests {
  private let schema: TestSchema

  init() throws {
    schema = try TestSchema()
    try schema.migrate()
  }

  /// So many messages, one handled each second up to now.
  private func fill(_ count: Int) throws {
    try schema.execute(
      """
      INSERT INTO inbox (message_id, source, type, queue, body_hash, ending, handled_at)
      SELECT 'm' || n, 's', 't', 'q', sha256('x'), n % 2, now() - (\(count) - n) * interval '1 s'
      FROM generate_series(1, \(count)) AS n
      """)
  }

  @Test("What was handled lately is counted by queue and ending")
  func handled() throws {
    try fill(200)
    var operatorStore = OperatorStore(schema.location)
    var waiter = PollWaiter()
    let handled = try operatorStore.handled(waiting: &waiter)
    #expect(handled.since == nil)
    #expect(handled.records.map(\.outcome) == [.applied, .alreadyApplied])
    #expect(handled.records.map(\.lastHour) == [100, 100])
    #expect(handled.records.map(\.lastDay) == [100, 100])
    // A second may pass between the two statements.
    #expect(handled.records.allSatisfy { (28...30).contains($0.lastMinute) })
  }

  @Test("Only the newest are read, wherever they lie, and it is told since when")
  func newest() throws {
    try fill(20_000)
    // Deleted rows leave room in front, where newer ones then lie.
    try schema.execute("DELETE FROM inbox WHERE handled_at < now() - interval '15000 s'")
    try schema.execute("VACUUM inbox")
    try schema.execute(
      """
      INSERT INTO inbox (message_id, source, type, queue, body_hash, ending, handled_at)
      SELECT 'n' || n, 's', 't', 'q', sha256('x'), 0, now() FROM generate_series(1, 50) AS n
      """)
    var operatorStore = OperatorStore(schema.location)
    var waiter = PollWaiter()
    let whole = try operatorStore.handled(most: 1_000_000, waiting: &waiter)
    #expect(whole.since == nil)
    let all = whole.records.reduce(0) { $0 + $1.lastDay }
    #expect((15_040...15_051).contains(all))
    let some = try operatorStore.handled(most: 550, waiting: &waiter)
    #expect(some.records.reduce(0) { $0 + $1.lastDay } == 550)
    let count = 500
    let since = try #require(some.since)
    let ago =
      (try operatorStore.server(waiting: &waiter).clock.microseconds - since.microseconds)
      / 1_000_000
    #expect(abs(Int(ago) - count) < 30)
  }

  @Test("An empty schema has nothing of anything, and sizes that nobody knows yet")
  func empty() throws {
    var operatorStore = OperatorStore(schema.location)
    var waiter = PollWaiter()
    #expect(try operatorStore.handled(waiting: &waiter) == HandledRecords(records: [], since: nil))
    #expect(try operatorStore.outbox(waiting: &waiter) == .empty)
    #expect(try operatorStore.refusedCauses(waiting: &waiter).isEmpty)
    #expect(try operatorStore.erasureKeys(waiting: &waiter).isEmpty)
    #expect(try operatorStore.estimates(waiting: &waiter).profiles == nil)
    try schema.execute("ANALYZE profile")
    #expect(try operatorStore.estimates(waiting: &waiter).profiles == 0)
    #expect(try operatorStore.schemaState(waiting: &waiter) == .current)
  }

  @Test(
    "The ids of the keys are found by the index, one step for each, however many tags they made")
  func erasureKeys() throws {
    try schema.execute(
      """
      INSERT INTO erased_address (key_id, tag, kind, profile_id, erased_at, expires_at)
      SELECT 'k' || n % 3, sha256(n::text::bytea), 0, gen_random_uuid(), now(),
        now() + CASE WHEN n % 3 = 1 THEN interval '-1 day' ELSE interval '1 day' END
      FROM generate_series(1, 3000) AS n
      """)
    var operatorStore = OperatorStore(schema.location)
    var waiter = PollWaiter()
    #expect(try operatorStore.erasureKeys(waiting: &waiter) == ["k0", "k2"])
  }
}
