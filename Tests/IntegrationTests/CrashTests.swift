import Foundation
import Testing

/// Workers that die, with 2,000 messages under way: nothing lost, nothing doubled.
@Suite("Crashes", .serialized)
struct CrashTests {
  @Test(
    "E1: a worker killed at any place of the loop loses nothing and doubles nothing",
    arguments: [
      "tx_begun", "rows_locked", "decided", "written", "before_commit", "after_commit",
      "before_ack", "after_ack", "published_some", "before_confirm", "confirmed", "outbox_marked",
    ])
  func killed(at failpoint: String) throws {
    let house = try House()
    let campaign = Campaign(house)
    try campaign.publish()
    let doomed = try house.worker([
      "BREVDUVA_TEST": "1", "BREVDUVA_FAILPOINT": "\(failpoint):exit:3",
    ])
    #expect(try doomed.end() == -SIGKILL, "\(doomed.logged)")
    let heir = try house.worker()
    try campaign.settle()
    try heir.stop()
    try campaign.check()
    try house.remove()
  }

  @Test("E1: a message that no worker survives is parked, and its neighbours are applied")
  func processKiller() throws {
    let house = try House()
    let campaign = Campaign(house, messages: 200)
    let publisher = try Publisher(house)
    try publisher.publish(
      #"{"email":"killer@example.se"}"#, id: "killer", type: "registration.event")
    try publisher.finish()
    try campaign.publish()
    let order = ["BREVDUVA_TEST": "1", "BREVDUVA_FAILPOINT": "decoded:abort@killer"]
    var crashes = 0
    while try house.count("parked") == 0 {
      let worker = try house.worker(order)
      try wait(until: "the worker dies or has parked the message") {
        try !worker.isRunning || house.count("parked") == 1
      }
      if worker.isRunning { try worker.stop() } else { crashes += 1 }
      try #require(crashes < 40, "the message kills on and on")
    }
    let last = try house.worker()
    try wait(until: "the neighbours are applied") {
      try last.isReady() && house.count("inbox") == 201 && house.count("outbox") == 0
    }
    try last.stop()
    // One crash may count twice: what one lane held can be delivered to another that is about to go.
    #expect(crashes >= 10)
    #expect(try house.sql("SELECT code FROM parked") == "deliveryLimit")
    try campaign.check(parked: 1)
    try house.remove()
  }

  @Test("U1: two workers that race on 60 new addresses, every message twice, make 60 profiles")
  func race() throws {
    let house = try House()
    let campaign = Campaign(house, messages: 2000, addresses: 60, copies: 2)
    try campaign.publish()
    let first = try house.worker()
    let second = try house.worker()
    try campaign.settle()
    try first.stop()
    try second.stop()
    // Repeats that were still waiting when all had its outcome.
    let last = try house.worker()
    let publisher = try Publisher(house)
    try wait(until: "the repeats are taken") {
      try last.isReady() && publisher.waiting(in: "registrations") == 0
    }
    try last.stop()
    try campaign.check()
    try house.remove()
  }

  @Test("E1: one poison among 199 is parked alone")
  func poison() throws {
    let house = try House()
    let campaign = Campaign(house, messages: 199)
    let publisher = try Publisher(house)
    try publisher.publish(#"{"email": "anna@example.se""#, id: "poison", type: "registration.event")
    try publisher.finish()
    try campaign.publish()
    let worker = try house.worker()
    try wait(until: "all have their outcome") { try house.count("inbox") == 200 }
    try campaign.settle()
    try worker.stop()
    #expect(try house.sql("SELECT message_id FROM parked") == "poison")
    try campaign.check(parked: 1)
    try house.remove()
  }

  @Test("SIGTERM under load ends with 0, and what was not begun is left for the next worker")
  func drainUnderLoad() throws {
    let house = try House()
    let campaign = Campaign(house, messages: 6000)
    try campaign.publish()
    let first = try house.worker()
    try wait(until: "the work has begun") { try house.count("inbox") > 200 }
    try first.stop()
    #expect(try house.count("inbox") < 6000)
    let second = try house.worker()
    try campaign.settle()
    try second.stop()
    try campaign.check()
    try house.remove()
  }

  @Test("SIGTERM while idle ends with 0 at once")
  func drainIdle() throws {
    let house = try House()
    let worker = try house.worker()
    try wait(until: "ready", within: .seconds(20)) { try worker.isReady() }
    worker.send(SIGTERM)
    #expect(try worker.end(within: .seconds(5)) == 0)
    try house.remove()
  }
}
