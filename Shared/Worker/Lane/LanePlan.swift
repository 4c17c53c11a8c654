import Contract
import Domain
import Settings
import Store

/// All that the lanes of one process share and none of them changes: the service, the limits, and whom
/// to tell.
struct LanePlan<H: Handler>: Sendable {
  let reader: Reader<H>
  let assembler: BatchAssembler<H>
  let conduct: Conduct
  let batchSize: BatchSize
  let watch: Watch
  let failpoints: Failpoints
  /// The time of day, for causes and events.
  let now: @Sendable () -> Timestamp
  /// A number from 0 to 1, drawn anew each time, for back-offs.
  let chance: @Sendable () -> Double
  /// Events not yet confirmed from which on no batch is begun (`OUTBOX_LIMIT`).
  let outboxLimit: Int

  /// Between tries to reach a server.
  var backoff = Backoff(first: .milliseconds(100), cap: .seconds(5))
  /// Between tries of a batch that another lane was in the way of.
  var clashBackoff = Backoff(first: .milliseconds(5), cap: .seconds(1))
  /// After so many clashes in a row a portion is halved.
  let clashLimit = 5
  /// How often a batch is loaded again because the rules need more.
  let loadLimit = 8
  /// How long a confirmed row may wait for a batch to take its deletion along.
  var forgetAfter = Duration.milliseconds(500)
  /// How long a drain waits for confirms.
  var drainLimit = Duration.seconds(5)
  /// A row this old was left behind by its lane.
  var sweepAge = Duration.seconds(5)
  /// How long a swept row is kept from other sweepers.
  let sweepLease = Duration.seconds(30)
  /// Rows taken in one sweep.
  let sweepRows = 20
  /// Between looks for what was kept for a limited time.
  let expiryInterval = Duration.seconds(60)
  /// Between looks at how many messages wait in the queue; `nil` for a lane that leaves it to another.
  var countInterval: Duration?
  /// Between looks at the outbox.
  var sweepInterval = Duration.seconds(2)
}
