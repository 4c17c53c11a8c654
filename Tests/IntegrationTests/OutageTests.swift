import Foundation
import Testing

/// Servers that go away and come back: nothing is parked, and the workers say that they are not ready.
///
/// All workers live through each outage side by side, each in a testbed of its own.
@Suite("Outages", .serialized)
struct OutageTests {
  /// A worker at work on a load.
  private struct Shift {
    let load: LoadRun
    let worker: WorkerProcess

    var testbed: Testbed { load.testbed }
  }

  /// Sets all workers to work.
  private func shifts(after prepare: (Testbed) throws -> Void = { _ in }) throws -> [Shift] {
    let loads = try WorkerKind.underLoad.map { kind in
      let testbed = try Testbed(on: .breakable)
      try prepare(testbed)
      return LoadRun(testbed, kind, messages: kind.isOrdered ? 1000 : 2500)
    }
    for load in loads { try load.publish() }
    let shifts = try loads.map { Shift(load: $0, worker: try $0.worker()) }
    for shift in shifts { try shift.load.begin() }
    return shifts
  }

  /// Breaks something while messages are under way, and settles the accounts.
  private func survive(
    after prepare: (Testbed) throws -> Void = { _ in }, _ breakIt: ([Shift]) throws -> Void
  ) throws {
    let shifts = try shifts(after: prepare)
    try breakIt(shifts)
    // The longest pause between two tries is ten seconds; the rest is for a machine that is busy.
    for shift in shifts {
      try wait(until: "ready again", within: .seconds(40)) { try shift.worker.isReady() }
    }
    for shift in shifts {
      try shift.load.settle()
      try shift.worker.stop()
      try shift.load.check()
      checkOutageLines(of: shift.worker.logged)
    }
  }

  /// A lane tells each reason of an outage once, however often it has tried.
  private func checkOutageLines(of log: String) {
    var told: [String: Set<Substring>] = [:]
    for line in log.split(separator: "\n") {
      let lane = Project.matches(of: /lane=(\d+)/, in: String(line)).first ?? ""
      if line.contains("Connected to the database") { told[lane + "postgres"] = nil }
      if line.contains(": Subscribed") { told[lane + "rabbitmq"] = nil }
      guard let start = line.range(of: "A server cannot be used") else { continue }
      let server = line.contains("server=postgres") ? "postgres" : "rabbitmq"
      let isNew = told[lane + server, default: []].insert(line[start.lowerBound...]).inserted
      #expect(isNew, "told twice: \(line)")
    }
  }

  /// Takes a server away for as long as the workers need to notice.
  private func take(_ server: String, _ how: String..., from shifts: [Shift]) throws {
    try Testbed.without(server, how) {
      for shift in shifts {
        try wait(until: "not ready") { try shift.worker.get("/health/ready").status == 503 }
        #expect(try shift.worker.get("/health/live").status == 200)
      }
    }
  }

  @Test("L7: a broker that is stopped and started loses and doubles nothing")
  func brokerRestart() throws {
    try survive { try take("rabbitmq", from: $0) }
  }

  @Test("L7: a broker that is killed loses and doubles nothing")
  func brokerKilled() throws {
    // A quorum queue of which the broker has not noted on disk that it is there has no leader ever
    // after a kill; it notes that a second or so after the declaration.
    try survive { testbed in
      try wait(until: "the broker has its queues on disk") {
        try testbed.isKnownOnDisk(Testbed.recorder)
      }
    } _: { shifts in
      try take("rabbitmq", "--kill", from: shifts)
    }
  }

  @Test("L7: a database that is stopped and started loses and doubles nothing")
  func databaseRestart() throws {
    try survive { try take("postgres", from: $0) }
  }

  @Test("L7: a database that is killed loses and doubles nothing")
  func databaseKilled() throws {
    try survive { try take("postgres", "--kill", from: $0) }
  }

  @Test("L7: database connections that are cut lose and double nothing")
  func terminatedBackends() throws {
    try survive { shifts in
      for _ in 0..<20 {
        for shift in shifts {
          _ = try shift.testbed.sql(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """)
        }
      }
    }
  }

  @Test(
    "L7: SIGTERM while a server is away ends the worker with 0, before the grace time is over",
    arguments: ["rabbitmq", "postgres"])
  func drainWithout(server: String) throws {
    let shifts = try shifts()
    try Testbed.without(server) {
      for shift in shifts { shift.worker.send(SIGTERM) }
      // It would be 1 if the grace time had to end it.
      for shift in shifts {
        let code = try shift.worker.end()
        #expect(code == 0, "\(shift.worker.logged)")
      }
    }
    let heirs = try shifts.map { try $0.load.worker() }
    for (shift, heir) in zip(shifts, heirs) {
      try shift.load.settle()
      try heir.stop()
      try shift.load.check()
    }
  }

  @Test("A batch that waits in the database longer than two heartbeats costs no connection")
  func longBatch() throws {
    let loads = try WorkerKind.underLoad.map { kind in
      LoadRun(try Testbed(), kind, messages: 10, addresses: 10)
    }
    let workers = try loads.map { load in
      try load.worker(["AMQP_URL": load.testbed.broker(as: load.kind.name) + "?heartbeat=2"])
    }
    var locks: [Testbed.Lock] = []
    for (load, worker) in zip(loads, workers) {
      try wait(until: "ready") { try worker.isReady() }
      locks.append(try load.testbed.locking("brevduva.inbox"))
      try load.publish()
    }
    for worker in workers {
      try wait(until: "what it holds is older than two heartbeats and a half") {
        try worker.metric("brevduva_unacked_oldest_seconds") > 5
      }
    }
    for lock in locks { try lock.release() }
    for (load, worker) in zip(loads, workers) {
      try load.settle()
      #expect(try worker.metric("brevduva_reconnects_total") == 0)
      #expect(try worker.metric("brevduva_redeliveries_total") == 0)
      try worker.stop()
      try load.check()
    }
  }
}
