import Foundation
import Messaging
import Testing
import Threading

/// Many messages from a small world, so that they meet often, and the accounts to be settled
/// afterwards: nothing lost, nothing doubled, and nothing out of order where there is one.
struct Campaign {
  let house: House
  let duty: Duty
  /// What is sent, in order.
  let postings: [Posting]
  /// How many different addresses registrations have.
  let addresses: Int
  /// How often each is sent, with the same id.
  let copies: Int

  init(
    _ house: House, _ duty: Duty = .registrations, messages: Int = 2000, addresses: Int = 90,
    copies: Int = 1
  ) {
    self.house = house
    self.duty = duty
    self.addresses = addresses
    self.copies = copies
    postings = duty.postings(messages, addresses: addresses)
  }

  /// Starts a worker for it.
  func worker(_ more: [String: String] = [:]) throws -> WorkerProcess {
    try house.worker(for: duty, more)
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
    try wait(until: "the \(duty) are under way") { try house.count("inbox") > count }
  }

  /// Waits until each message, or each of the first so many, has its outcome and each event is out.
  func settle(first count: Int? = nil, within limit: Duration = .seconds(300)) throws {
    let messages = count ?? postings.count
    do {
      try wait(until: "all \(duty) settled", within: limit) {
        try house.count("inbox") >= messages && house.count("outbox") == 0
      }
    } catch let error as NotInTime {
      let publisher = try Publisher(house)
      let state = try [
        "inbox \(house.count("inbox")) of \(messages)", "outbox \(house.count("outbox"))",
        "ready \(publisher.waiting(in: duty.queue))",
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
    #expect(try recorder.waiting(in: duty.queue) == 0)
    #expect(try recorder.waiting(in: duty.queue + ".dead") == 0)
    switch duty {
    case .registrations: try checkRegistrations(parked: parked, recorder)
    case .commands: try checkCommands(parked: parked, recorder)
    }
  }
}

// MARK: Accounts

extension Campaign {
  private func checkRegistrations(parked: Int, _ recorder: Publisher) throws {
    let messages = postings.count
    #expect(try house.count("inbox WHERE ending = 0") == messages)
    #expect(try house.count("registration") == messages)
    #expect(try house.count("(SELECT DISTINCT source, message_id FROM registration) r") == messages)
    #expect(try house.count("profile") == addresses)
    #expect(try house.count("address") == addresses)
    #expect(try house.count("address WHERE uses & 1 = 1") == addresses)
    let events = try recorder.drainEvents { events in
      Set(events.lazy.filter { $0.type == "registration.matched" }.map(\.cause)).count >= messages
        && events.count { $0.type == "message.parked" } >= parked
    }
    let matched = events.filter { $0.type == "registration.matched" }
    #expect(matched.count == messages)
    #expect(Set(matched.map(\.cause)).count == messages)
    #expect(events.count { $0.type == "profile.created" } == addresses)
    #expect(events.count { $0.type == "message.parked" } == parked)
  }

  /// The database is what the pure core makes of the commands in their order, row by row (L7).
  private func checkCommands(parked: Int, _ recorder: Publisher) throws {
    let model = try CommandModel(postings)
    if postings.count >= 500 {
      #expect(model.applied > postings.count / 5, "too few commands fit")
      #expect(model.refusedRows.count > postings.count / 4, "too few commands are refused")
    }
    for table in model.tables {
      let (found, expected) = (try house.rows(table.query), table.rows)
      let (odd, missing) = (Set(found).subtracting(expected), Set(expected).subtracting(found))
      #expect(
        odd.isEmpty && missing.isEmpty && found.count == expected.count,
        "\(table.name): found \(odd.prefix(3)) instead of \(missing.prefix(3))")
    }
    let events = try recorder.drainEvents { events in
      model.lost(among: events.map(\.told)).isEmpty
        && events.count { $0.type == "message.parked" } >= parked
    }
    let told = events.filter { $0.type != "message.parked" }
    #expect(events.count - told.count == parked)
    #expect(model.lost(among: told.map(\.told)) == [])
    #expect(model.odd(among: told.map(\.told)) == [])
    let places = told.filter { $0.sequence != nil }.map { [$0.type, $0.subject, $0.sequence] }
    #expect(Set(places).count == places.count, "two events of a type in one place")
  }
}

extension Publisher {
  /// The events of the recorder's queue, each once.
  fileprivate func drainEvents(
    until isEnough: ([RecordedEvent]) -> Bool
  ) throws -> Set<RecordedEvent> {
    let events = try drain(House.recorder, until: isEnough)
    #expect(Set(events.map(\.id)).count == Set(events).count, "one event id with two bodies")
    return Set(events)
  }
}
