import Contract
import Foundation
import Messaging
import Testing
import Threading

/// Many messages from a small world, so that they meet often, and the accounts to be settled
/// afterwards: nothing lost, nothing doubled, and nothing out of order where there is one.
struct LoadRun {
  let testbed: Testbed
  let kind: WorkerKind
  /// Messages to send, in order.
  let postings: [Posting]
  /// Number of different addresses of registrations.
  let addresses: Int
  /// Number of times that each is sent, with the same id.
  let copies: Int

  init(
    _ testbed: Testbed, _ kind: WorkerKind = .registrations, messages: Int = 2000,
    addresses: Int = 90, copies: Int = 1
  ) {
    self.testbed = testbed
    self.kind = kind
    self.addresses = addresses
    self.copies = copies
    postings = kind.load.postings(messages, addresses: addresses)
  }

  /// Starts a worker for it.
  func worker(_ more: [String: String] = [:]) throws -> WorkerProcess {
    try testbed.worker(for: kind, more)
  }

  /// Places of the messages of one of so many parts, about as large each.
  func part(_ number: Int, of parts: Int) -> Range<Int> {
    postings.count * number / parts..<postings.count * (number + 1) / parts
  }

  /// Publishes all of them, or those of a range, confirmed.
  func publish(_ range: Range<Int>? = nil) throws {
    try kind.load.prepare(testbed, addresses: addresses)
    let publisher = try Publisher(testbed)
    for _ in 0..<copies {
      for posting in postings[range ?? postings.indices] { try publisher.publish(posting) }
    }
    try publisher.finish()
  }

  /// Number of messages that have their outcome; those that a worker sends itself are not counted.
  var handled: Int {
    get throws { try testbed.count("inbox WHERE source = 'urn:campaign'") }
  }

  /// Waits until a worker is under way.
  func begin(past count: Int = 200) throws {
    try wait(until: "the messages of \(kind.name) are under way") {
      try handled > count
    }
  }

  /// Waits until each of the first so many messages has its outcome, whatever is still to be told.
  func take(_ count: Int) throws {
    try wait(until: "\(count) messages of \(kind.name) have their outcome") {
      try handled >= count
    }
  }

  /// Waits until each message, or each of the first so many, has its outcome and each event is out.
  func settle(first count: Int? = nil, within limit: Duration = .seconds(300)) throws {
    let messages = count ?? postings.count
    do {
      try wait(until: "all messages of \(kind.name) settled", within: limit) {
        try handled >= messages && testbed.count("outbox") == 0
          && kind.load.isSettled(testbed)
      }
    } catch let error as NotInTime {
      let publisher = try Publisher(testbed)
      let state = try [
        "inbox \(handled) of \(messages)", "outbox \(testbed.count("outbox"))",
        "ready \(publisher.waiting(in: kind.queue.name))",
        "bindings \(testbed.bindings())",
      ]
      throw NotInTime(description: "\(error) (\(state.joined(separator: ", ")))")
    }
  }

  /// Settles the accounts, with so many other messages parked; the workers must have drained.
  func check(parked: Int = 0) throws {
    #expect(
      try testbed.count("inbox WHERE source = 'urn:campaign' AND ending <> 3") == postings.count)
    #expect(try testbed.count("inbox WHERE ending = 3") == parked)
    #expect(try testbed.count("outbox") == 0)
    #expect(try testbed.count("parked") == parked)
    let recorder = try Publisher(testbed)
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
    let events = try drain(Testbed.recorder, until: isEnough)
    #expect(Set(events.map(\.id)).count == Set(events).count, "one event id with two bodies")
    return Set(events)
  }
}
