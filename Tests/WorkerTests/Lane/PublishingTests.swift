import Domain
import Store
import Testing

@testable import Worker

@Suite("Publishing on paper")
struct PublishingTests {
  private func row(_ number: UInt128, messages: Int) -> OutboxRow {
    OutboxRow(
      id: OutboxID(value: number),
      messages: (0..<messages).map { place in
        OutgoingMessage(
          exchange: "events", routingKey: "key", messageID: "\(number)-\(place)",
          contentType: "text/plain", body: [])
      })
  }

  private func add(_ row: OutboxRow, to publishing: inout Publishing) -> Bool {
    publishing.add(row, at: .now)
  }

  private func confirmed(in publishing: inout Publishing) -> [OutboxID] {
    publishing.takeConfirmed().map(\.id)
  }

  private func sendAll(_ publishing: inout Publishing) -> [String] {
    var sent: [String] = []
    while let message = publishing.next() { sent.append(message.messageID) }
    return sent
  }

  @Test("A row is confirmed once each of its messages is, in whatever order the confirms come")
  func confirmsInAnyOrder() {
    var publishing = Publishing(capacity: 100)
    #expect(add(row(1, messages: 2), to: &publishing))
    #expect(add(row(2, messages: 1), to: &publishing))
    #expect(sendAll(&publishing) == ["1-0", "1-1", "2-0"])
    publishing.acked(3, multiple: false)
    #expect(confirmed(in: &publishing) == [OutboxID(value: 2)])
    publishing.acked(2, multiple: false)
    #expect(confirmed(in: &publishing).isEmpty)
    publishing.acked(1, multiple: false)
    #expect(confirmed(in: &publishing) == [OutboxID(value: 1)])
    #expect(publishing.unconfirmed == 0)
  }

  @Test("One confirm may stand for all before it, and none counts twice")
  func multipleConfirms() {
    var publishing = Publishing(capacity: 100)
    #expect(add(row(1, messages: 3), to: &publishing))
    _ = sendAll(&publishing)
    publishing.acked(1, multiple: false)
    publishing.acked(3, multiple: true)
    publishing.acked(3, multiple: true)
    #expect(confirmed(in: &publishing) == [OutboxID(value: 1)])
  }

  @Test(
    "A row with a returned or rejected message is not confirmed, and is left to a sweep",
    arguments: [true, false])
  func failedRows(wasReturned: Bool) {
    var publishing = Publishing(capacity: 100)
    #expect(add(row(1, messages: 2), to: &publishing))
    _ = sendAll(&publishing)
    if wasReturned {
      publishing.returned(messageID: "1-0")
      publishing.acked(1, multiple: false)
    } else {
      publishing.rejected(1, multiple: false)
    }
    publishing.acked(2, multiple: false)
    #expect(confirmed(in: &publishing).isEmpty)
    #expect(publishing.unconfirmed == 0)
    #expect(!publishing.contains(OutboxID(value: 1)))
  }

  @Test("After the connection is lost, whole rows are sent again in order, numbered from 1")
  func restart() {
    var publishing = Publishing(capacity: 100)
    #expect(add(row(1, messages: 2), to: &publishing))
    #expect(add(row(2, messages: 1), to: &publishing))
    _ = publishing.next()
    publishing.restart()
    #expect(sendAll(&publishing) == ["1-0", "1-1", "2-0"])
    publishing.acked(3, multiple: true)
    #expect(confirmed(in: &publishing) == [OutboxID(value: 1), OutboxID(value: 2)])
  }

  @Test("A row beyond the capacity, or one that is here already, is not taken")
  func capacity() {
    var publishing = Publishing(capacity: 2)
    #expect(add(row(1, messages: 2), to: &publishing))
    #expect(!add(row(1, messages: 2), to: &publishing))
    #expect(!add(row(2, messages: 1), to: &publishing))
    _ = sendAll(&publishing)
    publishing.acked(2, multiple: true)
    #expect(add(row(2, messages: 1), to: &publishing))
  }
}
