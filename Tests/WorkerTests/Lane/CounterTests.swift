import Contract
import Messaging
import Store
import TestSupport
import Testing
import Threading

@testable import Domain
@testable import Worker

/// A report of a throw-away service; what it says does not matter here.
private struct Report: IncomingMessage {
  static func read(_ envelope: Envelope) throws(Fault) -> Report { Report() }
}

/// A throw-away service: it counts each report, and believes the first ten within an hour.
private struct Sceptic: Handler, MessageDecider {
  static let key = CounterKey(.domain("exempel.se"), code: "failed")

  /// Whether the touch names the figure; if not, it is found out on the way.
  let isNamed: Bool
  var rules: Sceptic { self }

  func touch(_ message: Report) -> Touch { Touch(counters: isNamed ? [Self.key] : []) }

  func decide(_ message: Report, in book: inout AddressBook, cause: Cause) -> Outcome {
    guard let count = book.count(of: Self.key) else {
      return book.undecided(without: Touch(counters: [Self.key]))
    }
    book.append(.counter(Self.key, .increased(by: 1)))
    if count < 10 {
      book.append(.message(book.mint(cause), .mailed(data: ["count": .number(Int64(count))])))
    }
    return .applied
  }
}

@Suite("A figure over many messages, with broker and database in memory")
struct CounterTests {
  @Test(
    "B8: a rule sees what all batches before counted, and its own, whatever is lost",
    arguments: [0, 9] as [UInt64], [true, false])
  func threshold(faults: UInt64, isNamed: Bool) {
    for seed in 1...20 as ClosedRange<UInt64> {
      let database = MemoryDatabase()
      let reports = (0..<30).map { Delivery("r\($0)", "bounce.event") }
      let wire = InMemoryWire(
        reports, database: database, stop: ShutdownSignal(), seed: seed, faults: faults)
      wire.settle(.test(Sceptic(isNamed: isNamed), on: .bounces), seed: seed)
      let sent = Set(wire.arrived.map(\.messageID))
      #expect(sent.count == 10, "seed \(seed)")
      #expect(database.contents.counts == [Sceptic.key: 30], "seed \(seed)")
    }
  }
}
