import Foundation
import Testing

/// Assumptions of the tests of workers: that no answer and a wrong answer are two things, and that
/// what a test makes goes with it.
@Suite("Questions to a worker", .serialized)
struct QuestionTests {
  /// A worker without a server in reach, that begins after a while or with something wrong.
  private func worker(after seconds: Int = 0, _ more: [String: String] = [:]) throws
    -> WorkerProcess
  {
    let bin = try #require(ProcessInfo.processInfo.environment["BREVDUVA_BIN"])
    let environment = [
      "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nowhere", "AMQP_URL": "amqp://127.0.0.1:1",
      "HTTP_ADDRESS": "127.0.0.1:0", "ERASURE_KEY": "test:0123456789abcdef0123456789abcdef",
    ]
    return try WorkerProcess(
      "/bin/sh", ["-c", #"sleep \#(seconds); exec "$0""#, "\(bin)/registration-matcher"],
      environment.merging(more) { $1 })
  }

  @Test("A question waits for a worker that does not listen yet")
  func early() throws {
    let worker = try worker(after: 2)
    #expect(try worker.metric("brevduva_ready") == 0)
    #expect(try worker.get("/health/live").status == 200)
    try worker.stop()
  }

  @Test("A worker that has ended, and one that stands still, give no answer")
  func noAnswer() throws {
    let ended = try worker(["LANES": "none"])
    #expect(throws: NoAnswer.self) { try ended.get("/health/live") }
    #expect(try ended.end() == 2)
    let frozen = try worker()
    #expect(try frozen.get("/health/live").status == 200)
    try frozen.freeze()
    #expect(throws: NoAnswer.self) { try frozen.get("/health/live", within: .seconds(1)) }
    #expect(throws: NoAnswer.self) { try frozen.get("/metrics", within: .seconds(1)) }
    frozen.thaw()
    #expect(try frozen.get("/health/live").status == 200)
    try frozen.stop()
  }

  @Test("A metric that is not told and a page that is not there are answers")
  func wrongAnswers() throws {
    let worker = try worker()
    #expect(throws: NotTold(metric: "brevduva_nothing")) { try worker.metric("brevduva_nothing") }
    // No prefix of a name will do.
    #expect(throws: NotTold(metric: "brevduva_unacked")) { try worker.metric("brevduva_unacked") }
    #expect(try worker.get("/nowhere").status == 404)
    try worker.stop()
  }

  @Test("A testbed goes with its users and its workers when a test has failed")
  func removed() throws {
    struct Failure: Error {}
    let other = try Testbed()
    var name = ""
    var pid: Int32 = 0
    #expect(throws: Failure.self) {
      let testbed = try Testbed()
      let worker = try testbed.worker()
      (name, pid) = (testbed.name, worker.processIdentifier)
      #expect(try worker.get("/health/live").status == 200)
      throw Failure()
    }
    #expect(kill(pid, 0) != 0)
    for rows in [
      "pg_database WHERE datname = '\(name)'", "pg_roles WHERE rolname LIKE '\(name)%'",
    ] {
      #expect(try other.count(rows) == 0, "\(rows)")
    }
    for (testbed, isThere) in [(other.name, true), (name, false)] {
      #expect(try other.isKnown("vhosts/\(testbed)") == isThere)
      #expect(try other.isKnown("users/\(testbed)-operator") == isThere)
    }
  }
}
