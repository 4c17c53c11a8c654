import Contract
import Domain
import Logging
import Messaging
import Observability
import Platform
import Settings
import Store
import Threading
import WorkerDefinitions

/// Makes the lanes of one process, each on its own thread, from what they share.
struct LaneFactory<H: Handler>: Sendable {
  let worker: WorkerDefinition
  let handler: H
  let settings: WorkerSettings
  let logger: Logger
  let metrics: WorkerMetrics
  let readiness: Readiness
  let failpoints: Failpoints

  /// The lanes, as many as the settings say.
  var bodies: [LaneBody] {
    (0..<settings.lanes).map { number in { stop in run(number, until: stop) } }
  }

  private func run(_ number: Int, until stop: ShutdownSignal) -> LaneResult {
    let wakeUp: WakePipe
    do throws(ThreadingError) {
      wakeUp = try WakePipe()
    } catch {
      return .failed("\(error)")
    }
    let token = stop.onRequest { wakeUp.wake() }
    defer { stop.forget(token) }
    let broker = AMQPBroker(brokerSettings(number), wakeUp: wakeUp, failpoints: failpoints)
    let location = StoreLocation(settings.databaseURL.revealed)
    let (role, queue) = (worker.role, worker.queue.name)
    let erasure = settings.erasure.map { erasure in
      ErasurePolicy(
        keys: erasure.keys, lifetime: .seconds(86_400 * erasure.days),
        lastingMembers: RecordedRegistration.lastingMembers, sender: SenderAddress.read,
        addressee: OutgoingAddressee.read)
    }
    let retention = Retention(
      inbox: .seconds(86_400 * settings.inboxDays), refused: .seconds(86_400 * settings.refusedDays)
    )
    let (timed, applicationName) = (worker.timed, name(of: number))
    var lane = Lane(
      configuration: configuration(number), broker: broker, stop: stop,
      seed: UInt64.random(in: .min ... .max)
    ) { (broker: inout AMQPBroker) throws(StoreError) in
      var store = PostgresStore(
        location, reading: RecordedRegistration.init, role: role, queue: queue, erasure: erasure,
        retention: retention, deleting: timed, applicationName: applicationName)
      try store.check(waiting: &broker)
      return store
    }
    lane.run()
    return .drained
  }

  private func name(of number: Int) -> String { "\(worker.name) lane \(number)" }

  private func configuration(_ number: Int) -> LaneConfiguration<H> {
    let encoder = EventEncoder(service: worker.name)
    var configuration = LaneConfiguration(
      decoder: DeliveryDecoder(handler: handler, queue: worker.queue),
      assembler: BatchAssembler(handler: handler, queue: worker.queue, encoder: encoder),
      stateMachine: LaneStateMachine(patience: .seconds(300), longestRest: .seconds(1)),
      batchSize: BatchSize(limit: settings.batchSize),
      instrumentation: LaneInstrumentation(
        lane: number, logger: logger, metrics: metrics, readiness: readiness),
      failpoints: failpoints, now: Timestamp.now,
      chance: { .random(in: 0..<1) }, outboxLimit: settings.outboxLimit)
    configuration.countInterval = number == 0 ? .seconds(5) : nil
    return configuration
  }

  private func brokerSettings(_ number: Int) -> BrokerSettings {
    var limits = Limits()
    limits.bodyLimit = settings.bodyLimit
    return BrokerSettings(
      endpoints: settings.endpoints, name: name(of: number), queue: worker.queue.name,
      // One lane tries the dead-lettered alone: what crashes it takes no other of them along.
      deadQueue: number == 0 ? worker.queue.deadName : nil,
      prefetch: UInt16(clamping: settings.prefetch), limits: limits,
      unconfirmedLimit: 10 * settings.batchSize)
  }
}
