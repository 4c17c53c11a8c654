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
/// What it does next is decided by ``Conduct``; this carries it out.
struct Lane<H: Handler, B: Broker & ~Copyable, S: Store & ~Copyable>: ~Copyable {
  typealias Instant = ContinuousClock.Instant

  let plan: LanePlan<H>
  var broker: B
  var store: S?
  let openStore: (inout B) throws(StoreError) -> S
  let stop: ShutdownSignal

  var portions = Portions<Prepared<H.Message>>()
  var ids: IDSource
  var confirmed: [OutboxID] = []
  var databaseBackoff: Backoff
  var brokerBackoff: Backoff
  var workBackoff: Backoff
  var facts: Conduct.Facts
  /// The last turn on an ordered queue that a commit has confirmed.
  var turn: Turn?
  /// The last message that was tried alone.
  var trial: Trial?
  var nextExpiry: Instant

  /// A lane that has no connection yet.
  init(
    plan: LanePlan<H>, broker: consuming B, stop: ShutdownSignal, seed: UInt64,
    openStore: @escaping (inout B) throws(StoreError) -> S
  ) {
    self.plan = plan
    self.broker = broker
    self.openStore = openStore
    self.stop = stop
    ids = IDSource(seed: seed)
    databaseBackoff = plan.backoff
    brokerBackoff = plan.backoff
    workBackoff = plan.clashBackoff
    let now = Instant.now
    nextExpiry = now
    facts = Conduct.Facts(
      now: now, nextDatabaseTry: now, nextBrokerTry: now, nextWork: now, nextSweep: now,
      nextCount: plan.countInterval.map { _ in now })
  }

  /// Runs until it is told to stop and has drained, or a server is away while it drains.
  mutating func run() {
    while true {
      observe()
      switch plan.conduct.next(facts) {
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

  /// Brings the facts up to date with what the connections have seen, and tells those who look on.
  private mutating func observe() {
    broker.pump()
    let notes = broker.takeNotes()
    plan.watch.note(notes)
    if notes.confirmed > 0 { brokerBackoff.reset() }
    if !notes.losses.isEmpty, facts.hasBroker {
      // A publish that was forbidden will be again, however well connecting goes.
      let pause = notes.isForbidden ? brokerBackoff.next(chance: plan.chance()) : .zero
      facts.nextBrokerTry = .now + pause
    }
    if let first = portions.first?.elements.first, first.taken.generation != broker.generation {
      // It will be delivered again; finishing it here would gain nothing.
      portions.drop()
    }
    facts.now = .now
    takeConfirmed()
    facts.isStopping = stop.isRequested
    facts.hasBroker = broker.isConnected
    facts.isSubscribed = broker.isSubscribed
    facts.waiting = broker.waiting
    facts.holdsBatch = !portions.isEmpty
    facts.unconfirmed = broker.unconfirmed
    facts.forgetBy = confirmed.isEmpty ? nil : facts.forgetBy ?? facts.now + plan.forgetAfter
    facts.pausedSince =
      facts.hasDatabase && !facts.isOverLimit ? nil : facts.pausedSince ?? facts.now
    if facts.isStopping {
      facts.forgetBy = confirmed.isEmpty ? nil : facts.now
      facts.drainUntil = facts.drainUntil ?? facts.now + plan.drainLimit
    }
    plan.watch.stands(
      facts, isBlocked: broker.isBlocked,
      heldSince: portions.first?.elements.first?.taken.arrived ?? broker.next?.arrived)
  }
}

// MARK: Confirms

extension Lane where B: ~Copyable, S: ~Copyable {
  private mutating func takeConfirmed() {
    let rows = broker.takeConfirmed()
    guard !rows.isEmpty else { return }
    for row in rows { plan.watch.took(.publish, facts.now - row.since) }
    confirmed += rows.map(\.id)
    plan.failpoints.passOutside(.confirmed)
  }
}

// MARK: Connections

extension Lane where B: ~Copyable, S: ~Copyable {
  private mutating func connectDatabase() {
    do throws(StoreError) {
      store = try openStore(&broker)
      facts.hasDatabase = true
      databaseBackoff.reset()
      plan.watch.databaseUp()
    } catch {
      databaseFailed(error)
    }
  }

  /// The connection is given up, and another one made after a while.
  mutating func databaseFailed(_ error: StoreError) {
    store = nil
    facts.hasDatabase = false
    facts.nextDatabaseTry = .now + databaseBackoff.next(chance: plan.chance())
    plan.watch.databaseDown(error)
  }

  private mutating func connectBroker() {
    do throws(AMQPError) {
      try broker.connect()
      plan.watch.brokerUp()
    } catch {
      brokerFailed(error)
    }
  }

  private mutating func subscribe() {
    do throws(AMQPError) {
      try broker.subscribe()
      brokerBackoff.reset()
      plan.watch.subscribed()
    } catch {
      brokerFailed(error)
    }
  }

  private mutating func brokerFailed(_ error: AMQPError) {
    facts.nextBrokerTry = .now + brokerBackoff.next(chance: plan.chance())
    plan.watch.brokerDown(error)
  }

  private mutating func count() {
    if let ready = broker.countReady() { plan.watch.queueHolds(ready) }
    facts.nextCount = plan.countInterval.map { facts.now + $0 }
  }

  mutating func giveBack() {
    portions.drop()
    broker.unsubscribe()
  }
}
