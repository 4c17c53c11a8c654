import Domain
import Postgres
import Store
import TestSupport
import Testing
import Threading

@Suite("Store: marks, in memory and in PostgreSQL")
struct MarkConformanceTests {
  private static let evidence = Mark.Evidence(
    observedAt: Timestamp(microseconds: 1_763_000_000_000_000),
    diagnostic: "550 5.1.1 <bo@x.se>: no such user", gatewayID: "ses-7")

  private static func mark(_ evidence: Mark.Evidence?) -> Mark {
    Mark(since: Fixtures().now, status: "5.1.1", reason: "No such mailbox.", evidence: evidence)
  }

  /// A database in which Bo's one address was marked, with its profile and the message that did it.
  private static func marked(
    _ database: TestDatabase, _ fixtures: inout Fixtures
  ) throws -> (profile: Profile, message: DecidedMessage) {
    let store = database.store()
    let profile = fixtures.profile("bo@x.se")
    _ = try store.load()
    try store.write(fixtures.batch(.created(profile)))
    _ = try store.load(Touch(profiles: [profile.id: .changing]))
    let message = fixtures.message([.mark(key("bo@x.se"), on: profile.id, .set(mark(evidence)))])
    try store.write(BatchDecision(messages: [message]))
    return (profile, message)
  }

  @Test(
    "B7: a mark is loaded with its evidence, and loses it when it is cleared or set anew",
    arguments: TestDatabase.Kind.allCases)
  func evidence(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let (profile, _) = try Self.marked(database, &fixtures)
    let store = database.store()
    let touch = Touch(profiles: [profile.id: .changing])
    let bo = key("bo@x.se")
    #expect(try store.load(touch).contents.marks == [bo: Self.mark(Self.evidence)])
    try store.write(fixtures.batch(.mark(bo, on: profile.id, .cleared(at: fixtures.now))))
    #expect(try store.load(touch).contents.marks == [:])
    try store.write(fixtures.batch(.mark(bo, on: profile.id, .set(Self.mark(nil)))))
    #expect(try store.load(touch).contents.marks == [bo: Self.mark(nil)])
  }

  @Test(
    "B6: a mark is loaded with its address though nobody has that, by those who may change whoever takes it",
    arguments: TestDatabase.Kind.allCases)
  func ofNobody(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let (profile, _) = try Self.marked(database, &fixtures)
    let (store, bo) = (database.store(), key("bo@x.se"))
    _ = try store.load(Touch(profiles: [profile.id: .changing]))
    try store.write(fixtures.batch(.address(bo, .removed(from: profile.id))))
    #expect(
      try store.load(Touch(keys: [bo: .changing])).contents.marks == [bo: Self.mark(Self.evidence)])
    store.abandon()
    #expect(try store.load(Touch(keys: [bo: .beside])).contents.marks == [:])
    store.abandon()
  }

  @Test(
    "L1, L2: the evidence of a mark goes with the address", arguments: TestDatabase.Kind.allCases,
    [ErasureChange.deceased, .purged(decision: nil)])
  func erased(kind: TestDatabase.Kind, change: ErasureChange) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let (profile, _) = try Self.marked(database, &fixtures)
    let store = database.store()
    _ = try store.load(Touch(profiles: [profile.id: .exclusive]))
    let merged = MergedProfiles(
      head: profile.id, members: [profile.id], addresses: profile.addresses.map(\.address))
    try store.write(fixtures.batch(.erasure(merged, change)))
    #expect(try database.contents.marks == [:])
    if case .postgres(let schema) = database {
      #expect(try schema.run(CountMarks()) == [0])
    }
  }

  @Test("E2: which message set or cleared a mark last is kept, unless an older version wrote since")
  func changed() throws {
    let database = try TestDatabase(.postgres)
    guard case .postgres(let schema) = database else { return }
    var fixtures = Fixtures()
    let (profile, message) = try Self.marked(database, &fixtures)
    var operatorStore = OperatorStore(schema.location)
    var waiter = PollWaiter()
    func record() throws -> MarkRecord? {
      let record = try operatorStore.profile(profile.id, waiting: &waiter)
      return record?.stays.first?.mark
    }
    let set = try #require(try record())
    #expect(set.mark == Self.mark(Self.evidence))
    #expect(set.changed?.message == message.reference && set.changed?.actor == "steward")
    #expect(set.changed?.at == fixtures.now && set.changed?.type == message.type)
    // As a program writes that does not know the columns.
    try schema.execute(
      "UPDATE mark SET since = NULL, status = NULL, reason = NULL, cleared_at = now() + '1 year'")
    let cleared = try #require(try record())
    #expect(cleared.mark == nil && cleared.clearedAt != nil && cleared.changed == nil)
  }
}

private struct CountMarks: Statement {
  static let sql = "SELECT count(*) FROM mark"

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int64 {
    try row.int8(0)
  }
}
