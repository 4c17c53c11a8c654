import Foundation
import Testing

extension House {
  /// Locks a table against everybody for a while; it is locked when this returns.
  ///
  /// - Returns: who holds the lock, and ends by itself when the time is over.
  func locking(_ table: String, for time: Duration) throws -> Process {
    let lock = Process()
    lock.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    lock.arguments = [
      "psql", "-XAtq", "-c",
      """
      BEGIN; LOCK TABLE \(table) IN ACCESS EXCLUSIVE MODE; \
      SELECT pg_sleep(\(time.components.seconds)); COMMIT
      """, databaseURL,
    ]
    try lock.run()
    try wait(until: "the table is locked") {
      try sql("SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock'") != "0"
    }
    return lock
  }
}
