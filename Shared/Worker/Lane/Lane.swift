import Contract
import Domain
import Logging
import Messaging
import Observability
import Settings
import Store
import Threading

/// One lane: a thread's loop over its own connections, plain synchronous code.
///
/// Generic over broker and database, so that it can be run with both in memory.
///
/// What it does next is decided by ``LaneStateMachine``; this carries it out.
struct Lane<H: Handler, B: Broker & ~Copyable, S: Store & ~Copyable>: ~Copyable {
  typealias Instant = ContinuousClock.Instant

  let configuration: LaneConfiguration<H>
  var broker: B
  var store: S?
  let openStore: (inout B) throws(StoreError) -> S
  let stop: ShutdownSignal

  var slices = BisectingBatch<DecodedDelivery<H.Message>>()
  var ids: IDSource
  var confirmed: [OutboxID] = []
  /// Anomalies met since they were last counted in the database; they end with the lane.
  var anomalies: [Anomaly: Int] = [:]
  /// Starts over once something was done, not once there is a connection: a server may take that and refuse all else.
  var databaseBackoff: Backoff
  var brokerBackoff: Backoff
  var workBackoff: Backoff
  var state: LaneStateMachine.State
  /// The last turn on an ordered queue that a commit has confirmed.
  var fencingToken: FencingToken?
  /// The last message that was tried alone.
  var trial: PoisonMessageTrial?
  var nextExpiry: Instant

  /// A lane that has no connection yet.
  init(
    configuration: LaneConfiguration<H>, broker: consuming B, stop: ShutdownSignal, seed: UInt64,
    openStore: @escaping (inout B) throws(StoreError) -> S
  ) {
    self.configuration = configuration
    self.broker = broker
    self.openStore = openStore
    self.stop = stop
    ids = IDSource(seed: seed)
    databaseBackoff = configuration.backoff
    brokerBackoff = configuration.backoff
    workBackoff = configuration.clashBackoff
    let now = Instant.now
    nextExpiry = now
    state = LaneStateMachine.State(
      now: now, nextDatabaseTry: now, nextBrokerTry: now, nextWork: now, nextSweep: now,
      nextCount: configuration.countInterval.map { _ in now })
  }

  /// Runs until it is told to stop and has drained, or a server is away while it drains.
  mutating func run() {
    while true {
      observe()
      switch configuration.stateMachine.next(state) {
      case .connectDatabase: connectDatabase()
      case .connectBroker: connectBroker()
      case .subscribe: subscribe()
      case .unsubscribe: giveBack()
      case .work: work()
      case .sweep: sweep()
      case .count: count()
      case .forget: forget()
      case .rest(let until): broker.rest(until: until)
      case .end:
        broker.close()
        return
      }
    }
  }

  /// Brings the state up to date with what the connections have seen, and tells those who look on.
  private mutating func observe() {
    broker.pump()
    let notes = broker.takeNotes()
    configuration.instrumentation.record(notes)
    if notes.wasTaken { brokerBackoff.reset() }
    for (type, count) in notes.unrouted {
      anomalies[.unroutedEvent(type: type), default: 0] += count
    }
    if !notes.losses.isEmpty, state.hasBroker {
      // A publish that was forbidden will be again, however well connecting goes.
      let pause = notes.isForbidden ? brokerBackoff.next(chance: configuration.chance()) : .zero
      state.nextBrokerTry = .now + pause
    }
    if let first = slices.first?.elements.first, first.received.generation != broker.generation {
      // It will be delivered again; finishing it here would gain nothing.
      slices.drop()
    }
    state.now = .now
    takeConfirmed()
    state.isStopping = stop.isRequested
    state.hasBroker = broker.isConnected
    state.isSubscribed = broker.isSubscribed
    state.waiting = broker.waiting
    state.holdsBatch = !slices.isEmpty
    state.unconfirmed = broker.unconfirmed
    state.forgetBy =
      confirmed.isEmpty ? nil : state.forgetBy ?? state.now + configuration.forgetAfter
    state.pausedSince =
      state.hasDatabase && !state.isOverLimit ? nil : state.pausedSince ?? state.now
    if state.isStopping {
      state.forgetBy = confirmed.isEmpty ? nil : state.now
      state.drainUntil = state.drainUntil ?? state.now + configuration.drainLimit
    }
    configuration.instrumentation.stands(
      state, isBlocked: broker.isBlocked,
      heldSince: slices.first?.elements.first?.received.arrived ?? broker.next?.arrived)
  }
}

// MARK: Confirms

extension Lane where B: ~Copyable, S: ~Copyable {
  private mutating func takeConfirmed() {
    let rows = broker.takeConfirmed()
    guard !rows.isEmpty else { return }
    for row in rows { configuration.instrumentation.took(.publish, state.now - row.since) }
    confirmed += rows.map(\.id)
    configuration.failpoints.passOutside(.confirmed)
  }
}

// MARK: Connections

extension Lane where B: ~Copyable, S: ~Copyable {
  private mutating func connectDatabase() {
    do throws(StoreError) {
      store = try openStore(&broker)
      state.hasDatabase = true
      configuration.instrumentation.databaseUp()
    } catch {
      databaseFailed(error)
    }
  }

  /// Gives the connection up, to make another one after a while.
  mutating func databaseFailed(_ error: StoreError) {
    store = nil
    state.hasDatabase = false
    state.nextDatabaseTry = .now + databaseBackoff.next(chance: configuration.chance())
    configuration.instrumentation.databaseDown(error)
  }

  private mutating func connectBroker() {
    do throws(AMQPError) {
      try broker.connect()
      configuration.instrumentation.brokerUp()
    } catch {
      brokerFailed(error)
    }
  }

  private mutating func subscribe() {
    do throws(AMQPError) {
      try broker.subscribe()
      brokerBackoff.reset()
      configuration.instrumentation.subscribed()
    } catch {
      brokerFailed(error)
    }
  }

  private mutating func brokerFailed(_ error: AMQPError) {
    state.nextBrokerTry = .now + brokerBackoff.next(chance: configuration.chance())
    configuration.instrumentation.brokerDown(error)
  }

  private mutating func count() {
    if let ready = broker.countReady() { configuration.instrumentation.queueHolds(ready) }
    state.nextCount = configuration.countInterval.map { state.now + $0 }
  }

  mutating func giveBack() {
    slices.drop()
    broker.unsubscribe()
  }
}
