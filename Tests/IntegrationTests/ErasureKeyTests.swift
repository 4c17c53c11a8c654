import Foundation
import Messaging
import Testing

/// The key of the keyed hash is changed while messages flow: workers are started anew one by one.
@Suite("Erasure keys", .serialized)
struct ErasureKeyTests {
  private static let old = "old:0123456789abcdef0123456789abcdef"
  private static let new = "new:fedcba9876543210fedcba9876543210"
  /// Keys of all workers, one state after the other.
  private static let states = [old, "\(old),\(new)", "\(new),\(old)", new]

  @Test(
    "L6: while the key is changed nothing is lost, and no registration from before a purge brings anybody back"
  )
  func rotation() throws {
    let testbed = try Testbed()
    let load = LoadRun(testbed, messages: 800)
    let publisher = try Publisher(testbed)
    var matcher = try worker(at: testbed, .registrations, Self.states[0])
    var steward = try worker(at: testbed, .commands, Self.states[0])
    for (number, key) in Self.states.enumerated().dropLast() {
      try load.publish(number * 200..<(number + 1) * 200)
      if number > 0 {
        // A worker of the state before beside one of this state: each knows what the other writes.
        try steward.stop()
        steward = try worker(at: testbed, .commands, key)
        try purge(between: "\(number)a", publisher, testbed)
        try expectDropped("\(number)a", publisher, testbed)
        try matcher.stop()
        matcher = try worker(at: testbed, .registrations, key)
      }
      try purge(between: "\(number)b", publisher, testbed)
      for earlier in 0...number {
        try expectDropped("\(earlier)b", again: number, publisher, testbed)
      }
    }
    #expect(
      try testbed.sql("SELECT key_id, count(*) FROM erased_address GROUP BY 1 ORDER BY 1") == """
        new|2
        old|3
        """)

    // The old key is dropped once its hashes have expired: what is left is of the new one.
    _ = try testbed.sql("DELETE FROM erased_address WHERE key_id = 'old'")
    try load.publish(600..<800)
    try steward.stop()
    try matcher.stop()
    matcher = try worker(at: testbed, .registrations, Self.states[3])
    try expectDropped("2b", again: 9, publisher, testbed)
    try load.settle()
    try matcher.stop()
    #expect(
      try testbed.count(
        "inbox WHERE source = 'urn:campaign' AND message_id ~ '^m\\d+$' AND ending = 0") == 800)
    #expect(try testbed.count("registration") == 800)
    #expect(try testbed.count("parked") == 0)
  }

  @Test("L6: a worker that lacks a key takes nothing and says which, until it has it")
  func lost() throws {
    let testbed = try Testbed()
    let publisher = try Publisher(testbed)
    let steward = try worker(at: testbed, .commands, Self.old)
    try purge(between: "x", publisher, testbed)
    try steward.stop()
    let stranger = try testbed.worker(for: .registrations, ["ERASURE_KEY": Self.new])
    let id = try sendLate("x", publisher)
    try wait(until: "it says what it lacks") {
      try stranger.get("/health/ready").body.contains(
        "kept under old, which ERASURE_KEY does not list")
    }
    #expect(try stranger.get("/health/live").status == 200)
    try stranger.stop()
    #expect(try testbed.count("inbox WHERE message_id = '\(id)'") == 0)
    #expect(try testbed.count("address") == 0)

    let matcher = try worker(at: testbed, .registrations, "\(Self.new),\(Self.old)")
    try expectDropped(id, "x", testbed)
    try matcher.stop()
  }

  private func worker(at testbed: Testbed, _ kind: WorkerKind, _ key: String) throws
    -> WorkerProcess
  {
    let worker = try testbed.worker(for: kind, ["ERASURE_KEY": key])
    try wait(until: "ready") { try worker.isReady() }
    return worker
  }

  /// Makes a person and purges them.
  private func purge(between name: String, _ publisher: Publisher, _ testbed: Testbed) throws {
    let address = "gone\(name)@example.se"
    for (type, body) in [
      ("profile.create", #"{"emails":[{"address":"\#(address)"}]}"#),
      ("profile.purge", #"{"email":"\#(address)"}"#),
    ] {
      try publisher.publish(body, id: "\(type) \(name)", type: type)
      try publisher.finish()
      try wait(until: "\(type) \(name) is applied") {
        try testbed.count("inbox WHERE message_id = '\(type) \(name)' AND ending = 0") == 1
      }
    }
  }

  /// Sends a registration that was written before the purge: it is refused, and makes nobody.
  private func expectDropped(
    _ name: String, again number: Int = 0, _ publisher: Publisher, _ testbed: Testbed
  ) throws {
    try expectDropped(try sendLate(name, again: number, publisher), name, testbed)
  }

  /// - Returns: the id of the registration, which was written before its person was purged.
  private func sendLate(
    _ name: String, again number: Int = 0, _ publisher: Publisher
  ) throws -> String {
    let id = "late \(name) \(number)"
    try publisher.publish(
      #"{"email":"gone\#(name)@example.se"}"#, id: id, type: "registration.event"
    ) { $0.timestamp = 1_700_000_000 }
    try publisher.finish()
    return id
  }

  private func expectDropped(_ id: String, _ name: String, _ testbed: Testbed) throws {
    try wait(until: "\(id) has its outcome") {
      try testbed.count("inbox WHERE message_id = '\(id)'") == 1
    }
    #expect(
      try testbed.sql("SELECT code FROM refused WHERE message_id = '\(id)'") == "purgedEarlier")
    #expect(try testbed.count("address WHERE key = 'gone\(name)@example.se'") == 0)
  }
}
