import Observability
import Testing

@Suite("Readiness")
struct ReadinessTests {
  /// A part of what a lane says of itself.
  enum Part {
    case database, broker, subscription, alarm, outbox

    func turn(_ status: inout LaneStatus) {
      switch self {
      case .database: status.isDatabaseReached.toggle()
      case .broker: status.isBrokerReached.toggle()
      case .subscription: status.isSubscribed.toggle()
      case .alarm: status.isBlocked.toggle()
      case .outbox: status.isOutboxFull.toggle()
      }
    }
  }

  private func reach(_ lane: Int, of readiness: Readiness) {
    readiness.update(lane) {
      $0.isDatabaseReached = true
      $0.isBrokerReached = true
      $0.isSubscribed = true
      $0.reason = nil
    }
  }

  @Test("Readiness: ready only once every lane is subscribed with both servers reached")
  func everyLane() {
    let readiness = Readiness(lanes: 2)
    #expect(!readiness.isReady)
    reach(0, of: readiness)
    #expect(!readiness.isReady)
    #expect(readiness.report == "lane 1: database not reached, broker not reached\n")
    reach(1, of: readiness)
    #expect(readiness.isReady)
    #expect(readiness.report == "ready\n")
  }

  @Test("Readiness: the oldest delivery of all lanes counts, and none is no time")
  func oldestHeld() {
    let readiness = Readiness(lanes: 2)
    let now = ContinuousClock.now
    #expect(readiness.longestHeld(at: now) == .zero)
    readiness.update(0) { $0.heldSince = now - .seconds(3) }
    readiness.update(1) { $0.heldSince = now - .seconds(7) }
    #expect(readiness.longestHeld(at: now) == .seconds(7))
    readiness.update(1) { $0.heldSince = nil }
    #expect(readiness.longestHeld(at: now) == .seconds(3))
    #expect(readiness.longestHeld(at: now - .seconds(9)) == .zero)
  }

  @Test(
    "Readiness: whatever one lane misses is said, and goes again",
    arguments: [
      (.database, "database not reached"), (.broker, "broker not reached"),
      (.subscription, "not subscribed"), (.alarm, "blocked by an alarm of the broker"),
      (.outbox, "outbox over its limit"),
    ] as [(Part, String)])
  func transitions(part: Part, words: String) {
    let readiness = Readiness(lanes: 2)
    for lane in 0..<2 { reach(lane, of: readiness) }
    readiness.update(1) {
      part.turn(&$0)
      $0.reason = "because"
    }
    #expect(!readiness.isReady)
    #expect(readiness.report == "lane 1: \(words): because\n")
    readiness.update(1) {
      part.turn(&$0)
      $0.reason = nil
    }
    #expect(readiness.isReady && readiness.report == "ready\n")
  }

  @Test("Readiness: a reason of several lines stays on one")
  func reasonOnOneLine() {
    let readiness = Readiness(lanes: 1)
    readiness.update(0) { $0.reason = "one\nlane 9: ready" }
    #expect(readiness.report.split(separator: "\n").count == 1)
  }

  @Test("Readiness: once it drains it is never ready again")
  func draining() {
    let readiness = Readiness(lanes: 1)
    reach(0, of: readiness)
    readiness.drain()
    reach(0, of: readiness)
    #expect(!readiness.isReady)
    #expect(readiness.report == "draining\n")
  }
}
