import Domain
import Postgres
import Threading

extension Connection {
  /// Begins the hand-over of a mailing whose moment has come, and puts the message for its first chunk into the
  /// outbox, in one transaction.
  ///
  /// - Returns: the row of the outbox; `nil` if none is due.
  mutating func beginDueMailing(
    as outboxID: OutboxID, on queue: String?, _ message: (MailingID) -> OutgoingMessage,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> OutboxRow? {
    _ = try enqueue(Begin())
    let begun = try enqueue(BeginDueMailing())
    try sync(waiting: &waiter)
    guard let id = try take(begun).first else {
      rollback(waiting: &waiter)
      return nil
    }
    let row = OutboxRow(id: outboxID, messages: [message(id)])
    _ = try enqueue(InsertOutbox(id: row.id, queue: queue, messages: row.messages))
    _ = try enqueue(Commit())
    try sync(waiting: &waiter)
    return row
  }
}
