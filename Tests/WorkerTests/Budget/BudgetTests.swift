import CAllocations
import Contract
import Domain
import Messaging
import Store
import TestSupport
import Testing

@testable import Worker

/// Registrations by the rules, and nothing else of a service.
private struct Recorder: Handler {
  let rules = MatchingRules.standard
}

/// Commands by the rules, and nothing else of a service.
private struct Steward: Handler {
  let rules = LifeRules.standard
}

/// Each cost is held against ``Budget``, where it must neither rise nor fall unseen.
@Suite("Budget")
struct BudgetTests {
  @Test("A batch of registrations costs what it did", arguments: [1, 100])
  func registrations(size: Int) throws {
    let schema = try TestSchema()
    try schema.migrate()
    var meter = try BatchMeter(Recorder(), on: .registrations, in: schema)
    // The first batch prepares the statements, and makes known whom the others know.
    _ = meter.cost(of: (0..<100).map { Self.registration(of: $0) })
    _ = meter.cost(of: (0..<100).map { Self.registration(of: $0 + 50) })
    let cost = meter.cost(of: (0..<size).map { Self.registration(of: $0 + 100) })
    try hold(cost, to: #require(Budget.registrations[size]), "\(size) registrations")
  }

  @Test(
    "L7: a batch of commands costs what it did, purges and merges among them", arguments: [1, 100])
  func commands(size: Int) throws {
    let schema = try TestSchema()
    try schema.migrate()
    var meter = try BatchMeter(Steward(), on: .lifecycle, in: schema)
    for first in [0, 1] {
      _ = meter.cost(of: (0..<200).map { Self.creation(of: 1000 * first + $0) })
      _ = meter.cost(of: (0..<100).map { Self.command($0, on: 1000 * first) })
    }
    _ = meter.cost(of: (0..<200).map { Self.creation(of: 2000 + $0) })
    let cost = meter.cost(of: (0..<size).map { Self.command($0, on: 2000) })
    try hold(cost, to: #require(Budget.commands[size]), "\(size) commands")
  }

  /// Holds a cost to its limit: allocations of an optimised build alone, and with some room.
  private func hold(_ cost: BatchCost, to limit: BatchCost, _ name: String) {
    var expected = limit
    expected.allocations = cost.allocations
    #expect(cost == expected)
    hold(cost.allocations, to: limit.allocations, room: 0.03, name)
  }

  private func hold(_ allocations: Int, to limit: Int, room: Double, _ name: String) {
    #if !DEBUG
      let room = Int(Double(limit) * room)
      #expect(
        (limit - room...limit + room).contains(allocations),
        "\(allocations) allocations for \(name), where Budget says \(limit)")
    #endif
  }

  @Test(
    "Reading a message takes as many allocations as it did",
    arguments: [
      BudgetTests.registration(of: 1), BudgetTests.creation(of: 1), BudgetTests.command(0, on: 0),
    ])
  func decoding(type: String, data: String) throws {
    let received = ReceivedDelivery(delivery: Delivery("m1", type, data), generation: 1)
    let count =
      type.hasPrefix("registration")
      ? Self.allocations(
        decoding: received, DeliveryDecoder(handler: Recorder(), queue: .registrations))
      : Self.allocations(decoding: received, DeliveryDecoder(handler: Steward(), queue: .lifecycle))
    hold(count, to: try #require(Budget.decoding[type]), room: 0, "reading \(type)")
  }

  /// Allocations of the second time, when the tables that are made once are there.
  private static func allocations<H: Handler>(
    decoding received: ReceivedDelivery, _ decoder: DeliveryDecoder<H>
  ) -> Int {
    #expect(decoder.decode(received, isGivenUp: false).isReadable)
    let before = callocations_count()
    let decoded = decoder.decode(received, isGivenUp: false)
    return withExtendedLifetime(decoded) { Int(callocations_count() - before) }
  }

  @Test("Telling a new profile takes as many allocations as it did")
  func encoding() throws {
    var ids = IDSource(seed: 1)
    let now = Timestamp(microseconds: 1_764_000_000_000_000)
    let attributes = DeliveryDecoder(handler: Steward(), queue: .lifecycle).decode(
      ReceivedDelivery(
        delivery: Delivery("m1", "profile.create", Self.creation(of: 1).data), generation: 1),
      isGivenUp: false
    ).attributes
    let profile = Profile(
      id: ids.next(at: now), name: Name(given: "Åsa", family: "Ek"), createdAt: now,
      addresses: [Address(try EmailAddress("asa.ek@example.se"), uses: Uses(.primary))])
    let change = LoggedChange(.created(profile), sequence: 1, isProtected: false)
    let encoder = EventEncoder(service: "lifecycle-worker")
    func tell() -> [OutgoingEvent] {
      encoder.events(for: [change], of: attributes, at: now, ids: &ids)
    }
    #expect(tell().count == 1)
    let before = callocations_count()
    let events = tell()
    let count = withExtendedLifetime(events) { Int(callocations_count() - before) }
    hold(count, to: Budget.encoding, room: 0, "telling a new profile")
  }
}

// MARK: Messages

extension BudgetTests {
  typealias Message = (type: String, data: String)

  private static func id(_ person: Int) -> String {
    ProfileID(value: UInt128(person + 1)).description
  }

  private static func registration(of person: Int) -> Message {
    (
      "registration.event",
      """
      {"email":"Person.\(person)@student.example.se","name":{"given":"Åsa","family":"Ek \(person)"},\
      "event":{"id":"e1","title":"Forskarfrukost"},"answers":{"diet":"vegan","seat":\(person)}}
      """
    )
  }

  private static func creation(of person: Int) -> Message {
    (
      "profile.create",
      """
      {"profileId":"\(id(person))","name":{"given":"Åsa","family":"Ek \(person)"},\
      "emails":[{"address":"person.\(person)@example.se","use":"primary"}]}
      """
    )
  }

  /// A command that is applied, on people of its own: two of the two hundred from the first one on.
  private static func command(_ number: Int, on first: Int) -> Message {
    let (one, other) = (id(first + 2 * number), id(first + 2 * number + 1))
    let address = "person.\(first + 2 * number)@example.se"
    switch number % 10 {
    case 0: return ("profile.update", #"{"profileId":"\#(one)","phone":"070 555 \#(number)"}"#)
    case 1:
      return (
        "profile.addAddress",
        #"{"profileId":"\#(one)","address":"new.\#(first + number)@example.se","uses":["work"]}"#
      )
    case 2: return ("profile.removeAddress", #"{"profileId":"\#(one)","address":"\#(address)"}"#)
    case 3:
      return (
        "profile.setUse", #"{"profileId":"\#(one)","address":"\#(address)","use":"private"}"#
      )
    case 4: return ("profile.mark", #"{"profileId":"\#(one)","address":"\#(address)"}"#)
    case 5: return ("profile.optOut", #"{"profileId":"\#(one)","topic":"news"}"#)
    case 6: return ("profile.remove", #"{"profileId":"\#(one)"}"#)
    case 7: return ("profile.merge", #"{"keep":"\#(one)","remove":"\#(other)"}"#)
    case 8: return ("profile.deceased", #"{"profileId":"\#(one)"}"#)
    default: return ("profile.purge", #"{"profileId":"\#(one)"}"#)
    }
  }
}
