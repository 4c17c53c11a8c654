import Foundation
import Messaging
import Testing
import Threading

/// Many registrations from a small world, so that they meet often, and the accounts to be settled
/// afterwards: nothing lost, nothing doubled.
struct Campaign {
  let house: House
  let messages: Int
  let addresses: Int
  /// How often each is sent, with the same id.
  let copies: Int

  init(_ house: House, messages: Int = 2000, addresses: Int = 90, copies: Int = 1) {
    self.house = house
    self.messages = messages
    self.addresses = addresses
    self.copies = copies
  }

  private func body(_ number: Int) -> String {
    let person = (number * 7919) % addresses
    let spelling =
      number.isMultiple(of: 2) ? "Person\(person)@Example.SE" : "person\(person)@example.se"
    return #"{"email":"\#(spelling)","name":{"given":"Given\#(person)","family":"Family"}}"#
  }

  /// Publishes all of them, confirmed.
  func publish() throws {
    let publisher = try Publisher(house)
    let kinds = ["event", "alumni", "donation"]
    for _ in 0..<copies {
      for number in 0..<messages {
        try publisher.publish(
          body(number), id: "m\(number)", type: "registration.\(kinds[number % 3])")
      }
    }
    try publisher.finish()
  }

  /// Waits until each message has its outcome and each event is out.
  func settle(within limit: Duration = .seconds(120)) throws {
    do {
      try wait(until: "all messages settled", within: limit) {
        try house.count("inbox") >= messages && house.count("outbox") == 0
      }
    } catch let error as NotInTime {
      let publisher = try Publisher(house)
      let state = try [
        "inbox \(house.count("inbox")) of \(messages)", "outbox \(house.count("outbox"))",
        "ready \(publisher.waiting(in: "registrations"))",
        "bindings \(house.bindings())",
      ]
      throw NotInTime(description: "\(error) (\(state.joined(separator: ", ")))")
    }
  }

  /// Settles the accounts; the workers must have drained.
  func check(parked: Int = 0) throws {
    #expect(try house.count("inbox") == messages + parked)
    #expect(try house.count("inbox WHERE ending = 0") == messages)
    #expect(try house.count("registration") == messages)
    #expect(try house.count("(SELECT DISTINCT source, message_id FROM registration) r") == messages)
    #expect(try house.count("profile") == addresses)
    #expect(try house.count("address") == addresses)
    #expect(try house.count("address WHERE uses & 1 = 1") == addresses)
    #expect(try house.count("outbox") == 0)
    #expect(try house.count("parked") == parked)
    let recorder = try Publisher(house)
    #expect(try recorder.waiting(in: "registrations") == 0)
    #expect(try recorder.waiting(in: "registrations.dead") == 0)
    let events = try recorder.drain(House.recorder) { events in
      Set(events.lazy.filter { $0.type == "registration.matched" }.map(\.cause)).count >= messages
        && events.count { $0.type == "message.parked" } >= parked
    }
    #expect(Set(events.map(\.id)).count == Set(events).count, "one event id with two bodies")
    let matched = Set(events).filter { $0.type == "registration.matched" }
    #expect(matched.count == messages)
    #expect(Set(matched.map(\.cause)).count == messages)
    #expect(Set(events).count { $0.type == "profile.created" } == addresses)
    #expect(Set(events).count { $0.type == "message.parked" } == parked)
  }
}

/// An event as the recorder's queue has it.
struct RecordedEvent: Hashable {
  let id: String
  let type: String
  let cause: String
  let body: [UInt8]
}

/// A connection that publishes with confirms, and looks into queues.
final class Publisher {
  private var connection: Connection
  private var confirms = Confirms<Void>()
  private var hasSelected = false

  init(_ house: House) throws {
    connection = try Connection(to: Endpoint(house.amqpURL), name: "campaign")
  }

  func publish(
    _ body: String, id: String?, type: String, change: (inout Properties) -> Void = { _ in }
  ) throws {
    try publish(Array(body.utf8), id: id, type: type, change: change)
  }

  func publish(
    _ body: [UInt8], id: String?, type: String, routingKey: String? = nil,
    change: (inout Properties) -> Void = { _ in }
  ) throws {
    if !hasSelected { try connection.selectConfirms() }
    hasSelected = true
    var properties = Properties()
    properties.messageID = id
    properties.type = type
    properties.appID = "urn:campaign"
    change(&properties)
    let sequence = try connection.publish(
      Message(properties: properties, body: body), exchange: "brevduva.in",
      routingKey: routingKey ?? type)
    confirms.note(sequence, messageID: id, ())
    if confirms.count > 200 { try take(until: 100) }
  }

  /// Waits for all confirms.
  func finish() throws {
    try take(until: 0)
  }

  private func take(until limit: Int) throws {
    try wait(until: "the broker confirms") {
      while let event = try connection.next() {
        confirms.settle(event) { _, settlement in
          if settlement != .confirmed { Issue.record("a message was not taken: \(settlement)") }
        }
      }
      return confirms.count <= limit
    }
  }

  func waiting(in queue: String) throws -> Int {
    try connection.messageCount(of: queue)
  }

  /// Takes what lies in a queue until it is enough, or until a while after nothing more comes.
  ///
  /// A quorum queue tells its length late, so nothing rests on that.
  func drain(
    _ queue: String, until isEnough: ([RecordedEvent]) -> Bool
  ) throws -> [RecordedEvent] {
    try connection.consume(queue, prefetch: 2000, tag: "drain")
    var events: [RecordedEvent] = []
    let deadline = ContinuousClock.now + .seconds(20)
    var waiter = PollWaiter()
    var quietSince = ContinuousClock.now
    while ContinuousClock.now < deadline {
      while let event = try connection.next() {
        guard case .delivery(let delivery) = event else { continue }
        events.append(try RecordedEvent(delivery))
        try connection.acknowledge(only: delivery.tag)
        quietSince = .now
      }
      if ContinuousClock.now - quietSince > .seconds(1), isEnough(events) { return events }
      _ = waiter.wait(for: connection.descriptor, .readable, until: .now + .milliseconds(100))
    }
    return events
  }
}

extension RecordedEvent {
  init(_ delivery: Delivery) throws {
    let json = try JSONSerialization.jsonObject(with: Data(delivery.body)) as? [String: Any]
    self.init(
      id: json?["id"] as? String ?? "", type: json?["type"] as? String ?? "",
      cause: json?["causationid"] as? String ?? "", body: delivery.body)
  }
}
