import Foundation
import Messaging
import RawAMQP
import Testing

/// Starts of a worker where something is not as it should be.
@Suite("Start", .serialized)
struct StartTests {
  /// Starts a worker where something is wrong, and waits until it names the cure.
  private func worker(
    at testbed: Testbed, _ more: [String: String] = [:], says cure: String
  ) throws -> WorkerProcess {
    let worker = try testbed.worker(more)
    try wait(until: "it says: \(cure)") { worker.logged.contains(cure) }
    #expect(try worker.get("/health/live").status == 200)
    try wait(until: "its page says it too") {
      let ready = try worker.get("/health/ready")
      return ready.status == 503 && ready.body.contains(cure)
    }
    return worker
  }

  @Test(
    "A missing or wrong variable ends it with 2 and a sentence that names it",
    arguments: [
      ("DATABASE_URL", ""), ("DATABASE_URL", "mysql://x/y"), ("AMQP_URL", ""),
      ("AMQP_URL", "http://x"), ("ERASURE_KEY", ""), ("ERASURE_KEY", "short"), ("LANES", "none"),
      ("BREVDUVA_FAILPOINT", "after_commit:exit"),
    ])
  func wrongVariables(name: String, value: String) throws {
    try Testbed.use { testbed in
      let worker = try testbed.worker([name: value])
      #expect(try worker.end() == 2)
      #expect(worker.logged.contains(name))
      #expect(value.isEmpty || name == "LANES" || !worker.logged.contains(value))
    }
  }

  @Test(
    "A worker ends without what libraries do at the end of a process: its threads may still use them",
    arguments: WorkerKind.all)
  func noExitHandlers(kind: WorkerKind) throws {
    try withFolder { folder in
      let testbed = try Testbed()
      // The loader tells of each library with which it begins, and of each with which it ends.
      let file = folder.appending(path: "loader").path
      let worker = try testbed.worker(
        for: kind, ["LD_DEBUG": "files", "LD_DEBUG_OUTPUT": file])
      try wait(until: "ready") { try worker.isReady() }
      try worker.stop()
      let told = try String(
        contentsOfFile: "\(file).\(worker.processIdentifier)", encoding: .utf8)
      #expect(told.contains(/calling init: .*libcrypto/))
      #expect(!told.contains("calling fini:"))
    }
  }

  @Test("The whole of Foundation is loaded by the worker alone that fills in templates")
  func libraries() throws {
    let bin = try #require(ProcessInfo.processInfo.environment["BREVDUVA_BIN"])
    for kind in WorkerKind.all {
      // The loader tells what it would load, and runs nothing.
      let told = try run("env", ["LD_TRACE_LOADED_OBJECTS=1", "\(bin)/\(kind.name)"]).output
      #expect(told.contains("libpq.so"), "\(kind.name)")
      let fillsIn = kind.name == WorkerKind.mailings.name
      #expect(told.contains("libFoundation.so") == fillsIn, "\(kind.name)")
    }
  }

  @Test("A schema that is missing or newer is waited for, with the cure; once it fits it goes on")
  func schema() throws {
    try Testbed.use { testbed in
      _ = try testbed.sql("DROP SCHEMA brevduva CASCADE")
      let early = try worker(at: testbed, says: "brevduva migrate")
      try testbed.migrate()
      try testbed.grantInDatabase()
      try wait(until: "ready once it is migrated") { try early.isReady() }
      try early.stop()
      _ = try testbed.sql(
        """
        INSERT INTO schema_migration (number, name, usable_from, checksum) \
        VALUES (9999, 'later', 9999, sha256('x'))
        """)
      let old = try worker(at: testbed, says: "newer")
      _ = try testbed.sql("DELETE FROM schema_migration WHERE number = 9999")
      try wait(until: "ready once it fits") { try old.isReady() }
      try old.stop()
    }
  }

  @Test("A wrong password or a missing vhost is waited for, and named without the secret")
  func brokerRefuses() throws {
    try Testbed.use { testbed in
      let wrong = testbed.broker(as: "registration-matcher").replacing(/:[^:@\/]*@/, with: ":hush@")
      let locked = try worker(at: testbed, ["AMQP_URL": wrong], says: "password")
      #expect(!locked.logged.contains("hush"))
      try locked.stop()
      let nowhere = testbed.broker(as: "registration-matcher")
        .replacing(/\/[^\/]*$/, with: "/nowhere")
      try worker(at: testbed, ["AMQP_URL": nowhere], says: "nowhere").stop()
    }
  }

  @Test("A database that is not there is waited for, and named")
  func noDatabase() throws {
    try Testbed.use { testbed in
      let nowhere = testbed.database(as: testbed.role(of: .registrations))
        .replacing(/\/[^\/]*$/, with: "/nowhere")
      try worker(at: testbed, ["DATABASE_URL": nowhere], says: "nowhere").stop()
    }
  }

  @Test("E1: messages with headers nested 24,000 deep are parked, each, and nothing else is")
  func deepHeaders() throws {
    try Testbed.use { testbed in
      let depth = 24_000
      var headers = Wire()
      headers.short("deep")
      for level in 0..<depth {
        headers.add(UInt8(ascii: "A"))
        headers.add(UInt32(5 * (depth - 1 - level)))
      }
      let raw = try RawPublisher.connected(to: Endpoint(testbed.amqpURL))
      func publishDeep(_ name: String) throws {
        try raw.publish(
          Array(#"{"email":"\#(name)@example.se"}"#.utf8), to: "registrations",
          headers: headers.bytes)
      }
      try publishDeep("first")
      let load = LoadRun(testbed, messages: 199)
      try load.publish()
      try publishDeep("second")
      try publishDeep("third")
      try raw.finish()
      let worker = try testbed.worker()
      try load.settle()
      let publisher = try Publisher(testbed)
      try wait(until: "all are taken") { try publisher.waiting(in: "registrations") == 0 }
      try wait(until: "they are parked") { try testbed.count("parked") == 3 }
      try wait(until: "all is told") { try testbed.count("outbox") == 0 }
      try worker.stop()
      #expect(try testbed.sql("SELECT DISTINCT code FROM parked") == "headersTooDeep")
      try load.check(parked: 3)
    }
  }
}
