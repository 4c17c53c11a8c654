import Contract
import Foundation
import Testing

/// Workers that die, with a thousand messages or more under way: nothing lost, nothing doubled, and
/// commands in their order.
@Suite("Crashes", .serialized)
struct CrashTests {
  /// The workers die, and live again, side by side, each in a testbed of its own.
  @Test(
    "E1, L7: a worker killed at any place of the loop loses nothing and doubles nothing",
    arguments: [
      "tx_begun:exit:3", "rows_locked:exit:3", "decided:exit:3", "written:exit:3",
      "before_commit:exit:3", "after_commit:exit:3", "before_ack:exit:3", "after_ack:exit:3",
      "published_some:exit:1", "before_confirm:exit:3", "confirmed:exit:3", "outbox_marked:exit:3",
    ])
  func killed(order: String) throws {
    let loads = try WorkerKind.underLoad.map { kind in
      LoadRun(try Testbed(), kind, messages: kind.isOrdered ? 1000 : 2000)
    }
    for load in loads { try load.publish() }
    let doomed = try loads.map {
      try $0.worker(["BREVDUVA_TEST": "1", "BREVDUVA_FAILPOINT": order])
    }
    for worker in doomed { #expect(try worker.end() == -SIGKILL, "\(worker.logged)") }
    let heirs = try loads.map { try $0.worker() }
    for (load, heir) in zip(loads, heirs) {
      try load.settle()
      try heir.stop()
      try load.check()
    }
  }

  @Test(
    "E1, L7: a message that no worker survives is parked, and its neighbours are applied",
    arguments: WorkerKind.underLoad)
  func processKiller(kind: WorkerKind) throws {
    let testbed = try Testbed()
    // More than a worker holds: where the order counts, those behind must not pass its neighbours.
    let load = LoadRun(testbed, kind, messages: kind.isOrdered ? 1000 : 200)
    try load.publish(0..<100)
    let publisher = try Publisher(testbed)
    try publisher.publish(kind.load.sound(id: "killer"))
    try publisher.finish()
    try load.publish(100..<load.postings.count)
    let order = ["BREVDUVA_TEST": "1", "BREVDUVA_FAILPOINT": "decoded:abort@killer"]
    var crashes = 0
    while try testbed.count("parked") == 0 {
      let worker = try load.worker(order)
      try wait(until: "the worker dies or has parked the message") {
        try !worker.isRunning || testbed.count("parked") == 1
      }
      if worker.isRunning { try worker.stop() } else { crashes += 1 }
      try #require(crashes < 40, "the message kills on and on")
    }
    let last = try load.worker()
    try wait(until: "the neighbours are applied") {
      try last.isReady() && load.handled == load.postings.count + 1
        && testbed.count("outbox") == 0 && kind.load.isSettled(testbed)
    }
    try last.stop()
    // One crash may count twice: what one lane held can be delivered to another that is about to go.
    #expect(kind.isOrdered ? crashes >= 6 && crashes < 12 : crashes >= 10)
    #expect(try testbed.sql("SELECT code FROM parked") == "deliveryLimit")
    try load.check(parked: 1)
  }

  @Test(
    "U1, L7: two workers that race for messages on 60 people, each sent twice, apply each once",
    arguments: WorkerKind.underLoad)
  func race(kind: WorkerKind) throws {
    let testbed = try Testbed()
    let load = LoadRun(
      testbed, kind, messages: kind.isOrdered ? 1000 : 2000, addresses: 60, copies: 2)
    try load.publish()
    let first = try load.worker()
    let second = try load.worker()
    try load.settle()
    try first.stop()
    try second.stop()
    // Repeats that were still waiting when all had its outcome.
    let last = try load.worker()
    let publisher = try Publisher(testbed)
    try wait(until: "the repeats are taken, and none is in hand any more") {
      try publisher.waiting(in: kind.queue.name) == 0 && last.isReady()
        && last.metric("brevduva_unacked_oldest_seconds") == 0
    }
    try last.stop()
    try load.check()
  }

  @Test("E1: one poison among 199 is parked alone", arguments: WorkerKind.underLoad)
  func poison(kind: WorkerKind) throws {
    let testbed = try Testbed()
    let load = LoadRun(testbed, kind, messages: 199)
    try load.publish(0..<100)
    let publisher = try Publisher(testbed)
    try publisher.publish(kind.load.broken(id: "poison"))
    try publisher.finish()
    try load.publish(100..<199)
    let worker = try load.worker()
    try wait(until: "all have their outcome") { try load.handled == 200 }
    try load.settle()
    try worker.stop()
    #expect(try testbed.sql("SELECT message_id FROM parked") == "poison")
    try load.check(parked: 1)
  }

  @Test(
    "SIGTERM under load ends with 0, and what was not begun is left for the next worker",
    arguments: WorkerKind.underLoad)
  func drainUnderLoad(kind: WorkerKind) throws {
    let testbed = try Testbed()
    let load = LoadRun(testbed, kind, messages: kind.isOrdered ? 2000 : 6000)
    try load.publish()
    let first = try load.worker()
    try load.begin()
    try first.stop()
    #expect(try load.handled < load.postings.count)
    let second = try load.worker()
    try load.settle()
    try second.stop()
    try load.check()
  }

  @Test("SIGTERM while idle ends with 0 at once", arguments: WorkerKind.all)
  func drainIdle(kind: WorkerKind) throws {
    let testbed = try Testbed()
    let worker = try testbed.worker(for: kind)
    try wait(until: "ready") { try worker.isReady() }
    worker.send(SIGTERM)
    // At once: the grace time, after which it would end in any case, is 25 seconds, and that with 1.
    #expect(try worker.end(within: .seconds(20)) == 0)
  }
}
