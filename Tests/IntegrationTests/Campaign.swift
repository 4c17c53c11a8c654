import Foundation
import Messaging
import Testing

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
    let spelling = number.isMultiple(of: 2) ? "Person\(person)@Example.SE" : "person\(person)@example.se"
    return #"{"email":"\#(spelling)","name":{"given":"Given\#(person)","family":"Family"}}"#
  }

  /// Publishes all of them, confirmed.
  func publish() throws {
    var publisher = try Publisher(house)
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
    try wait(until: "all messages settled", within: limit) {
      try house.count("inbox") >= messages && house.count("outbox") == 0
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
    var recorder = try Publisher(house)
    #expect(try recorder.waiting(in: "registrations") == 0)
    #expect(try recorder.waiting(in: "registrations.dead") == 0)
    let events = try recorder.drain(House.recorder)
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
struct Publisher: ~Copyable {
  private var connection: Connection
  private var confirms = Confirms<Void>()
  private var hasSelected = false

  init(_ house: House) throws {
    connection = try Connection(to: Endpoint(house.amqpURL), name: "campaign")
  }

  mutating func publish(
    _ body: String, id: String?, type: String, change: (inout Properties) -> Void = { _ in }
  ) throws {
    try publish(Array(body.utf8), id: id, type: type, change: change)
  }

  mutating func publish(
    _ body: [UInt8], id: String?, type: String, change: (inout Properties) -> Void = { _ in }
  ) throws {
    if !hasSelected { try connection.selectConfirms() }
    hasSelected = true
    var properties = Properties()
    properties.messageID = id
    properties.type = type
    properties.appID = "urn:campaign"
    change(&properties)
    let sequence = try connection.publish(
      Message(properties: properties, body: body), exchange: "brevduva.in", routingKey: type)
    confirms.note(sequence, messageID: id, ())
    if confirms.count > 200 { try take(until: 100) }
  }

  /// Waits for all confirms.
  mutating func finish() throws {
    try take(until: 0)
  }

  private mutating func take(until limit: Int) throws {
    try wait(until: "the broker confirms") {
      while let event = try connection.next() {
        confirms.settle(event) { _, settlement in
          if settlement != .confirmed { Issue.record("a message was not taken: \(settlement)") }
        }
      }
      return confirms.count <= limit
    }
  }

  mutating func waiting(in queue: String) throws -> Int {
    try connection.messageCount(of: queue)
  }

  /// Takes all that lies in a queue.
  mutating func drain(_ queue: String) throws -> [RecordedEvent] {
    let count = try connection.messageCount(of: queue)
    guard count > 0 else { return [] }
    try connection.consume(queue, prefetch: 2000, tag: "drain")
    var events: [RecordedEvent] = []
    try wait(until: "\(count) events of \(queue) arrive") {
      while let event = try connection.next() {
        guard case .delivery(let delivery) = event else { continue }
        events.append(try RecordedEvent(delivery))
        try connection.acknowledge(only: delivery.tag)
      }
      return events.count >= count
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
