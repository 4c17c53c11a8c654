import Contract
import Domain
import Logging
import Messaging
import Store
import Synchronization
import TestSupport
import Testing
import Threading

@testable import Worker

@Suite("A lane, with broker and database in memory")
struct LaneTests {
  /// Registrations by the rules, and nothing else of a service.
  private struct Recorder: Handler {
    let rules = MatchingRules.standard
  }

  private func delivery(_ number: Int, _ body: String, id: String? = nil) -> Delivery {
    Delivery(id ?? "m\(number)", "registration.event", body)
  }

  private func configuration(
    _ lines: LoggedLines = LoggedLines(), _ level: Logger.Level = .critical
  ) -> LaneConfiguration<Recorder> {
    .test(Recorder(), on: .registrations, logging: lines, level)
  }

  /// Runs a lane until all is settled, and returns what the world looks like then.
  private func run(
    _ bodies: [String], ids: [Int: String] = [:], seed: UInt64, faults: UInt64
  ) -> (contents: StoreContents, arrived: [String], losses: Int) {
    let database = MemoryDatabase()
    let stop = ShutdownSignal()
    let wire = InMemoryWire(
      bodies.enumerated().map { delivery($0.offset, $0.element, id: ids[$0.offset]) },
      database: database, stop: stop,
      seed: seed, faults: faults)
    wire.settle(configuration(), seed: seed)
    return wire.state.withLock { (database.contents, $0.arrived.map(\.messageID), $0.losses) }
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

  @Test("Events that no queue was bound for are counted where an operator finds them")
  func unrouted() {
    let database = MemoryDatabase()
    let wire = InMemoryWire(
      [delivery(0, bodies[0])], database: database, stop: ShutdownSignal(), seed: 1, faults: 0)
    wire.state.withLock { $0.notes.unrouted = ["profile.created": 2, "registration.matched": 3] }
    wire.settle(configuration(), seed: 1)
    #expect(
      database.contents.anomalies == [
        .unroutedEvent(type: "profile.created"): 2, .unroutedEvent(type: "registration.matched"): 3,
      ])
  }

  @Test("Deliveries with a priority of a queue without an order are no anomaly, and are applied")
  func priorities() {
    let database = MemoryDatabase()
    var delivery = delivery(0, bodies[0])
    delivery.properties.priority = 0
    let wire = InMemoryWire(
      [delivery], database: database, stop: ShutdownSignal(), seed: 1, faults: 0)
    wire.settle(configuration(), seed: 1)
    #expect(database.contents.registrations.count == 1 && database.contents.anomalies == [:])
  }

  @Test("Log: an outage of a hundred tries is one line, and its end another")
  func outage() throws {
    let lines = LoggedLines()
    let database = MemoryDatabase()
    let stop = ShutdownSignal()
    let wire = InMemoryWire(
      bodies.enumerated().map { delivery($0.offset, $0.element) }, database: database, stop: stop,
      seed: 4, faults: 0)
    var tries = 0
    var lane = Lane(
      configuration: configuration(lines, .info), broker: MemoryBroker(wire: wire), stop: stop,
      seed: 4
    ) { (broker: inout MemoryBroker) throws(StoreError) in
      tries += 1
      // The same two reasons by turns, as a server has them that starts, or two that are tried in turn.
      guard tries > 100 else { throw .outage(tries.isMultiple(of: 2) ? "starting" : "refused") }
      return MemoryStore(database)
    }
    lane.run()
    #expect(tries == 101)
    #expect(database.contents.registrations.count == 40)
    let told = lines.all.filter { $0.contains("server=postgres") || $0.contains("database") }
    #expect(told.count == 3, "\(told)")
    #expect(told.last?.contains("Connected to the database") == true)
  }

  @Test("A database that connects and refuses all else is left alone ever longer, until it writes")
  func refusals() throws {
    let database = MemoryDatabase()
    let stop = ShutdownSignal()
    let wire = InMemoryWire(
      bodies.enumerated().map { delivery($0.offset, $0.element) }, database: database, stop: stop,
      seed: 6, faults: 0)
    var patient = configuration()
    patient.backoff = Backoff(first: .milliseconds(2), cap: .seconds(1))
    var tries: [ContinuousClock.Instant] = []
    var lane = Lane(
      configuration: patient, broker: MemoryBroker(wire: wire), stop: stop, seed: 6
    ) { (_: inout MemoryBroker) in
      tries.append(.now)
      database.fail(with: tries.count < 8 ? .unusable("refused") : nil)
      return MemoryStore(database)
    }
    lane.run()
    #expect(database.contents.registrations.count == 40 && tries.count == 8)
    for (number, pause) in zip(tries, tries.dropFirst()).map({ $1 - $0 }).enumerated() {
      #expect(pause >= .milliseconds(1 << number), "half of the ceiling, as chance has it")
    }
    #expect(lane.databaseBackoff.ceiling == .milliseconds(2))
  }

  @Test("Log: what became of a message is told with the trace that came with it, if it is sound")
  func traces() throws {
    let lines = LoggedLines()
    let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    let traces = [trace, "00-asa@x.se-b7ad6b7169203331-01", nil]
    let deliveries = traces.enumerated().map { number, text in
      var delivery = delivery(number, number == 0 ? #"{"email":"# : bodies[number])
      if let text { delivery.properties.headers = [Header("traceparent", .string(text))] }
      return delivery
    }
    let database = MemoryDatabase()
    let stop = ShutdownSignal()
    let wire = InMemoryWire(deliveries, database: database, stop: stop, seed: 5, faults: 0)
    var lane = Lane(
      configuration: configuration(lines, .debug), broker: MemoryBroker(wire: wire), stop: stop,
      seed: 5
    ) { (_: inout MemoryBroker) in MemoryStore(database) }
    lane.run()
    let told = lines.all.filter { $0.contains("A message has its outcome") }
    #expect(told.count == 3)
    #expect(told.map { $0.contains("traceparent=\(trace)") } == [true, false, false])
    #expect(told.map { $0.contains("traceparent") } == [true, false, false])
    #expect(told.first?.contains("outcome=parked") == true)
  }
}
