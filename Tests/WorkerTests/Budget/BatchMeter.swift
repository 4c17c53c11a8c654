import CAllocations
import Contract
import Domain
import Messaging
import Store
import Synchronization
import TestSupport
import Threading

@testable import Worker

/// A lane with its broker in memory and its store on a real server, which counts what its batches cost.
struct BatchMeter<H: Handler>: ~Copyable {
  private let wire: InMemoryWire
  private var lane: Lane<H, MemoryBroker, PostgresStore>
  private var count = 0

  init(_ handler: H, on queue: Queue, in schema: TestSchema) throws {
    wire = InMemoryWire(
      [], database: MemoryDatabase(), stop: ShutdownSignal(), seed: 1, faults: 0, window: 1000)
    var configuration = LaneConfiguration.test(handler, on: queue)
    configuration.batchSize = BatchSize(limit: 200)
    lane = Lane(
      configuration: configuration, broker: MemoryBroker(wire: wire), stop: wire.stop, seed: 1
    ) { (broker: inout MemoryBroker) throws(StoreError) in
      PostgresStore(
        schema.location, reading: RecordedRegistration.init, queue: queue.name,
        erasure: .test)
    }
    lane.store = try lane.openStore(&lane.broker)
    try lane.broker.connect()
    try lane.broker.subscribe()
  }

  /// Hands messages to the lane, each a type and its data, and has it work until all are done.
  mutating func cost(of messages: [(type: String, data: String)]) -> BatchCost {
    count += 1
    let deliveries = messages.enumerated().map { Delivery("\(count)-\($0)", $1.type, $1.data) }
    wire.state.withLock { $0.ready += deliveries }
    lane.broker.pump()
    let before = spent
    var batches = 0
    while lane.broker.waiting > 0 || !lane.slices.isEmpty {
      lane.work()
      batches += 1
    }
    let after = spent
    let rows = wire.state.withLock { state in
      defer { state.pending = [] }
      return state.pending
    }
    // All of it is confirmed before the next batch, which forgets it.
    lane.confirmed += rows.map(\.id)
    return BatchCost(
      batches: batches, roundTrips: after.roundTrips - before.roundTrips,
      statements: after.statements - before.statements,
      publishes: rows.reduce(0) { $0 + $1.messages.count },
      allocations: after.allocations - before.allocations)
  }

  private var spent: (roundTrips: Int, statements: Int, allocations: Int) {
    let allocations = Int(callocations_count())
    switch lane.store {
    case .some(let store): return (store.roundTrips, store.executed, allocations)
    case nil: return (0, 0, allocations)
    }
  }
}
