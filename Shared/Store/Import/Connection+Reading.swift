import Domain
import Postgres
import Threading

extension Connection {
  /// Keeps rows while a file is read, and whom they name (L2), in a transaction of their own.
  ///
  /// - Returns: `false` if the reading is no longer valid; then nothing was kept.
  mutating func keep(
    _ portions: [ImportPortion], in reading: ImportReading,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> Bool {
    _ = try enqueue(Begin())
    let kept = try enqueue(KeepImportLines(portions, reading))
    try sync(waiting: &waiter)
    guard try !take(kept).isEmpty else {
      rollback(waiting: &waiter)
      return false
    }
    _ = try enqueue(InsertImportMentions(portions, of: reading.id))
    _ = try enqueue(Commit())
    try sync(waiting: &waiter)
    return true
  }
}
