/// What a lane does next, decided from the facts alone; the lane carries it out.
///
/// The whole life of a lane (start, outage, back-pressure, drain) is this one function, tested on
/// paper.
struct Conduct: Sendable {
  typealias Instant = ContinuousClock.Instant

  /// Where a lane stands.
  struct Facts: Sendable {
    var now: Instant
    var isStopping = false
    var hasDatabase = false
    var nextDatabaseTry: Instant
    var hasBroker = false
    var nextBrokerTry: Instant
    var isSubscribed = false
    /// Deliveries that are here, not yet begun.
    var waiting = 0
    /// Whether a batch in hand has to be run (again).
    var holdsBatch = false
    /// Not before this moment, after a conflict with another lane.
    var nextWork: Instant
    /// More events wait than `OUTBOX_LIMIT`.
    var isOverLimit = false
    /// Since when nothing can be worked on: no database, or too large an outbox.
    var pausedSince: Instant?
    var nextSweep: Instant
    /// When the messages in the queue are counted next; `nil` for a lane that leaves it to another.
    var nextCount: Instant?
    var unconfirmed = 0
    /// When confirmed rows are deleted at the latest; `nil` if there are none.
    var forgetBy: Instant?
    /// When a drain stops waiting for confirms.
    var drainUntil: Instant?
  }

  /// What to do next.
  enum Action: Hashable, Sendable {
    case connectDatabase
    case connectBroker
    case subscribe
    /// Give back what is held: the connection is closed once, and what was unacknowledged comes again.
    case unsubscribe
    case work
    case sweep
    /// Ask how many messages wait in the queue.
    case count
    case forget
    case rest(until: Instant)
    case end
  }

  /// How long deliveries are held through an outage before they are given back: well below the
  /// broker's consumer time-out.
  let patience: Duration
  /// How often the outbox is looked at.
  let longestRest: Duration

  func next(_ facts: Facts) -> Action {
    facts.isStopping ? draining(facts) : running(facts)
  }

  private func running(_ facts: Facts) -> Action {
    if !facts.hasDatabase, facts.now >= facts.nextDatabaseTry { return .connectDatabase }
    if let since = facts.pausedSince, facts.isSubscribed, facts.now >= since + patience {
      return .unsubscribe
    }
    if !facts.hasBroker, facts.now >= facts.nextBrokerTry { return .connectBroker }
    if facts.hasBroker, let due = facts.nextCount, facts.now >= due { return .count }
    guard facts.hasDatabase else { return .rest(until: wakeUp(facts)) }
    if facts.now >= facts.nextSweep { return .sweep }
    if facts.hasBroker, !facts.isSubscribed, !facts.isOverLimit { return .subscribe }
    if canWork(facts) { return .work }
    if let due = facts.forgetBy, facts.now >= due { return .forget }
    return .rest(until: wakeUp(facts))
  }

  /// The batch in hand is finished, confirms are waited for, then it ends; without a server it ends
  /// at once, for what is unacknowledged comes again and what is unpublished lies in the outbox.
  private func draining(_ facts: Facts) -> Action {
    guard facts.hasDatabase, facts.hasBroker else { return .end }
    if facts.holdsBatch {
      return facts.now >= facts.nextWork ? .work : .rest(until: facts.nextWork)
    }
    if let until = facts.drainUntil, facts.unconfirmed > 0, facts.now < until {
      return .rest(until: until)
    }
    return facts.forgetBy == nil ? .end : .forget
  }

  private func canWork(_ facts: Facts) -> Bool {
    guard !facts.isOverLimit, facts.now >= facts.nextWork else { return false }
    return facts.holdsBatch || facts.waiting > 0 && facts.isSubscribed
  }

  private func wakeUp(_ facts: Facts) -> Instant {
    var wakeUp = facts.now + longestRest
    if !facts.hasDatabase { wakeUp = min(wakeUp, facts.nextDatabaseTry) }
    if !facts.hasBroker { wakeUp = min(wakeUp, facts.nextBrokerTry) }
    if facts.hasDatabase { wakeUp = min(wakeUp, facts.nextSweep) }
    if facts.holdsBatch, facts.now < facts.nextWork { wakeUp = min(wakeUp, facts.nextWork) }
    if let due = facts.forgetBy { wakeUp = min(wakeUp, due) }
    return wakeUp
  }
}
