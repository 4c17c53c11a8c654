import Contract
import Domain
import Logging
import Messaging
import Store
import Synchronization
import TestSupport
import Testing

@testable import Worker

@Suite("A lane, with broker and database in memory")
struct LaneTests {
  /// Registrations, and nothing else of a service.
  private struct Recorder: Handler {
    func touch(_ message: RegistrationMessage) -> Touch { Touch(adding: [message.first.key]) }

    func decide(
      _ message: RegistrationMessage, in book: inout AddressBook, cause: Cause
    ) -> Outcome {
      book.record(message.registration, cause: cause)
    }
  }

  private func delivery(_ number: Int, _ body: String, id: String? = nil) -> Delivery {
    var properties = Properties()
    properties.messageID = id ?? "m\(number)"
    return Delivery(
      tag: 0, isRedelivered: false, exchange: "brevduva.in", routingKey: "registration.event",
      properties: properties, body: Array(body.utf8), bodySize: body.utf8.count)
  }

  private func plan() -> LanePlan<Recorder> {
    let readiness = Readiness(lanes: 1)
    let metrics = WorkerMetrics(
      PrometheusRegistry(WorkerMetrics.descriptions), queue: "registrations", version: "test")
    var logger = Logger(label: "lane", factory: { _ in SwiftLogNoOpLogHandler() })
    logger.logLevel = .critical
    var plan = LanePlan(
      reader: Reader(handler: Recorder(), queue: .registrations),
      judge: Judge(
        handler: Recorder(), queue: .registrations, announcer: Announcer(service: "test")),
      conduct: Conduct(patience: .seconds(300), longestRest: .seconds(1)),
      batchSize: BatchSize(limit: 7),
      watch: Watch(lane: 0, logger: logger, metrics: metrics, readiness: readiness),
      failpoints: Failpoints(nil), now: { Timestamp(microseconds: 1_700_000_000_000_000) },
      chance: { 0.5 }, outboxLimit: 100_000)
    let soon = Backoff(first: .nanoseconds(1), cap: .nanoseconds(2))
    (plan.backoff, plan.clashBackoff) = (soon, soon)
    (plan.forgetAfter, plan.sweepInterval) = (.zero, .microseconds(200))
    return plan
  }

  /// Runs a lane until all is settled, and returns what the world looks like then.
  private func run(
    _ bodies: [String], ids: [Int: String] = [:], seed: UInt64, faults: UInt64
  ) -> (contents: StoreContents, arrived: [String], losses: Int) {
    let database = MemoryDatabase()
    let stop = Stop()
    let wire = Wire(
      bodies.enumerated().map { delivery($0.offset, $0.element, id: ids[$0.offset]) },
      database: database, stop: stop,
      seed: seed, faults: faults)
    var lane = Lane(
      plan: plan(), broker: MemoryBroker(wire: wire), stop: stop, seed: seed
    ) { (broker: inout MemoryBroker) throws(StoreError) in
      var store = MemoryStore(database)
      try store.check(waiting: &broker)
      return store
    }
    lane.run()
    database.fail(with: nil)
    return wire.state.withLock { (database.contents, $0.arrived, $0.losses) }
  }

  private let bodies = (0..<40).map { #"{"email":"p\#($0 % 9)@example.se"}"# }

  @Test("E1: in a quiet world each message is applied once and told once")
  func quiet() {
    let (contents, arrived, _) = run(bodies, seed: 1, faults: 0)
    #expect(contents.registrations.count == 40)
    #expect(contents.profiles.count == 9)
    #expect(arrived.count == 40 + 9)
    #expect(Set(arrived).count == arrived.count)
    #expect(contents.outbox.isEmpty)
  }

  @Test("E1: a message that cannot be read is parked, and its neighbours are applied")
  func unreadable() {
    var bodies = bodies
    bodies[20] = #"{"email":"#
    let (contents, arrived, _) = run(bodies, seed: 2, faults: 0)
    #expect(contents.registrations.count == 39)
    #expect(contents.parked.count == 1)
    #expect(arrived.count == 39 + 9 + 1)
  }

  @Test("E1: a message mended under its old id counts as new, in the batch of the broken one too")
  func mended() {
    let broken = #"{"email":"#
    let (contents, _, _) = run(
      [broken, broken, bodies[0]], ids: [0: "same", 1: "same", 2: "same"], seed: 3, faults: 0)
    #expect(contents.registrations.count == 1)
    #expect(contents.parked.isEmpty)
    #expect(contents.inbox.count == 1)
  }

  @Test("E1: whatever is lost on the way, each message takes effect once and is told at least once")
  func faults() {
    var losses = 0
    for seed in 1...300 {
      let world = run(bodies, seed: UInt64(seed), faults: 12)
      losses += world.losses
      #expect(world.contents.registrations.count == 40, "seed \(seed)")
      #expect(world.contents.profiles.count == 9, "seed \(seed)")
      #expect(world.contents.inbox.count == 40, "seed \(seed)")
      #expect(Set(world.arrived).count == 40 + 9, "seed \(seed)")
      #expect(world.contents.outbox.isEmpty, "seed \(seed)")
      #expect(world.contents.parked.isEmpty, "seed \(seed)")
    }
    #expect(losses > 1000)
  }
}
