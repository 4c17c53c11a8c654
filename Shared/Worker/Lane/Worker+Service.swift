public import Contract
import Domain
import Glibc
import Hashing
import Messaging
import Store
import Threading

extension Settings {
  /// How the store erases; `nil` for a service that needs no keys for it.
  var erasurePolicy: ErasurePolicy? {
    guard let erasureKeys else { return nil }
    func key(_ key: ErasureKey) -> KeyRing.Key {
      KeyRing.Key(id: key.id, secret: Array(key.key.revealed.utf8))
    }
    return ErasurePolicy(
      keys: KeyRing(
        signing: key(erasureKeys.signing), earlier: erasureKeys.earlier.map(key)),
      lifetime: .seconds(86_400 * erasureDays),
      lastingMembers: RecordedRegistration.lastingMembers)
  }
}

extension Worker {
  /// The whole life of a service as a process: settings, lanes, drain, exit.
  ///
  /// - Parameters:
  ///   - name: the executable's.
  ///   - queue: the one that it consumes.
  ///   - needs: which settings it cannot do without.
  ///   - makeHandler: makes the service from what is configured.
  public static func run<H: Handler>(
    as name: String, on queue: Queue, needs: Settings.Needs = .erasureKey,
    _ makeHandler: @Sendable (Settings) -> H
  ) async -> Never {
    let code = await run(as: name, queue: queue.name, needs: needs) { surroundings in
      let fleet = Fleet(
        name: name, queue: queue, handler: makeHandler(surroundings.settings),
        surroundings: surroundings)
      return (0..<surroundings.settings.lanes).map { number in
        { stop in fleet.runLane(number, until: stop) }
      }
    }
    exit(code)
  }
}

/// The lanes of one process, each made on its own thread from what they share.
private struct Fleet<H: Handler>: Sendable {
  let name: String
  let queue: Queue
  let handler: H
  let surroundings: Surroundings

  func runLane(_ number: Int, until stop: Stop) -> LaneEnd {
    let settings = surroundings.settings
    let endpoints: [Endpoint]
    do throws(AMQPError) {
      endpoints = try Endpoint.list(settings.amqpURLs.map(\.revealed).joined(separator: ","))
    } catch {
      return .failed("AMQP_URL: \(error)")
    }
    let wakeUp: WakePipe
    do throws(ThreadingError) {
      wakeUp = try WakePipe()
    } catch {
      return .failed("\(error)")
    }
    let token = stop.onRequest { wakeUp.wake() }
    defer { stop.forget(token) }
    let broker = AMQPBroker(
      brokerSettings(endpoints, number), wakeUp: wakeUp, failpoints: surroundings.failpoints)
    let location = StoreLocation(settings.databaseURL.revealed)
    let role = DatabaseRole.all.first { $0.executable == name }
    let queue = queue.name
    let erasure = settings.erasurePolicy
    let applicationName = "\(name) lane \(number)"
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

  private func plan(_ number: Int) -> LanePlan<H> {
    let settings = surroundings.settings
    let encoder = EventEncoder(service: name)
    var plan = LanePlan(
      reader: Reader(handler: handler, queue: queue),
      assembler: BatchAssembler(handler: handler, queue: queue, encoder: encoder),
      conduct: Conduct(patience: .seconds(300), longestRest: .seconds(1)),
      batchSize: BatchSize(limit: settings.batchSize),
      watch: Watch(
        lane: number, logger: surroundings.logger, metrics: surroundings.metrics,
        readiness: surroundings.readiness),
      failpoints: surroundings.failpoints, now: Timestamp.now,
      chance: { .random(in: 0..<1) }, outboxLimit: settings.outboxLimit)
    plan.countInterval = number == 0 ? .seconds(5) : nil
    return plan
  }

  private func brokerSettings(_ endpoints: [Endpoint], _ number: Int) -> BrokerSettings {
    let settings = surroundings.settings
    var limits = Limits()
    limits.bodyLimit = settings.bodyLimit
    return BrokerSettings(
      endpoints: endpoints, name: "\(name) lane \(number)", queue: queue.name,
      // One lane tries the dead-lettered alone: what crashes it takes no other of them along.
      deadQueue: number == 0 ? queue.deadName : nil, prefetch: UInt16(clamping: settings.prefetch),
      limits: limits,
      unconfirmedLimit: 10 * settings.batchSize)
  }
}
