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
