import Foundation
import Testing

/// Commands take effect in the order in which they were queued, whoever takes them up (L7): one consumer
/// is active at a time, and the fence in the database stops one that does not know that it no longer is.
@Suite("Order", .serialized)
struct OrderTests {
  /// Begins a load with one worker, and freezes it in its third batch, where its session is in this
  /// state: with deliveries in hand that the broker will soon deliver again.
  private func freeze(
    at failpoint: String, _ state: String, _ load: LoadRun
  ) throws -> WorkerProcess {
    let testbed = load.testbed
    let worker = try load.worker([
      "LANES": "1", "BATCH_SIZE": "20", "LOG_LEVEL": "debug",
      "AMQP_URL": testbed.broker(as: load.kind.name) + "?heartbeat=2",
      "BREVDUVA_TEST": "1", "BREVDUVA_FAILPOINT": "\(failpoint):sleep:6000:3",
    ])
    try wait(until: "it stands still in its third batch") {
      try testbed.count("inbox") > 0 && testbed.sessions(standingIn: state) == 1
    }
    try worker.freeze()
    try #require(try testbed.sessions(standingIn: state) == 1, "frozen too late")
    return worker
  }

  @Test(
    "L7: a worker that is frozen while another takes over commits nothing when it wakes",
    arguments: [
      (at: "before_commit", state: "idle in transaction", says: "A server cannot be used"),
      (at: "received", state: "idle", says: "another consumer of this queue has followed"),
    ])
  func frozen(at failpoint: String, state: String, says reason: String) throws {
    let testbed = try Testbed()
    let load = LoadRun(testbed, .commands, messages: 1000)
    try load.publish(0..<600)
    let first = try freeze(at: failpoint, state, load)
    let committed = first.committed
    let second = try load.worker(["LANES": "1", "LOG_LEVEL": "debug"])
    // After two heartbeats, and the ten seconds that the server gives an idle transaction.
    try load.settle(first: 600)
    let epoch = try #require(Int(testbed.sql("SELECT epoch FROM fence")))
    #expect(epoch == 2)

    first.thaw()
    try wait(until: "it notices that it was left behind") {
      first.logged.contains(reason)
    }
    try load.publish(600..<800)
    try load.settle(first: 800)
    try wait(until: "it stands by") { try first.isReady() }
    #expect(first.committed == committed)
    #expect(try testbed.sql("SELECT epoch FROM fence") == "\(epoch)")

    try second.stop()
    try load.publish(800..<1000)
    try load.settle()
    #expect(first.committed == committed + 200)
    #expect(try testbed.sql("SELECT epoch FROM fence") == "\(epoch + 1)")
    try first.stop()
    try load.check()
  }

  @Test(
    "L7: a worker that wakes while another waits for its turn finishes first, and is left behind then"
  )
  func wokenInTime() throws {
    let testbed = try Testbed()
    let load = LoadRun(testbed, .commands, messages: 1000)
    try load.publish()
    let first = try freeze(at: "before_commit", "idle in transaction", load)
    let committed = first.committed
    let second = try load.worker(["LANES": "1", "LOG_LEVEL": "debug"])
    // Later than that the server ends the transaction of the frozen one.
    try wait(until: "the other waits for its turn", within: .seconds(9)) {
      try testbed.sessionsWaiting() == 1
    }
    first.thaw()
    try load.settle()
    #expect(first.committed == committed + 20)
    #expect(second.committed >= 1000 - first.committed)
    try first.stop()
    try second.stop()
    try load.check()
  }

  @Test("L7: a worker whose turn is over gives back what it holds and gets another turn")
  func turnOver() throws {
    let testbed = try Testbed()
    let load = LoadRun(testbed, .commands, messages: 1000)
    try load.publish()
    let worker = try load.worker(["LANES": "1", "BATCH_SIZE": "20", "LOG_LEVEL": "debug"])
    try load.begin(past: 100)
    _ = try testbed.sql("UPDATE fence SET epoch = epoch + 1")
    #expect(try testbed.count("inbox") < 1000)
    try load.settle()
    #expect(worker.logged.contains("another consumer of this queue has followed"))
    #expect(worker.committed == 1000)
    #expect(try worker.metric("brevduva_redeliveries_total") > 0)
    #expect(try testbed.sql("SELECT epoch FROM fence") == "3")
    try worker.stop()
    try load.check()
  }

  @Test(
    "L7: a worker that drains under load hands over to one that stands by, and each takes up its own"
  )
  func handOver() throws {
    let testbed = try Testbed()
    let load = LoadRun(testbed, .commands, messages: 1500)
    var workers: [WorkerProcess] = []
    for _ in 0..<2 {
      let worker = try load.worker(["LOG_LEVEL": "debug"])
      try wait(until: "ready") { try worker.isReady() }
      workers.append(worker)
    }
    try load.publish()
    try load.begin()
    try workers[0].stop()
    #expect(workers[0].committed > 0)
    try load.settle()
    // What the first had begun it acknowledged: nothing was committed by one and delivered to the other.
    #expect(workers[1].committed > 0)
    #expect(workers[0].committed + workers[1].committed == 1500)
    try workers[1].stop()
    try load.check()
  }
}

/// That the check by the pure core would notice.
@Suite("Order: the model")
struct OrderModelTests {
  @Test("L7: twenty commands that change places with the twenty before come to something else")
  func notices() throws {
    let postings = CommandWriter.postings(1000)
    let model = try CommandModel(postings)
    for place in stride(from: 220, through: 980, by: 40) {
      let (early, late) = (postings[place - 20..<place], postings[place..<place + 20])
      let swapped = postings[..<(place - 20)] + late + early + postings[(place + 20)...]
      let other = try CommandModel(Array(swapped))
      let isAlike = zip(model.tables, other.tables).allSatisfy { Set($0.rows) == Set($1.rows) }
      #expect(!isAlike || Set(model.events) != Set(other.events), "\(place)")
    }
  }
}
