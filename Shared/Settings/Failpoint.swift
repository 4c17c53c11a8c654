/// A place in the loop where a test can make the process fail, in the order of the loop.
public enum Failpoint: String, CaseIterable, Sendable {
  /// A delivery has been taken.
  case received
  /// The batch's messages have been read.
  case decoded
  /// The transaction has begun.
  case txBegun = "tx_begun"
  /// The profiles are loaded and locked.
  case rowsLocked = "rows_locked"
  /// Each message has its outcome.
  case decided
  /// The batch's rows are written.
  case written
  /// `COMMIT` is the next thing to be sent.
  case beforeCommit = "before_commit"
  /// The commit has been answered.
  case afterCommit = "after_commit"
  /// The ack is the next thing to be sent.
  case beforeAck = "before_ack"
  /// The ack has been sent.
  case afterAck = "after_ack"
  /// Some of a batch's events have been published, not all.
  case publishedSome = "published_some"
  /// All of a batch's events have been published, none is confirmed.
  case beforeConfirm = "before_confirm"
  /// All of a batch's events are confirmed.
  case confirmed
  /// The batch's row in the outbox is deleted.
  case outboxMarked = "outbox_marked"
}
