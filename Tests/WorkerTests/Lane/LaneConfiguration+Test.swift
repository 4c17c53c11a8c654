import Contract
import Domain
import Logging
import Messaging
import Observability
import Store
import Synchronization
import TestSupport

@testable import Worker

extension LaneConfiguration {
  /// A configuration for a lane in memory: no pauses, small batches.
  static func test(
    _ handler: H, on queue: Queue, logging lines: LoggedLines = LoggedLines(),
    _ level: Logger.Level = .critical
  ) -> LaneConfiguration {
    let metrics = WorkerMetrics(
      PrometheusRegistry(WorkerMetrics.descriptions), queue: queue.name,
      outboxLimit: 100_000, version: "test", start: Timestamp(microseconds: 0))
    var configuration = LaneConfiguration(
      decoder: DeliveryDecoder(handler: handler, queue: queue),
      assembler: BatchAssembler(
        handler: handler, queue: queue, encoder: EventEncoder(service: "test")),
      stateMachine: LaneStateMachine(patience: .seconds(300), longestRest: .seconds(1)),
      batchSize: BatchSize(limit: 7),
      instrumentation: LaneInstrumentation(
        lane: 0, logger: lines.logger(level), metrics: metrics, readiness: Readiness(lanes: 1)),
      failpoints: Failpoints(nil), now: { Timestamp(microseconds: 1_700_000_000_000_000) },
      chance: { 0.5 }, outboxLimit: 100_000)
    let soon = Backoff(first: .nanoseconds(1), cap: .nanoseconds(2))
    (configuration.backoff, configuration.clashBackoff) = (soon, soon)
    (configuration.forgetAfter, configuration.sweepInterval) = (.zero, .microseconds(200))
    return configuration
  }
}

extension InMemoryWire {
  /// Runs a lane over it until all is settled.
  func settle(_ configuration: LaneConfiguration<some Handler>, seed: UInt64) {
    var lane = Lane(
      configuration: configuration, broker: MemoryBroker(wire: self), stop: stop, seed: seed
    ) {
      [database] (broker: inout MemoryBroker) throws(StoreError) in
      var store = MemoryStore(database)
      try store.check(waiting: &broker)
      return store
    }
    lane.run()
    database.fail(with: nil)
  }

  /// All messages that arrived, repeats included.
  var arrived: [OutgoingMessage] { state.withLock { $0.arrived } }
}

extension Delivery {
  /// A message as a plain client sends it.
  init(_ id: String, _ routingKey: String, _ body: String = "{}") {
    var properties = Properties()
    properties.messageID = id
    self.init(
      tag: 0, isRedelivered: false, exchange: "brevduva.in", routingKey: routingKey,
      properties: properties, body: Array(body.utf8), bodySize: body.utf8.count)
  }
}
