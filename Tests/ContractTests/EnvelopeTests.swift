import Contract
import Domain
import Hashing
import Messaging
import Testing

@Suite("Envelope")
struct EnvelopeTests {
  static let data = #"{"email":"asa@example.se","name":{"given":"Åsa"}}"#
  static let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
  static let tracestate = "congo=t61rcWkgMzE,tenant@rojo=00f067aa0ba902b7"
  static let time = Timestamp(microseconds: 1_788_256_800_000_000)

  static var structured: Delivery {
    .structured(
      """
      {"specversion":"1.0","id":"7","source":"urn:x:forms","type":"registration.event",
       "time":"2026-09-01T12:00:00+02:00","actor":"stina","traceparent":"\(trace)",
       "tracestate":"\(tracestate)",       "data":\(data)}
      """)
  }

  static func binary(_ prefix: String) -> Delivery {
    .of(data, routingKey: "registrations") { properties in
      properties.headers = [
        Header("\(prefix)specversion", "1.0"), Header("\(prefix)id", "7"),
        Header("\(prefix)source", "urn:x:forms"), Header("\(prefix)type", "registration.event"),
        Header("\(prefix)time", "2026-09-01T10:00:00.000Z"), Header("\(prefix)actor", "stina"),
        Header("\(prefix)traceparent", .string(trace)),
        Header("\(prefix)tracestate", .string(tracestate)),
      ]
    }
  }

  static var plain: Delivery {
    .of(data) { properties in
      properties.messageID = "7"
      properties.appID = "urn:x:forms"
      properties.timestamp = 1_788_256_800
      properties.headers = [
        Header("actor", "stina"), Header("traceparent", .string(trace)),
        Header("tracestate", .string(tracestate)),
      ]
    }
  }

  @Test("The three forms of a message are one envelope")
  func threeForms() throws {
    for delivery in [
      Self.structured, Self.binary("cloudEvents:"), Self.binary("cloudEvents_"), Self.plain,
    ] {
      let envelope = try #require(Envelope.read(delivery).envelope)
      #expect(envelope.attributes.reference == MessageReference(source: "urn:x:forms", id: "7"))
      #expect(envelope.kind == .registrationEvent)
      #expect(envelope.attributes.type == "registration.event")
      #expect(envelope.attributes.time == Self.time)
      #expect(envelope.attributes.actor == "stina")
      #expect(envelope.attributes.traceparent == Self.trace)
      #expect(envelope.attributes.tracestate == Self.tracestate)
      #expect(envelope.data == Array(Self.data.utf8))
      #expect(envelope.attributes.bodyHash == SHA256.hash(delivery.body))
      let message = try Registration.read(envelope)
      #expect(message.first.text == "asa@example.se")
      #expect(message.content == Array(Self.data.utf8))
    }
  }

  @Test("Packed data of a structured event is unpacked")
  func packedData() throws {
    let event = #"{"id":"7","type":"registration.event","data_base64":"eyJlbWFpbCI6ImFAYi5zZSJ9"}"#
    let envelope = try #require(Envelope.read(.structured(event)).envelope)
    #expect(envelope.data == Array(#"{"email":"a@b.se"}"#.utf8))
    #expect(try Registration.read(envelope).first.text == "a@b.se")
  }

  @Test("Without an id the hash of routing key, NUL and body is the id, without a source 'unnamed'")
  func defaults() throws {
    let expected = hexadecimal(SHA256.hash(Array("registration.event\0\(Self.data)".utf8)))
    for delivery in [
      Delivery.of(Self.data),
      .of(Self.data) {
        $0.messageID = ""
        $0.appID = ""
      },
    ] {
      let envelope = try #require(Envelope.read(delivery).envelope)
      #expect(
        envelope.attributes.reference
          == MessageReference(source: "urn:brevduva:unnamed", id: expected)
      )
      #expect(envelope.attributes.type == "registration.event")
      #expect(envelope.attributes.time == nil)
      #expect(envelope.attributes.actor == nil)
    }
  }

  @Test("The actor stands in the event, a header, the data, or is the broker's user")
  func actors() {
    let data = #"{"email":"a@b.se","actor":"in-data"}"#
    let named = Delivery.of(data) { $0.headers = [Header("actor", "in-header")] }
    let user = Delivery.of(Self.data) { $0.userID = "broker-user" }
    #expect(Envelope.read(named).envelope?.attributes.actor == "in-header")
    #expect(Envelope.read(.of(data)).envelope?.attributes.actor == "in-data")
    #expect(Envelope.read(user).envelope?.attributes.actor == "broker-user")
    let wrong = Envelope.read(.of(#"{"email":"a@b.se","actor":7}"#))
    #expect(wrong.fault?.code == .illTyped)
    #expect(wrong.fault?.path == "$.actor")
  }

  @Test(
    "A malformed traceparent is ignored",
    arguments: [
      "", "00-x", "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
      "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
    ])
  func traceparents(text: String) {
    let delivery = Delivery.of(Self.data) { $0.headers = [Header("traceparent", .string(text))] }
    let reading = Envelope.read(delivery)
    #expect(reading.fault == nil)
    #expect(reading.attributes.traceparent == nil)
  }

  @Test(
    "A tracestate is carried along if it is sound, else ignored; without a sound trace it counts for nothing",
    arguments: [
      (.string("a=b"), trace, "a=b"), (.bytes(Array("a=b, c@d=e f".utf8)), trace, "a=b, c@d=e f"),
      (.string("a=b"), "00-x", nil), (.string("a=b"), nil, nil), (.string(""), trace, nil),
      (.string("a"), trace, nil), (.string("a=b=c"), trace, nil), (.string("A=b"), trace, nil),
      (.string("a=å"), trace, nil), (.string("a=asa@example.se"), trace, nil),
      (
        .string("a=" + String(repeating: "x", count: 510)), trace,
        "a=" + String(repeating: "x", count: 510)
      ),
      (.string("a=" + String(repeating: "x", count: 511)), trace, nil),
      (.string(Array(repeating: "a=b", count: 33).joined(separator: ",")), trace, nil),
      (.int(7), trace, nil), (.bytes([0xff]), trace, nil),
    ] as [(Value, String?, String?)])
  func tracestates(value: Value, trace: String?, kept: String?) {
    let delivery = Delivery.of(Self.data) { properties in
      properties.headers = [Header("tracestate", value)]
      if let trace { properties.headers.append(Header("traceparent", .string(trace))) }
    }
    let reading = Envelope.read(delivery)
    #expect(reading.fault == nil)
    #expect(reading.attributes.tracestate == kept)
  }

  @Test("A mail comes as the body, as text in an event, or packed")
  func mails() throws {
    let mail = "From: a@b.se\r\n\r\nHi\r\n"
    let packed = #"{"type":"note.email","data_base64":"RnJvbTogYUBiLnNlDQoNCkhpDQo="}"#
    let inline = #"{"type":"note.email","data":"From: a@b.se\r\n\r\nHi\r\n"}"#
    for delivery in [
      Delivery.of(mail, routingKey: "note.email"),
      .structured(packed, routingKey: "note.email"), .structured(inline, routingKey: "note.email"),
    ] {
      let envelope = try #require(Envelope.read(delivery, from: .contactNotes).envelope)
      #expect(envelope.data == Array(mail.utf8))
    }
    let latin1 = Delivery.of([0x46, 0xe5], routingKey: "note.email")
    #expect(Envelope.read(latin1, from: .contactNotes).envelope?.data == [0x46, 0xe5])
  }
}
