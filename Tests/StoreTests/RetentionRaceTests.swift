import Contract
import Domain
import Postgres
@testable import Store
import TestSupport
import Testing
import Threading

/// Retention beside a worker that writes a row of the same subject, and has not committed yet.
@Suite("Store: retention beside a worker that writes")
struct RetentionRaceTests {
  /// A way by which rows come whose texts name Kim, and the statement that deletes them when they are old.
  enum Row: CaseIterable {
    /// A failure of mail to Bo, whose answer names Kim.
    case bounce
    /// A message whose id names Kim: refused long ago, and sent again.
    case message

    fileprivate var subject: String {
      switch self {
      case .bounce: "bo@x.se"
      case .message: "<7.kim@y.se>"
      }
    }

    fileprivate var aging: String {
      switch self {
      case .bounce: "UPDATE bounce SET recorded_at = now() - interval '500 days'"
      case .message:
        "DELETE FROM inbox; UPDATE refused SET refused_at = now() - interval '500 days'"
      }
    }

    fileprivate func batch(
      _ number: Int, _ fixtures: inout Fixtures, on profile: ProfileID
    ) -> BatchDecision {
      switch self {
      case .bounce:
        let bounce = Bounce(
          send: SendReference(messageID: "<\(number)@z.se>"), kind: .temporary,
          reason: .mailboxFull, status: "4.2.2", diagnostic: "452 <7.kim@y.se> full",
          gateway: nil, gatewayID: nil, mailing: nil, observedAt: fixtures.now,
          sentAt: fixtures.now)
        return fixtures.batch(
          .bounce(key("bo@x.se"), on: profile, .recorded(bounce, evidence: Array("{}".utf8))))
      case .message:
        let disposition: Disposition =
          number == 1 ? .refused(code: "c", sentence: "s") : .applied
        return BatchDecision(
          messages: [fixtures.message(disposition: disposition, id: subject)])
      }
    }

    fileprivate func deleteOld(in schema: TestSchema) throws -> [Int] {
      let age = Duration.seconds(400 * 86_400)
      switch self {
      case .bounce: return try schema.run(DeleteOldBounces(lifetime: age))
      case .message: return try schema.run(DeleteOldRefused(age: age))
      }
    }
  }

  @Test(
    "L2: whom a row names that is just written stays known, though retention deletes the last one before",
    arguments: Row.allCases)
  func written(row: Row) throws {
    let schema = try TestSchema()
    try schema.migrate()
    var fixtures = Fixtures()
    let bo = fixtures.profile("bo@x.se")
    try Self.write(fixtures.batch(.created(bo)), to: schema)
    try Self.write(row.batch(1, &fixtures, on: bo.id), to: schema)
    try schema.execute(row.aging)
    var waiter = PollWaiter()
    var holder = try schema.connect(waiting: &waiter)
    try holder.execute(
      script: "BEGIN; LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE", waiting: &waiter)
    var late = row.batch(2, &fixtures, on: bo.id)
    late.outboxID = fixtures.id()
    late.outgoing = [fixtures.outgoing("e1")]
    let batch = late
    _ = try LaneThread(name: "writer") {
      do { try Self.write(batch, to: schema) } catch { Issue.record(error) }
    }
    // All that the batch writes before its events is written by then, and not committed.
    try waitUntil("nobody waits for a lock") { try !schema.run(Waiters(name: schema.name)).isEmpty }
    #expect(try row.deleteOld(in: schema) == [1])
    try holder.execute(script: "ROLLBACK", waiting: &waiter)
    try waitUntil("the batch is not written") { try schema.run(ReadBacklog()).first?.messages == 1 }
    #expect(try schema.run(MentionsOfKim()) == [row.subject])
    try schema.execute(row.aging.replacing("DELETE FROM inbox;", with: ""))
    try schema.execute("UPDATE inbox SET handled_at = now() - interval '500 days'")
    #expect(try row.deleteOld(in: schema) == [row == .bounce ? 1 : 0])
    _ = try schema.run(DeleteOldInbox(age: .seconds(400 * 86_400)))
    #expect(try schema.run(MentionsOfKim()) == [])
  }

  private static func write(_ batch: BatchDecision, to schema: TestSchema) throws {
    var waiter = PollWaiter()
    var store = PostgresStore(
      schema.location, reading: RecordedRegistration.init, applicationName: schema.name,
      lockTimeout: .seconds(120))
    _ = try store.load(Touch(), messages: [], fence: nil, waiting: &waiter)
    try store.write(batch, waiting: &waiter)
  }

  private func waitUntil(_ complaint: Comment, _ isSo: () throws -> Bool) throws {
    let deadline = ContinuousClock.now + .seconds(120)
    while try !isSo() { try #require(ContinuousClock.now < deadline, complaint) }
  }
}

/// Subjects of which it is known that they name Kim.
private struct MentionsOfKim: Statement {
  static let sql = """
    SELECT m.subject FROM mention AS m WHERE m.hash = hashtextextended('7.kim@y.se', 0)
    """

  func bind(_ parameters: inout Parameters) {}

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String {
    try row.text(0)
  }
}
