import Contract
import Messaging
import Testing

@testable import Worker

/// Trials of messages of an ordered queue, each alone (L7).
@Suite("Trial of a poison message")
struct TrialTests {
  private func delivery(
    back count: Int64, id: String = "m", body: String = "{}", exchange: String = "brevduva.in"
  ) -> Delivery {
    var properties = Properties()
    properties.messageID = id
    properties.headers = [Header("x-delivery-count", .int(count))]
    return Delivery(
      tag: 1, isRedelivered: count > 0, exchange: exchange, routingKey: "profile.update",
      properties: properties, body: Array(body.utf8), bodySize: body.utf8.count)
  }

  @Test("L7: what came back four times is tried alone, on an ordered queue")
  func begins() {
    #expect(PoisonMessageTrial.fingerprint(in: delivery(back: 3), of: .lifecycle) == nil)
    #expect(PoisonMessageTrial.fingerprint(in: delivery(back: 4), of: .lifecycle) != nil)
    #expect(PoisonMessageTrial.fingerprint(in: delivery(back: 4), of: .registrations) == nil)
    #expect(
      PoisonMessageTrial.fingerprint(
        in: delivery(back: 4, exchange: "brevduva.dead"), of: .lifecycle) == nil)
  }

  @Test(
    "What came back joins smaller batches each time, and from the fourth time on none",
    arguments: [
      (Int64.min, 4096), (-1, 4096), (0, 4096), (1, 1024), (2, 256), (3, 64), (4, 1),
      (Int64.max, 1),
    ])
  func batch(back count: Int64, room: Int) {
    var smallest = 4096
    #expect(BatchSize(limit: 4096).admits(delivery(back: count), after: 0, smallest: &smallest))
    #expect(smallest == room)
    #expect(!BatchSize(limit: 4096).admits(delivery(back: 0), after: room, smallest: &smallest))
  }

  /// Deliveries of one message from a dead-letter queue as brokers of these versions count them, seen on
  /// real ones: `x-delivery-count` and `x-acquired-count`, `nil` for none.
  private static let lastDeliveries: [(version: String, counts: [(Int64?, Int64?)])] = [
    ("3.10.8", [(nil, nil), (1, nil), (2, nil), (3, nil), (4, nil)]),
    ("4.0.5", [(21, nil), (1, nil), (2, nil), (3, nil), (4, nil)]),
    ("4.3.6", [(21, 21), (22, 1), (23, 2), (24, 3), (25, 4)]),
  ]

  @Test(
    "A message from the dead-letter queue is tried three times on every broker, whatever count it brings",
    arguments: lastDeliveries)
  func lastTries(version: String, counts: [(Int64?, Int64?)]) {
    let isGivenUp = counts.map { count, acquired in
      var delivery = delivery(back: 0, exchange: "brevduva.dead")
      delivery.properties.headers =
        [("x-delivery-count", count), ("x-acquired-count", acquired)]
        .compactMap { name, value in value.map { Header(name, .int($0)) } }
      delivery.isRedelivered = count != nil
      return delivery.isGivenUp
    }
    #expect(isGivenUp == [false, false, false, true, true])
  }

  @Test(
    "A count that a publisher has written gives a message from the dead-letter queue no endless tries",
    arguments: [0, -1, 21, .max] as [Int64])
  func forgedTries(acquired: Int64) {
    var delivery = delivery(back: 3, exchange: "brevduva.dead")
    delivery.properties.headers.append(Header("x-acquired-count", .int(acquired)))
    #expect(delivery.lastTries == 3)
  }

  @Test("A message is known again by its key, id and body, however often it came back")
  func knownAgain() {
    let fingerprint = PoisonMessageTrial.fingerprint(in: delivery(back: 4), of: .lifecycle)
    #expect(fingerprint == PoisonMessageTrial.fingerprint(in: delivery(back: 9), of: .lifecycle))
    #expect(
      fingerprint != PoisonMessageTrial.fingerprint(in: delivery(back: 4, id: "n"), of: .lifecycle))
    #expect(
      fingerprint
        != PoisonMessageTrial.fingerprint(in: delivery(back: 4, body: "[]"), of: .lifecycle))
  }

  @Test("Five workers may try a message, and no sixth")
  func limit() {
    #expect(!PoisonMessageTrial(fingerprint: [], count: 5).isOver)
    #expect(PoisonMessageTrial(fingerprint: [], count: 6).isOver)
  }
}
