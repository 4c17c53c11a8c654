import Domain
import Testing

@testable import Store

@Suite("Store: a parked message on its way back")
struct RedeliveryTests {
  private func record(id: String) -> ParkedRecord {
    ParkedRecord(
      summary: ParkedSummary(
        id: ParkedID(value: 7), message: MessageReference(source: "urn:test", id: id),
        type: "registration.event", queue: "registrations", code: "brokenJSON", path: nil,
        offset: nil, detail: "", parkedAt: Timestamp(microseconds: 0), size: 1, isWhole: true),
      routingKey: "registration.event", properties: #"{"appId":"x"}"#, body: [1], bodyHash: [7])
  }

  @Test("It goes with its own id, key, properties and body, or with the mended one")
  func message() {
    for (mended, body) in [(nil, [1]), ([2, 3], [2, 3])] as [([UInt8]?, [UInt8])] {
      let message = OutgoingMessage(
        record(id: "m1"), mended: mended, to: "brevduva.in", messageID: nil,
        contentType: "text/plain")
      #expect(message.exchange == "brevduva.in" && message.routingKey == "registration.event")
      #expect(message.messageID == "m1" && message.contentType == "text/plain")
      #expect(message.properties == #"{"appId":"x"}"# && message.body == body)
    }
  }

  @Test("Without a content type it is octets; an id that the property cannot hold is replaced")
  func substitutes() {
    for (count, isKept) in [(255, true), (256, false)] {
      let id = String(repeating: "i", count: count)
      let message = OutgoingMessage(
        record(id: id), mended: nil, to: "x", messageID: nil, contentType: nil)
      #expect(message.contentType == "application/octet-stream")
      #expect(message.messageID == (isKept ? id : "\(ParkedID(value: 7))"))
    }
    let own = OutgoingMessage(
      record(id: "m1"), mended: nil, to: "x", messageID: "own", contentType: nil)
    #expect(own.messageID == "own")
    let unstorable = OutgoingMessage(
      record(id: "m1"), mended: nil, to: "x", messageID: "a\0", contentType: nil)
    #expect(unstorable.messageID == "\(ParkedID(value: 7))")
  }
}
