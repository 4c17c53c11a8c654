import Contract
import Domain
import Postgres
@testable import Store
import TestSupport
import Testing
import Threading
import WorkerDefinitions

@Suite("Store: what was handled is known for a limited time, in memory and in PostgreSQL")
struct RetentionTests {
  private static let retention = Retention(inbox: .seconds(1000), refused: .seconds(2000))

  private func batch(_ fixtures: inout Fixtures) -> (BatchDecision, [MessageReference]) {
    let parked = fixtures.parked()
    let messages = [
      fixtures.message(), fixtures.message(disposition: .refused(code: "c", sentence: "s")),
      fixtures.message(disposition: .parked(parked)),
    ]
    return (BatchDecision(messages: messages), messages.map(\.cause.message))
  }

  @Test(
    "What is older goes; a message that is still parked stays known, a refused one in its list longer",
    arguments: TestDatabase.Kind.allCases)
  func over(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    let store = database.store(retention: Self.retention)
    var fixtures = Fixtures()
    let (batch, messages) = batch(&fixtures)
    _ = try store.load()
    try store.write(batch)
    try database.age(by: .zero)
    try store.expire()
    #expect(try database.contents.inbox.count == 3 && database.contents.refused.count == 1)
    try database.age(by: .seconds(1500))
    try store.expire()
    #expect(try Set(database.contents.inbox.keys) == [messages[2]])
    #expect(try database.contents.refused.count == 1 && database.contents.parked.count == 1)

    // What comes again counts as new, whatever the list still says of it.
    #expect(
      try store.load(Touch(), messages: messages).known.map { $0 == nil } == [true, true, false])
    try store.write(BatchDecision(messages: Array(batch.messages.prefix(2))))
    #expect(try database.contents.inbox.count == 3 && database.contents.refused.count == 1)
    try database.age(by: .seconds(2500))
    try store.expire()
    #expect(try Set(database.contents.inbox.keys) == [messages[2]])
    #expect(try database.contents.refused == [:])
  }

  /// Messages of two years, one each minute, the oldest first; none of the last day.
  private func years(_ schema: TestSchema) throws {
    try schema.execute(
      """
      INSERT INTO inbox (message_id, source, type, queue, body_hash, ending, handled_at)
      SELECT 'm' || n, 's', 't', 'q', sha256('x'), 0, now() - interval '1 day' - n * interval '1 minute'
      FROM generate_series(1, 5000) AS n;
      INSERT INTO refused (message_id, source, type, queue, code, sentence, refused_at)
      SELECT 'm' || n, 's', 't', 'q', 'c', 's', now() - interval '1 day' - n * interval '1 minute'
      FROM generate_series(1, 2500) AS n;
      """)
  }

  private func count(_ table: String, _ schema: TestSchema) throws -> Int {
    let contents = try StoreContents(of: schema)
    return table == "inbox" ? contents.inbox.count : contents.refused.count
  }

  @Test("It goes in portions, the oldest first, until nothing is too old")
  func portions() throws {
    let schema = try TestSchema()
    try schema.migrate()
    try years(schema)
    var waiter = PollWaiter()
    var store = PostgresStore(
      schema.location, reading: RecordedRegistration.init,
      retention: Retention(inbox: .seconds(86_400 + 60 * 2000), refused: .seconds(86_400)))
    #expect(try store.expire(waiting: &waiter))
    #expect(try count("inbox", schema) == 4000 && count("refused", schema) == 1500)
    let oldest = MessageReference(source: "s", id: "m5000")
    #expect(try StoreContents(of: schema).inbox[oldest] == nil)
    while try store.expire(waiting: &waiter) {}
    #expect(try (1999...2000).contains(count("inbox", schema)))
    #expect(try count("refused", schema) == 0)
  }

  @Test("P7, B2: what is kept for a time is deleted by the one worker whose it is")
  func keepers() {
    let keepers = WorkerDefinition.all.flatMap { worker in worker.timed.map { (worker.name, $0) } }
    #expect(keepers.map(\.0) == ["bounce-handler", "import-worker"])
    #expect(keepers.map(\.1) == [.bounces(.seconds(86_400 * 400)), .imports])
  }

  @Test("One worker at a time: who comes while another deletes does not wait, and deletes nothing")
  func oneAtATime() throws {
    let schema = try TestSchema()
    try schema.migrate()
    try years(schema)
    var waiter = PollWaiter()
    var connection = try schema.location.connect(
      applicationName: "tests", session: schema.location.session(), waiting: &waiter)
    try connection.execute(script: "BEGIN", waiting: &waiter)
    let age = Duration.seconds(86_400)
    #expect(try connection.run(DeleteOldRefused(age: age), waiting: &waiter) == [1000])
    var store = PostgresStore(
      schema.location, reading: RecordedRegistration.init,
      retention: Retention(inbox: age, refused: age), lockTimeout: .milliseconds(100))
    #expect(try store.expire(waiting: &waiter) == false)
    try connection.execute(script: "ROLLBACK", waiting: &waiter)
    #expect(try count("inbox", schema) == 5000)
    #expect(try store.expire(waiting: &waiter))
    #expect(try count("inbox", schema) == 4000)
  }
}
