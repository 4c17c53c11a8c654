/// State machine of a lane: its next action, decided from the state alone; the lane carries it out.
///
/// The whole life of a lane (start, outage, back-pressure, drain) is this one function, tested on
/// paper.
struct LaneStateMachine: Sendable {
  typealias Instant = ContinuousClock.Instant

  /// State of a lane.
  struct State: Sendable {
    var now: Instant
    var isStopping = false
    var hasDatabase = false
    var nextDatabaseTry: Instant
    var hasBroker = false
    var nextBrokerTry: Instant
    var isSubscribed = false
    /// Deliveries that are here, not yet begun.
    var waiting = 0
    /// `true` if a batch in hand has to be run (again).
    var holdsBatch = false
    /// Time before which nothing is worked on, after a conflict with another lane.
    var nextWork: Instant
    /// `true` if more events wait than `OUTBOX_LIMIT`.
    var isOverLimit = false
    /// Time since which nothing can be worked on: no database, or too large an outbox.
    var pausedSince: Instant?
    var nextSweep: Instant
    /// Time at which the messages in the queue are counted next; `nil` for a lane that leaves it to
    /// another.
    var nextCount: Instant?
    var unconfirmed = 0
    /// Time at which confirmed rows are deleted at the latest; `nil` if there are none.
    var forgetBy: Instant?
    /// Time at which a drain stops waiting for confirms.
    var drainUntil: Instant?
  }

  /// Next action of a lane.
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

  /// Longest time that deliveries are held through an outage before they are given back: well below
  /// the broker's consumer time-out.
  let patience: Duration
  /// Longest time between looks at the outbox.
  let longestRest: Duration

  func next(_ state: State) -> Action {
    state.isStopping ? draining(state) : running(state)
  }

  private func running(_ state: State) -> Action {
    if !state.hasDatabase, state.now >= state.nextDatabaseTry { return .connectDatabase }
    if let since = state.pausedSince, state.isSubscribed, state.now >= since + patience {
      return .unsubscribe
    }
    if !state.hasBroker, state.now >= state.nextBrokerTry { return .connectBroker }
    if state.hasBroker, let due = state.nextCount, state.now >= due { return .count }
    guard state.hasDatabase else { return .rest(until: wakeUp(state)) }
    if state.now >= state.nextSweep { return .sweep }
    if state.hasBroker, !state.isSubscribed, !state.isOverLimit { return .subscribe }
    if canWork(state) { return .work }
    if let due = state.forgetBy, state.now >= due { return .forget }
    return .rest(until: wakeUp(state))
  }

  /// Decides during a drain: the batch in hand is finished, confirms are waited for, then it ends;
  /// without a server it ends at once, for what is unacknowledged comes again and what is
  /// unpublished lies in the outbox.
  private func draining(_ state: State) -> Action {
    guard state.hasDatabase, state.hasBroker else { return .end }
    if state.holdsBatch {
      return state.now >= state.nextWork ? .work : .rest(until: state.nextWork)
    }
    if let until = state.drainUntil, state.unconfirmed > 0, state.now < until {
      return .rest(until: until)
    }
    return state.forgetBy == nil ? .end : .forget
  }

  private func canWork(_ state: State) -> Bool {
    guard !state.isOverLimit, state.now >= state.nextWork else { return false }
    return state.holdsBatch || state.waiting > 0 && state.isSubscribed
  }

  private func wakeUp(_ state: State) -> Instant {
    var wakeUp = state.now + longestRest
    if !state.hasDatabase { wakeUp = min(wakeUp, state.nextDatabaseTry) }
    if !state.hasBroker { wakeUp = min(wakeUp, state.nextBrokerTry) }
    if state.hasDatabase { wakeUp = min(wakeUp, state.nextSweep) }
    if state.holdsBatch, state.now < state.nextWork { wakeUp = min(wakeUp, state.nextWork) }
    if let due = state.forgetBy { wakeUp = min(wakeUp, due) }
    return wakeUp
  }
}
