import Contract
import Foundation
import Messaging
import Testing
import Threading

/// Many messages from a small world, so that they meet often, and the accounts to be settled
/// afterwards: nothing lost, nothing doubled, and nothing out of order where there is one.
struct Campaign {
  let house: House
  let kind: WorkerKind
  /// What is sent, in order.
  let postings: [Posting]
  /// How many different addresses registrations have.
  let addresses: Int
  /// How often each is sent, with the same id.
  let copies: Int

  init(
    _ house: House, _ kind: WorkerKind = .registrations, messages: Int = 2000,
    addresses: Int = 90, copies: Int = 1
  ) {
    self.house = house
    self.kind = kind
    self.addresses = addresses
    self.copies = copies
    postings = kind.load.postings(messages, addresses: addresses)
  }

  /// Starts a worker for it.
  func worker(_ more: [String: String] = [:]) throws -> WorkerProcess {
    try house.worker(for: kind, more)
  }

  /// Publishes all of them, or those of a range, confirmed.
  func publish(_ range: Range<Int>? = nil) throws {
    let publisher = try Publisher(house)
    for _ in 0..<copies {
      for posting in postings[range ?? postings.indices] { try publisher.publish(posting) }
    }
    try publisher.finish()
  }

  /// Waits until a worker is under way.
  func begin(past count: Int = 200) throws {
    try wait(until: "the messages of \(kind.name) are under way") {
      try house.count("inbox") > count
    }
  }

  /// Waits until each message, or each of the first so many, has its outcome and each event is out.
  func settle(first count: Int? = nil, within limit: Duration = .seconds(300)) throws {
    let messages = count ?? postings.count
    do {
      try wait(until: "all messages of \(kind.name) settled", within: limit) {
        try house.count("inbox") >= messages && house.count("outbox") == 0
      }
    } catch let error as NotInTime {
      let publisher = try Publisher(house)
      let state = try [
        "inbox \(house.count("inbox")) of \(messages)", "outbox \(house.count("outbox"))",
        "ready \(publisher.waiting(in: kind.queue.name))",
        "bindings \(house.bindings())",
      ]
      throw NotInTime(description: "\(error) (\(state.joined(separator: ", ")))")
    }
  }

  /// Settles the accounts, with so many other messages parked; the workers must have drained.
  func check(parked: Int = 0) throws {
    #expect(try house.count("inbox") == postings.count + parked)
    #expect(try house.count("inbox WHERE ending = 3") == parked)
    #expect(try house.count("outbox") == 0)
    #expect(try house.count("parked") == parked)
    let recorder = try Publisher(house)
    #expect(try recorder.waiting(in: kind.queue.name) == 0)
    #expect(try recorder.waiting(in: kind.queue.deadName) == 0)
    try kind.load.check(self, parked: parked, recorder)
  }
}

extension Publisher {
  /// The events of the recorder's queue, each once.
  func drainEvents(
    until isEnough: ([RecordedEvent]) -> Bool
  ) throws -> Set<RecordedEvent> {
    let events = try drain(House.recorder, until: isEnough)
    #expect(Set(events.map(\.id)).count == Set(events).count, "one event id with two bodies")
    return Set(events)
  }
}
