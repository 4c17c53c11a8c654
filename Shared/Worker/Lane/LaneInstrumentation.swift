import Contract
import Domain
import Logging
import Messaging
import Observability
import Store
import Synchronization

/// Instrumentation of a lane: its log, its metrics and its readiness.
///
/// Message ids at most, never personal data; one line for a change of state, not for each try.
final class LaneInstrumentation: Sendable {
  private struct Told {
    /// Reasons why a server could not be used, since it last could; each is told once.
    var outages: [WorkerMetrics.Server: Set<String>] = [:]
    var isForbidden = false
    var isOverLimit = false
  }

  private let lane: Int
  private let logger: Logger
  private let metrics: WorkerMetrics
  private let readiness: Readiness
  private let told = Mutex(Told())

  /// Watches one lane, counted from 0.
  init(lane: Int, logger: Logger, metrics: WorkerMetrics, readiness: Readiness) {
    self.lane = lane
    self.logger = logger
    self.metrics = metrics
    self.readiness = readiness
  }

  private func log(
    _ level: Logger.Level, _ text: Logger.Message, _ metadata: Logger.Metadata = [:]
  ) {
    logger.log(
      level: level, text,
      metadata: metadata.merging([LogKeys.lane: "\(lane)"]) { first, _ in first })
  }
}

// MARK: Connections

extension LaneInstrumentation {
  /// Reports the state of the lane; readiness and back-pressure follow from it.
  func stands(
    _ state: LaneStateMachine.State, isBlocked: Bool, heldSince: ContinuousClock.Instant?
  ) {
    readiness.update(lane) { status in
      status.isDatabaseReached = state.hasDatabase
      status.isBrokerReached = state.hasBroker
      status.isSubscribed = state.isSubscribed
      status.isBlocked = isBlocked
      status.isOutboxFull = state.isOverLimit
      status.heldSince = heldSince
    }
    let changed = told.withLock { told in
      defer { told.isOverLimit = state.isOverLimit }
      return told.isOverLimit != state.isOverLimit
    }
    guard changed else { return }
    if state.isOverLimit {
      log(
        .error, "Too many events wait in the outbox: nothing is taken until they are published")
    } else {
      log(.info, "The outbox is below its limit again")
    }
  }

  func databaseUp() {
    isUp(.postgres)
    log(.info, "Connected to the database")
  }

  func databaseDown(_ error: StoreError) {
    isDown(.postgres, because: error.reason, error.needsSomeone ? .error : .warning)
  }

  func brokerUp() {
    log(.debug, "Connected to the broker")
  }

  func subscribed() {
    isUp(.rabbitmq)
    log(.info, "Subscribed")
  }

  func brokerDown(_ error: AMQPError) {
    isDown(.rabbitmq, because: "\(error)", .warning)
  }

  /// Counts what happened in the broker, and tells why connections were lost.
  func record(_ notes: BrokerNotes) {
    if notes.published > 0 { metrics.published(notes.published) }
    if notes.confirmed > 0 { metrics.answered(.confirmed, notes.confirmed) }
    if notes.returned > 0 { metrics.answered(.returned, notes.returned) }
    if notes.rejected > 0 { metrics.answered(.refused, notes.rejected) }
    if notes.unsendable > 0 {
      log(.error, "A message of the outbox is too long to be sent; its row stays there")
    }
    if !notes.unrouted.isEmpty { metrics.unrouted(notes.unrouted.values.reduce(0, +)) }
    if notes.wasTaken { publishesAgain() }
    // Which key is forbidden first changes with each try; that something is, is no news.
    guard !(notes.isForbidden && wasForbidden()) else { return }
    for loss in notes.losses { isDown(.rabbitmq, because: loss, .warning) }
  }

  /// Returns whether a publish was forbidden before and none was taken since; from now on one was.
  private func wasForbidden() -> Bool {
    told.withLock { told in
      defer { told.isForbidden = true }
      return told.isForbidden
    }
  }

  private func publishesAgain() {
    let wasForbidden = told.withLock { told in
      guard told.isForbidden else { return false }
      told.isForbidden = false
      told.outages[.rabbitmq] = nil
      return true
    }
    guard wasForbidden else { return }
    readiness.update(lane) { $0.reason = nil }
    log(.info, "The broker takes what is published again")
  }

  private func isUp(_ server: WorkerMetrics.Server) {
    let wasDown = told.withLock { $0.outages.removeValue(forKey: server) != nil }
    readiness.update(lane) { $0.reason = nil }
    if wasDown { metrics.reconnected(server) }
  }

  private func isDown(
    _ server: WorkerMetrics.Server, because reason: String, _ level: Logger.Level
  ) {
    readiness.update(lane) { $0.reason = reason }
    let isNews = told.withLock { $0.outages[server, default: []].insert(reason).inserted }
    guard isNews else { return }
    log(
      level, "A server cannot be used; trying again",
      [LogKeys.server: "\(server.rawValue)", LogKeys.reason: "\(reason)"])
  }
}

// MARK: Batches

extension LaneInstrumentation {
  func took(_ stage: WorkerMetrics.Stage, _ time: Duration) {
    metrics.spent(time, in: stage)
  }

  /// Reports deliveries with a priority.
  func prioritized(_ count: Int) {
    metrics.prioritized(count)
  }

  /// Reports that a slice is committed.
  ///
  /// - Parameters:
  ///   - deliveries: how many are in it.
  ///   - again: how many of these came before and were not acknowledged.
  ///   - times: when its messages were sent, of those that say it.
  ///   - decision: what became of them.
  ///   - now: when it was committed.
  func finished(
    deliveries: Int, again: Int, sentAt times: [Timestamp], _ decision: SliceDecision,
    at now: Timestamp
  ) {
    metrics.committed(batchOf: deliveries)
    for outcome in MessageOutcome.allCases {
      let repeated = outcome == .alreadyApplied ? decision.repeated : 0
      let count = decision.batch.messages.count { $0.disposition.outcome == outcome } + repeated
      if count > 0 { metrics.ended(outcome, count) }
    }
    for (kind, count) in decision.tally { metrics.told(kind, count) }
    for (kind, count) in decision.noteTally { metrics.noted(kind, count) }
    if decision.differing > 0 { metrics.bodiesDiffered(decision.differing) }
    if again > 0 { metrics.redelivered(again) }
    for time in times {
      metrics.aged(.microseconds(now.microseconds - time.microseconds))
    }
    log(.debug, "Committed a batch", [LogKeys.batchSize: "\(deliveries)"])
    for message in decision.batch.messages { tell(message) }
  }

  /// Returns an id for the log, without one that somebody made of an address.
  private static func told(_ id: String) -> String {
    id.contains("@") ? "(not told)" : id
  }

  private func tell(_ message: DecidedMessage) {
    let outcome = message.disposition.outcome
    let level = outcome.level
    guard level >= logger.logLevel else { return }
    var metadata: Logger.Metadata = [
      LogKeys.messageID: "\(Self.told(message.cause.message.id))",
      LogKeys.messageSource: "\(Self.told(message.cause.message.source))",
      LogKeys.queue: "\(message.queue)", LogKeys.outcome: "\(outcome.word)",
    ]
    if let code = message.disposition.code { metadata[LogKeys.code] = "\(code)" }
    if let traceparent = message.traceparent { metadata[LogKeys.traceparent] = "\(traceparent)" }
    log(level, "A message has its outcome", metadata)
  }

  /// Reports that a slice could not be written; what happens next is the lane's affair.
  func failed(_ error: StoreError) {
    metrics.retried()
    log(.debug, "A batch is run again", [LogKeys.reason: "\(error.reason)"])
  }

  /// Reports the number of messages that are ready in the queue.
  func queueHolds(_ messages: Int) {
    metrics.queue(holds: messages)
  }

  func backlog(_ backlog: Backlog) {
    metrics.outbox(holds: backlog.messages, oldest: backlog.age)
  }
}

extension StoreError {
  /// Reason without personal data.
  var reason: String {
    switch self {
    case .conflict(let constraint): "another lane was faster (\(constraint))"
    case .contention(let sqlstate): "another transaction is in the way (\(sqlstate))"
    case .outage(let reason), .unusable(let reason): reason
    case .superseded: "another consumer of this queue has followed"
    case .data(let sqlstate, let constraint):
      "a value cannot be stored (\(sqlstate)\(constraint.map { ", \($0)" } ?? ""))"
    }
  }

  /// `true` if waiting alone does not help.
  var needsSomeone: Bool {
    switch self {
    case .unusable: true
    case .conflict, .contention, .outage, .data, .superseded: false
    }
  }
}

extension MessageOutcome {
  /// The level at which it is told.
  fileprivate var level: Logger.Level {
    switch self {
    case .applied, .alreadyApplied, .retried: .debug
    case .refused: .info
    case .parked: .warning
    }
  }
}
