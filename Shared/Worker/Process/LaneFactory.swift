import Contract
import Domain
import Hashing
import Messaging
import Platform
import Settings
import Store
import Threading
import WorkerDefinitions

/// Makes the lanes of one process, each on its own thread, from what they share.
struct LaneFactory<H: Handler>: Sendable {
  let handler: H
  let context: WorkerContext

  private var settings: WorkerSettings { context.settings }
  private var worker: WorkerDefinition { context.worker }

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
    let broker = AMQPBroker(
      brokerSettings(number), wakeUp: wakeUp, failpoints: context.failpoints)
    let location = StoreLocation(settings.databaseURL.revealed)
    let (role, queue) = (worker.role, worker.queue.name)
    let erasure = settings.erasure.map(ErasurePolicy.init)
    let applicationName = name(of: number)
    var lane = Lane(
      plan: plan(number), broker: broker, stop: stop,
      seed: UInt64.random(in: .min ... .max)
    ) { (broker: inout AMQPBroker) throws(StoreError) in
      var store = PostgresStore(
        location, role: role, queue: queue, erasure: erasure, applicationName: applicationName)
      try store.check(waiting: &broker)
      return store
    }
    lane.run()
    return .drained
  }

  private func name(of number: Int) -> String { "\(worker.name) lane \(number)" }

  private func plan(_ number: Int) -> LanePlan<H> {
    let announcer = Announcer(service: worker.name)
    var plan = LanePlan(
      reader: Reader(handler: handler, queue: worker.queue),
      judge: Judge(handler: handler, queue: worker.queue, announcer: announcer),
      conduct: Conduct(patience: .seconds(300), longestRest: .seconds(1)),
      batchSize: BatchSize(limit: settings.batchSize),
      watch: Watch(
        lane: number, logger: context.logger, metrics: context.metrics,
        readiness: context.readiness),
      failpoints: context.failpoints, now: Timestamp.now,
      chance: { .random(in: 0..<1) }, outboxLimit: settings.outboxLimit)
    plan.countInterval = number == 0 ? .seconds(5) : nil
    return plan
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

extension ErasurePolicy {
  /// The policy that the settings ask for.
  fileprivate init(_ settings: ErasureSettings) {
    func key(_ key: ErasureKey) -> KeyRing.Key {
      KeyRing.Key(id: key.id, secret: Array(key.key.revealed.utf8))
    }
    self.init(
      keys: KeyRing(
        signing: key(settings.keys.signing), earlier: settings.keys.earlier.map(key)),
      lifetime: .seconds(86_400 * settings.days),
      lastingMembers: RecordedRegistration.lastingMembers)
  }
}
