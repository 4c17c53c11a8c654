import Contract
import Foundation
import Testing

/// Workers that die, with a thousand messages or more under way: nothing lost, nothing doubled, and
/// commands in their order.
@Suite("Crashes", .serialized)
struct CrashTests {
  /// The places of the loop.
  ///
  /// Those of events come first, where each message has some; and they are sent in part where a batch has many.
  private static let places = [
    "published_some:exit:1", "before_confirm:exit:3", "confirmed:exit:3", "outbox_marked:exit:3",
    "tx_begun:exit:3", "rows_locked:exit:3", "decided:exit:3", "written:exit:3",
    "before_commit:exit:3", "after_commit:exit:3", "before_ack:exit:3", "after_ack:exit:3",
  ]

  /// For each place comes a part of a load: a worker dies there, another one takes up what it left.
  ///
  /// The kinds do so side by side, each in a testbed of its own.
  @Test("E1, L7: a worker killed at any place of the loop loses nothing and doubles nothing")
  func killed() throws {
    let loads = try WorkerKind.underLoad.map { LoadRun(try Testbed(), $0, messages: 2400) }
    var heirs: [WorkerProcess] = []
    for (part, place) in Self.places.enumerated() {
      for heir in heirs { try heir.stop() }
      for load in loads { try load.publish(load.part(part, of: Self.places.count)) }
      let doomed = try loads.map { load in
        try load.worker([
          "BREVDUVA_TEST": "1", "BREVDUVA_FAILPOINT": place, "BATCH_SIZE": part == 0 ? "200" : "30",
        ])
      }
      for worker in doomed {
        let code = try worker.end()
        #expect(code == -SIGKILL, "\(place): \(worker.logged)")
      }
      heirs = try loads.map { try $0.worker() }
      for load in loads { try load.take(load.part(part, of: Self.places.count).upperBound) }
    }
    for (load, heir) in zip(loads, heirs) {
      try load.settle()
      try heir.stop()
      try load.check()
    }
  }

  /// The kinds try theirs side by side, each in a testbed of its own.
  @Test("E1, L7: a message that no worker survives is parked, and its neighbours are applied")
  func processKiller() throws {
    // More than a worker holds: where the order counts, those behind must not pass its neighbours.
    let loads = try WorkerKind.underLoad.map { LoadRun(try Testbed(), $0, messages: 300) }
    let small = ["BATCH_SIZE": "50"]
    let doom = small.merging(["BREVDUVA_TEST": "1", "BREVDUVA_FAILPOINT": "decoded:abort@killer"]) {
      $1
    }
    for load in loads {
      try load.publish(0..<100)
      let publisher = try Publisher(load.testbed)
      try publisher.publish(load.kind.load.sound(id: "killer"))
      try publisher.finish()
      try load.publish(100..<300)
    }
    var crashes = loads.map { _ in 0 }
    var alive = Array(loads.indices)
    while !alive.isEmpty {
      let doomed = try alive.map { ($0, try loads[$0].worker(doom)) }
      for (number, worker) in doomed {
        try wait(until: "the worker dies or has parked the message") {
          try !worker.isRunning || loads[number].testbed.count("parked") == 1
        }
        if worker.isRunning {
          try worker.stop()
          alive.removeAll { $0 == number }
        } else {
          crashes[number] += 1
        }
        try #require(crashes[number] < 40, "the message kills on and on")
      }
    }
    let heirs = try loads.map { try $0.worker(small) }
    for (load, heir) in zip(loads, heirs) {
      try wait(until: "the neighbours are applied") {
        try heir.isReady() && load.handled == load.postings.count + 1
          && load.testbed.count("outbox") == 0 && load.kind.load.isSettled(load.testbed)
      }
      try heir.stop()
    }
    for (load, crashes) in zip(loads, crashes) {
      // One crash may count twice: what one lane held can be delivered to another that is about to go.
      #expect(load.kind.isOrdered ? crashes >= 6 && crashes < 12 : crashes >= 10)
      #expect(try load.testbed.sql("SELECT code FROM parked") == "deliveryLimit")
      try load.check(parked: 1)
    }
  }

  @Test("U1, L7: two workers that race for messages on 60 people, each sent twice, apply each once")
  func race() throws {
    let loads = try WorkerKind.underLoad.map { kind in
      LoadRun(
        try Testbed(), kind, messages: kind.isOrdered ? 1000 : 2000, addresses: 60, copies: 2)
    }
    for load in loads { try load.publish() }
    let racers = try loads.map { [try $0.worker(), try $0.worker()] }
    for (load, racers) in zip(loads, racers) {
      try load.settle()
      for racer in racers { try racer.stop() }
    }
    // Repeats that were still waiting when all had its outcome.
    let heirs = try loads.map { try $0.worker() }
    for (load, heir) in zip(loads, heirs) {
      let publisher = try Publisher(load.testbed)
      try wait(until: "the repeats are taken, and none is in hand any more") {
        try publisher.waiting(in: load.kind.queue.name) == 0 && heir.isReady()
          && heir.metric("brevduva_unacked_oldest_seconds") == 0
      }
      try heir.stop()
      try load.check()
    }
  }

  @Test("E1: one poison among 199 is parked alone")
  func poison() throws {
    let loads = try WorkerKind.underLoad.map { LoadRun(try Testbed(), $0, messages: 199) }
    for load in loads {
      try load.publish(0..<100)
      let publisher = try Publisher(load.testbed)
      try publisher.publish(load.kind.load.broken(id: "poison"))
      try publisher.finish()
      try load.publish(100..<199)
    }
    let workers = try loads.map { try $0.worker() }
    for (load, worker) in zip(loads, workers) {
      try load.take(200)
      try load.settle()
      try worker.stop()
      #expect(try load.testbed.sql("SELECT message_id FROM parked") == "poison")
      try load.check(parked: 1)
    }
  }

  @Test(
    "SIGTERM under load ends with 0, and what was not begun is left for the next worker",
    arguments: WorkerKind.underLoad)
  func drainUnderLoad(kind: WorkerKind) throws {
    let load = LoadRun(try Testbed(), kind, messages: kind.isOrdered ? 1500 : 4000)
    let beginning = load.part(0, of: 4)
    try load.publish(beginning)
    let first = try load.worker(["LOG_LEVEL": "debug"])
    try load.take(beginning.count)
    // A worker may be quicker than the signal: the batch in hand is held until it has come.
    let lock = try load.testbed.locking("brevduva.inbox")
    try load.publish(beginning.upperBound..<load.postings.count)
    try wait(until: "a batch is in hand") {
      try first.metric("brevduva_unacked_oldest_seconds") > 0
    }
    let committed = first.committed
    first.send(SIGTERM)
    try wait(until: "it drains") { try first.get("/health/ready").body.contains("draining") }
    try lock.release()
    #expect(try first.end() == 0)
    #expect(first.committed > committed, "the batch in hand is finished")
    #expect(try load.handled < load.postings.count)
    let second = try load.worker()
    try load.settle()
    try second.stop()
    try load.check()
  }

  @Test("SIGTERM while idle ends with 0 at once")
  func drainIdle() throws {
    let testbed = try Testbed()
    let workers = try WorkerKind.all.map { try testbed.worker(for: $0) }
    for worker in workers {
      try wait(until: "ready") { try worker.isReady() }
      worker.send(SIGTERM)
      // At once: the grace time, after which it would end in any case, is 25 seconds, and that with 1.
      #expect(try worker.end(within: .seconds(20)) == 0)
    }
  }
}
