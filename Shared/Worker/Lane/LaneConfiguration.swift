import Contract
import Domain
import Settings
import Store

/// All that the lanes of one process share and none of them changes: the service, the limits, and whom
/// to tell.
struct LaneConfiguration<H: Handler>: Sendable {
  let decoder: DeliveryDecoder<H>
  let assembler: BatchAssembler<H>
  let stateMachine: LaneStateMachine
  var batchSize: BatchSize
  let instrumentation: LaneInstrumentation
  let failpoints: Failpoints
  /// The time of day, for causes and events.
  let now: @Sendable () -> Timestamp
  /// A number from 0 to 1, drawn anew each time, for back-offs.
  let chance: @Sendable () -> Double
  /// Events not yet confirmed from which on no batch is begun (`OUTBOX_LIMIT`).
  let outboxLimit: Int

  /// Wait between tries to reach a server.
  var backoff = Backoff(first: .milliseconds(100), cap: .seconds(5))
  /// Wait between tries of a batch that another lane was in the way of.
  var clashBackoff = Backoff(first: .milliseconds(5), cap: .seconds(1))
  /// Number of clashes in a row after which a slice is halved.
  let clashLimit = 5
  /// Number of times that a batch is loaded again because the rules need more.
  let loadLimit = 8
  /// Longest time that a confirmed row may wait for a batch to take its deletion along.
  var forgetAfter = Duration.milliseconds(500)
  /// Longest time that a drain waits for confirms.
  var drainLimit = Duration.seconds(5)
  /// Age at which a row was left behind by its lane.
  var sweepAge = Duration.seconds(5)
  /// Time for which a swept row is kept from other sweepers.
  let sweepLease = Duration.seconds(30)
  /// Rows taken in one sweep.
  let sweepRows = 20
  /// Time between looks for what was kept for a limited time.
  let expiryInterval = Duration.seconds(60)
  /// Time between looks at how many messages wait in the queue; `nil` for a lane that leaves it to
  /// another.
  var countInterval: Duration?
  /// Time between looks at the outbox.
  var sweepInterval = Duration.seconds(2)
}
