import Contract
import Domain
import Postgres
import Store
import TestSupport
import Testing
import Threading

@Suite("Store: one round trip to load, one to write")
struct RoundTripTests {
  @Test("A batch of any size is two round trips", arguments: [1, 500])
  func counted(size: Int) throws {
    let schema = try TestSchema()
    try schema.migrate()
    var waiter = PollWaiter()
    var store = PostgresStore(schema.location, reading: RecordedRegistration.init)
    try store.check(waiting: &waiter)
    var ids = IDSource(seed: 1)
    for round in 1...3 {
      let before = store.roundTrips
      let batch = try RegistrationBatch(size: size, round: round)
      let loaded = try store.load(batch.touch, messages: batch.references, waiting: &waiter)
      #expect(store.roundTrips == before + 1)
      try store.write(batch.decided(on: loaded, &ids), waiting: &waiter)
      #expect(store.roundTrips == before + 2)
    }
    let contents = try StoreContents(of: schema)
    #expect(contents.registrations.count == 3 * size && contents.inbox.count == 3 * size)
    #expect(contents.outbox.values.reduce(0, +) > 3 * size)
  }

  @Test("U1: an address that moved while its profile was waited for is looked up again")
  func movedMeanwhile() async throws {
    let schema = try TestSchema()
    try schema.migrate()
    var fixtures = Fixtures()
    var waiter = PollWaiter()
    var store = PostgresStore(schema.location, reading: RecordedRegistration.init)
    let (old, new) = (fixtures.profile("a@x.se"), fixtures.profile())
    _ = try store.load(Touch(), messages: [], waiting: &waiter)
    try store.write(fixtures.batch(.created(old), .created(new)), waiting: &waiter)
    let both = Touch(profiles: [old.id: .changing, new.id: .changing])
    _ = try store.load(both, messages: [], waiting: &waiter)
    async let other = loadElsewhere(schema, Touch(keys: [key("a@x.se"): .changing]))
    try await waitForWaiter(schema)
    let move = Change.address(key("a@x.se"), .moved(from: old.id, to: new.id, uses: Uses(.primary)))
    try store.write(fixtures.batch(move), waiting: &waiter)
    let (loaded, roundTrips) = try await other
    #expect(loaded.profiles.map(\.id) == [new.id])
    // The first load, its rollback, and the load that held the new holder.
    #expect(roundTrips == 3)
  }

  @Test("U1: of two lanes with one new address the later waits, and loads whom it came to")
  func newInBoth() async throws {
    let schema = try TestSchema()
    try schema.migrate()
    var fixtures = Fixtures()
    var waiter = PollWaiter()
    var store = PostgresStore(schema.location, reading: RecordedRegistration.init)
    let touch = Touch(adding: [key("new@x.se")])
    let profile = fixtures.profile("new@x.se")
    _ = try store.load(touch, messages: [], waiting: &waiter)
    async let other = loadElsewhere(schema, touch)
    try await waitForWaiter(schema)
    try store.write(fixtures.batch(.created(profile)), waiting: &waiter)
    let (loaded, roundTrips) = try await other
    #expect(loaded.profiles.map(\.id) == [profile.id])
    // The first load, its rollback, and the load that held the profile.
    #expect(roundTrips == 3)
  }

  @Test(
    "Two lanes that touch the same people in opposite order do not wait for each other for good")
  func noDeadlock() async throws {
    let schema = try TestSchema()
    try schema.migrate()
    async let one = run(schema, lane: 1)
    async let two = run(schema, lane: 2)
    let deadlocks = try await one + two
    #expect(deadlocks == 0)
    #expect(try StoreContents(of: schema).registrations.count == 2 * 20 * 30)
  }

  @concurrent
  private func loadElsewhere(
    _ schema: TestSchema, _ touch: Touch
  ) async throws -> (Loaded, Int) {
    var waiter = PollWaiter()
    var store = PostgresStore(
      schema.location, reading: RecordedRegistration.init, applicationName: schema.name)
    let loaded = try store.load(touch, messages: [], waiting: &waiter)
    return (loaded, store.roundTrips)
  }

  private func waitForWaiter(_ schema: TestSchema) async throws {
    let deadline = ContinuousClock.now + .seconds(120)
    while try schema.run(Waiters(name: schema.name)).isEmpty {
      try #require(ContinuousClock.now < deadline, "nobody waits for a lock")
      await Task.yield()
    }
  }

  /// Twenty batches about the same thirty people; gives how often the lanes were in deadlock.
  @concurrent
  private func run(_ schema: TestSchema, lane: Int) async throws -> Int {
    var waiter = PollWaiter()
    var store = PostgresStore(schema.location, reading: RecordedRegistration.init)
    var ids = IDSource(seed: UInt64(lane))
    var deadlocks = 0
    for round in 1...20 {
      var batch = try RegistrationBatch(size: 30, round: round, lane: lane, people: 30)
      if lane == 2 { batch.registrations.reverse() }
      var isWritten = false
      while !isWritten {
        do throws(StoreError) {
          let loaded = try store.load(batch.touch, messages: batch.references, waiting: &waiter)
          try store.write(batch.decided(on: loaded, &ids), waiting: &waiter)
          isWritten = true
        } catch {
          switch error {
          case .contention(sqlstate: "40P01"): deadlocks += 1
          case .conflict: continue
          default: throw error
          }
        }
      }
    }
    return deadlocks
  }
}

/// Backends of a name that wait for a lock.
struct Waiters: Statement {
  let name: String

  static let sql = """
    SELECT pid FROM pg_stat_activity
    WHERE application_name = $1 AND wait_event_type = 'Lock'
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(name)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int32 {
    try row.int4(0)
  }
}
