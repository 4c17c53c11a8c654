import Contract
import Domain
@testable import Messaging
import Store
import Testing

@testable import Worker

@Suite("Pending publishes on paper")
struct PublishingTests {
  private func row(
    _ number: UInt128, messages: Int, to exchange: Exchange = .mail
  ) -> OutboxRow {
    OutboxRow(
      id: OutboxID(value: number),
      messages: (0..<messages).map { place in
        OutgoingMessage(
          exchange: exchange.rawValue, routingKey: "key", messageID: "\(number)-\(place)",
          contentType: "text/plain", body: [])
      })
  }

  private func confirmed(in publishing: inout PendingPublishes) -> [OutboxID] {
    publishing.takeConfirmed().map(\.id)
  }

  /// Sends all that is queued, numbered on from `first`.
  private func sendAll(_ publishing: inout PendingPublishes, from first: UInt64 = 1) -> [String] {
    var sent: [String] = []
    while let message = publishing.next {
      publishing.sent(as: first + UInt64(sent.count))
      sent.append(message.messageID)
    }
    return sent
  }

  @discardableResult
  private func answer(_ event: Event, to publishing: inout PendingPublishes)
    -> PendingPublishes.Settled
  {
    publishing.take(event)
  }

  @Test("A row is confirmed once each of its messages is, in whatever order the confirms come")
  func confirmsInAnyOrder() {
    var publishing = PendingPublishes(capacity: 100)
    publishing.add(row(1, messages: 2), at: .now)
    publishing.add(row(2, messages: 1), at: .now)
    #expect(sendAll(&publishing) == ["1-0", "1-1", "2-0"])
    answer(.confirmed(3, multiple: false), to: &publishing)
    #expect(confirmed(in: &publishing) == [OutboxID(value: 2)])
    answer(.confirmed(2, multiple: false), to: &publishing)
    #expect(confirmed(in: &publishing).isEmpty)
    answer(.confirmed(1, multiple: false), to: &publishing)
    #expect(confirmed(in: &publishing) == [OutboxID(value: 1)])
    #expect(publishing.unconfirmed == 0)
  }

  @Test("One confirm may stand for all before it, and none counts twice")
  func multipleConfirms() {
    var publishing = PendingPublishes(capacity: 100)
    publishing.add(row(1, messages: 3), at: .now)
    _ = sendAll(&publishing)
    answer(.confirmed(1, multiple: false), to: &publishing)
    answer(.confirmed(3, multiple: true), to: &publishing)
    answer(.confirmed(3, multiple: true), to: &publishing)
    #expect(confirmed(in: &publishing) == [OutboxID(value: 1)])
  }

  @Test(
    "A row with a returned or rejected message is not confirmed, and is left to a sweep",
    arguments: [true, false])
  func failedRows(wasReturned: Bool) {
    var publishing = PendingPublishes(capacity: 100)
    publishing.add(row(1, messages: 2), at: .now)
    _ = sendAll(&publishing)
    if wasReturned {
      let returned = Returned(
        code: 312, text: "NO_ROUTE", exchange: Exchange.mail.rawValue, routingKey: "key",
        messageID: "1-0")
      answer(.returned(returned), to: &publishing)
      #expect(answer(.confirmed(1, multiple: false), to: &publishing).returned == 1)
    } else {
      answer(.rejected(1, multiple: false), to: &publishing)
    }
    answer(.confirmed(2, multiple: false), to: &publishing)
    #expect(confirmed(in: &publishing).isEmpty)
    #expect(publishing.unconfirmed == 0)
    #expect(publishing.ids.isEmpty)
  }

  @Test(
    "An event that no queue is bound for has no receiver: its row is done with, and it is counted")
  func unroutedEvents() {
    var publishing = PendingPublishes(capacity: 100)
    publishing.add(row(1, messages: 3, to: .events), at: .now)
    _ = sendAll(&publishing)
    for place in 0..<2 {
      let returned = Returned(
        code: 312, text: "NO_ROUTE", exchange: Exchange.events.rawValue, routingKey: "key",
        messageID: "1-\(place)")
      answer(.returned(returned), to: &publishing)
    }
    let settled = answer(.confirmed(3, multiple: true), to: &publishing)
    #expect(settled.unrouted == ["key": 2] && settled.confirmed == 1 && settled.returned == 0)
    #expect(confirmed(in: &publishing) == [OutboxID(value: 1)])
    #expect(publishing.unconfirmed == 0 && publishing.hasRoom)
  }

  @Test(
    "An event that the broker cannot keep is sent again, whether a queue is bound for it or not")
  func rejectedEvents() {
    var publishing = PendingPublishes(capacity: 100)
    publishing.add(row(1, messages: 1, to: .events), at: .now)
    _ = sendAll(&publishing)
    let returned = Returned(
      code: 312, text: "NO_ROUTE", exchange: Exchange.events.rawValue, routingKey: "key",
      messageID: "1-0")
    answer(.returned(returned), to: &publishing)
    let settled = answer(.rejected(1, multiple: false), to: &publishing)
    #expect(settled.unrouted.isEmpty && settled.rejected == 1)
    #expect(confirmed(in: &publishing).isEmpty)
  }

  @Test("A row that may not be published is left to a sweep, and those behind it are sent")
  func forbiddenRow() {
    var publishing = PendingPublishes(capacity: 3)
    publishing.add(row(1, messages: 2), at: .now)
    publishing.add(row(2, messages: 1), at: .now)
    publishing.sent(as: 1)
    publishing.giveUpFirst()
    publishing.restart()
    #expect(publishing.hasRoom && publishing.ids == [OutboxID(value: 2)])
    #expect(sendAll(&publishing) == ["2-0"])
    answer(.confirmed(1, multiple: false), to: &publishing)
    #expect(confirmed(in: &publishing) == [OutboxID(value: 2)])
    publishing.giveUpFirst()
    #expect(publishing.unconfirmed == 0)
  }

  @Test("After the connection is lost, whole rows are sent again in order, numbered from 1")
  func restart() {
    var publishing = PendingPublishes(capacity: 100)
    publishing.add(row(1, messages: 2), at: .now)
    publishing.add(row(2, messages: 1), at: .now)
    publishing.sent(as: 1)
    publishing.restart()
    #expect(sendAll(&publishing) == ["1-0", "1-1", "2-0"])
    answer(.confirmed(3, multiple: true), to: &publishing)
    #expect(confirmed(in: &publishing) == [OutboxID(value: 1), OutboxID(value: 2)])
  }

  @Test("There is room until as many messages as may be are unconfirmed; a row is queued once")
  func capacity() {
    var publishing = PendingPublishes(capacity: 2)
    #expect(publishing.hasRoom)
    publishing.add(row(1, messages: 2), at: .now)
    publishing.add(row(1, messages: 2), at: .now)
    #expect(!publishing.hasRoom)
    #expect(sendAll(&publishing) == ["1-0", "1-1"])
    answer(.confirmed(2, multiple: true), to: &publishing)
    #expect(publishing.hasRoom)
  }

  @Test("A message that cannot be sent leaves its row unconfirmed, and the others go on")
  func unsendable() {
    var publishing = PendingPublishes(capacity: 100)
    publishing.add(row(1, messages: 2), at: .now)
    publishing.add(row(2, messages: 1), at: .now)
    publishing.couldNotSend()
    #expect(sendAll(&publishing) == ["1-1", "2-0"])
    let settled = answer(.confirmed(2, multiple: true), to: &publishing)
    #expect(settled.confirmed == 2)
    #expect(confirmed(in: &publishing) == [OutboxID(value: 2)])
    #expect(publishing.unconfirmed == 0)
  }
}
