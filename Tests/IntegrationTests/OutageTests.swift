import Foundation
import Testing

/// Servers that go away and come back: nothing is parked, and the worker says that it is not ready.
@Suite("Outages", .serialized)
struct OutageTests {
  /// Breaks something while messages are under way, and settles the accounts.
  private func survive(
    after prepare: (House) throws -> Void = { _ in },
    _ breakIt: (House, WorkerProcess) throws -> Void
  ) throws {
    let house = try House(on: .breakable)
    try prepare(house)
    let campaign = Campaign(house, messages: 4000)
    try campaign.publish()
    let worker = try house.worker()
    try wait(until: "the work has begun") { try house.count("inbox") > 200 }
    try breakIt(house, worker)
    try wait(until: "ready again", within: .seconds(10)) { try worker.isReady() }
    try campaign.settle()
    try worker.stop()
    try campaign.check()
    try house.remove()
  }

  /// Takes a server away for as long as the worker needs to notice.
  private func take(_ server: String, _ how: String..., from worker: WorkerProcess) throws {
    if how.isEmpty {
      try House.servers("stop", server)
    } else {
      try House.servers("stop", server, how[0])
    }
    try wait(until: "not ready", within: .seconds(20)) {
      try worker.get("/health/ready").code == 503
    }
    #expect(try worker.get("/health/live").code == 200)
    try House.servers("start", server)
  }

  @Test("A broker that is stopped and started loses and doubles nothing")
  func brokerRestart() throws {
    try survive { _, worker in try take("rabbitmq", from: worker) }
  }

  @Test("A broker that is killed loses and doubles nothing")
  func brokerKilled() throws {
    // A quorum queue of which the broker has not noted on disk that it is there has no leader ever
    // after a kill; it notes that a second or so after the declaration.
    try survive { house in
      try wait(until: "the broker has its queues on disk") {
        try house.isKnownOnDisk(House.recorder)
      }
    } _: { _, worker in
      try take("rabbitmq", "--kill", from: worker)
    }
  }

  @Test("A database that is stopped and started loses and doubles nothing")
  func databaseRestart() throws {
    try survive { _, worker in try take("postgres", from: worker) }
  }

  @Test("A database that is killed loses and doubles nothing")
  func databaseKilled() throws {
    try survive { _, worker in try take("postgres", "--kill", from: worker) }
  }

  @Test("Database connections that are cut lose and double nothing")
  func terminatedBackends() throws {
    try survive { house, _ in
      for _ in 0..<20 {
        _ = try house.sql(
          """
          SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
          WHERE datname = current_database() AND pid <> pg_backend_pid()
          """)
      }
    }
  }

  @Test(
    "SIGTERM while a server is away ends the worker in time", arguments: ["rabbitmq", "postgres"])
  func drainWithout(server: String) throws {
    let house = try House(on: .breakable)
    let campaign = Campaign(house, messages: 4000)
    try campaign.publish()
    let worker = try house.worker()
    try wait(until: "the work has begun") { try house.count("inbox") > 200 }
    try House.servers("stop", server)
    worker.send(SIGTERM)
    let code = try worker.end(within: .seconds(30))
    #expect(code == 0 || code == 1)
    try House.servers("start", server)
    let heir = try house.worker()
    try campaign.settle()
    try heir.stop()
    try campaign.check()
    try house.remove()
  }

  @Test("A batch that waits in the database longer than two heartbeats costs no connection")
  func longBatch() throws {
    let house = try House()
    let worker = try house.worker(["AMQP_URL": house.amqpURL + "?heartbeat=2"])
    try wait(until: "ready", within: .seconds(20)) { try worker.isReady() }
    let campaign = Campaign(house, messages: 10, addresses: 10)
    let lock = Process()
    lock.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    lock.arguments = [
      "psql", "-XAtq", "-c",
      "BEGIN; LOCK TABLE brevduva.inbox IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(8); COMMIT",
      house.databaseURL,
    ]
    try lock.run()
    try wait(until: "the table is locked") {
      try house.sql("SELECT count(*) FROM pg_locks WHERE mode = 'AccessExclusiveLock'") != "0"
    }
    try campaign.publish()
    try campaign.settle()
    lock.waitUntilExit()
    #expect(try worker.metric("brevduva_reconnects_total") == 0)
    #expect(try worker.metric("brevduva_redeliveries_total") == 0)
    try worker.stop()
    try campaign.check()
    try house.remove()
  }
}
