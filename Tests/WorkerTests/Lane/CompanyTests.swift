import Contract
import Domain
import Messaging
import Store
import TestSupport
import Testing
import Threading

@testable import Worker

/// Commands by the rules, and nothing else of a service.
private struct Steward: Handler {
  let rules = LifeRules.standard
}

@Suite("Commands that join and end profiles, with broker and database in memory")
struct CompanyTests {
  private static let people = (1...6).map { ProfileID(value: UInt128($0)) }

  /// Random commands on few people with few addresses: what one of them joins, another one names.
  private static func commands(seed: UInt64) -> [Delivery] {
    var random = SeededGenerator(seed: seed)
    let made = people.enumerated().map { number, id in
      ("profile.create", #"{"profileId":"\#(id)","emails":[{"address":"p\#(number)@x.se"}]}"#)
    }
    let drawn = (0..<60).map { _ -> (String, String) in
      let (one, other) = (random.pick(people), random.pick(people))
      let address = "p\(random.pick(6))@x.se"
      switch random.pick(12) {
      case 0, 1: return ("profile.merge", #"{"keep":"\#(one)","remove":"\#(other)"}"#)
      case 2, 3: return ("profile.unmerge", #"{"removed":"\#(one)"}"#)
      case 4: return ("profile.deceased", #"{"profileId":"\#(one)"}"#)
      case 5: return ("profile.revokeDeceased", #"{"profileId":"\#(one)"}"#)
      case 6:
        return random.isOne(of: 4)
          ? ("profile.purge", #"{"profileId":"\#(one)"}"#)
          : ("profile.restore", #"{"profileId":"\#(one)"}"#)
      case 7: return ("profile.remove", #"{"profileId":"\#(one)"}"#)
      case 8, 9:
        return ("profile.addAddress", #"{"profileId":"\#(one)","address":"\#(address)"}"#)
      case 10:
        return ("profile.removeAddress", #"{"profileId":"\#(one)","address":"\#(address)"}"#)
      default: return ("profile.update", #"{"profileId":"\#(one)","phone":"\#(random.pick(9))"}"#)
      }
    }
    return (made + drawn).enumerated().map { Delivery("m\($0)", $1.0, $1.1) }
  }

  /// The book after the commands, one by one.
  private static func book(after deliveries: [Delivery]) throws -> AddressBook {
    var book = AddressBook(BookContents(), ids: IDSource(seed: 1))
    let decider = BatchDecider(LifeRules.standard)
    for delivery in deliveries {
      guard case .message(let envelope) = Envelope.read(delivery, from: .lifecycle) else {
        throw Unreadable(id: delivery.properties.messageID)
      }
      let message = try CommandMessage.read(envelope)
      let cause = envelope.attributes.cause(at: Timestamp(microseconds: 1_700_000_000_000_000))
      #expect(decider.decide([(message, cause)], in: &book) != nil)
    }
    return book
  }

  private struct Unreadable: Error {
    let id: String?
  }

  @Test(
    "L7: whatever stands together in a batch, each command finds what those before it left",
    arguments: [0, 9] as [UInt64])
  func inOrder(faults: UInt64) throws {
    for seed in 1...60 as ClosedRange<UInt64> {
      let deliveries = Self.commands(seed: seed)
      let database = MemoryDatabase()
      let wire = InMemoryWire(
        deliveries, database: database, stop: ShutdownSignal(), seed: seed, faults: faults)
      wire.settle(.test(Steward(), on: .lifecycle), seed: seed)
      let book = try Self.book(after: deliveries)
      let contents = database.contents
      #expect(contents.inbox.count == deliveries.count && contents.parked.isEmpty, "seed \(seed)")
      for id in Self.people { #expect(contents.profiles[id] == book.profile(id), "seed \(seed)") }
    }
  }
}
