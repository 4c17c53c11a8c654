import Foundation
import Testing

extension Testbed {
  /// A table that is locked against everybody, until this is released or goes.
  final class Lock {
    private let testbed: Testbed
    private let process: Process

    init(in testbed: Testbed, _ process: Process) {
      self.testbed = testbed
      self.process = process
    }

    /// Lets the others in.
    func release() throws {
      _ = try testbed.sql(
        """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
        WHERE datname = current_database() AND application_name = 'lock'
        """)
      process.waitUntilExit()
    }

    deinit {
      // Its session goes with the database.
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }
  }

  /// Locks a table; it is locked when this returns.
  func locking(_ table: String) throws -> Lock {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "PGAPPNAME=lock", "psql", "-XAtq", "-c",
      "BEGIN; LOCK TABLE \(table) IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(600)", databaseURL,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    let lock = Lock(in: self, process)
    try wait(until: "the table is locked") {
      try sql("SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND granted")
        != "0"
    }
    return lock
  }
}
