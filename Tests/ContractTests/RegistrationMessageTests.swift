import Contract
import Domain
import Formats
import Messaging
import Testing

@Suite("Registration message")
struct RegistrationMessageTests {
  static func message(
    _ data: String, type: String = "registration.event"
  ) throws -> Registration {
    let envelope = try #require(Envelope.read(.of(data, routingKey: type)).envelope)
    return try Registration.read(envelope)
  }

  @Test("Every field of the contract is read, and unknown ones are ignored")
  func everyField() throws {
    let message = try Self.message(
      #"""
      {"emails": [" Asa@Example.se ", "asa @work", "asa@work.example.se"],
       "name": {"given": " \u00c5sa ", "family": ""}, "phone": "+46 70", "unknown": [1],
       "externalIds": {"ladok": "l1", "none": null, "alumni": "a1"},
       "event": {"id": "e1", "title": "Open house"},
       "donation": {"amount": "500.00", "currency": "SEK", "campaign": "c"},
       "answers": {"anything": [true]}}
      """#, type: "registration.donation")
    #expect(message.kind == .donation)
    #expect(message.first.key.text == "asa@example.se")
    #expect(message.further.map(\.text) == ["asa @work", "asa@work.example.se"])
    #expect(message.further.map { $0.address?.text } == [nil, "asa@work.example.se"])
    #expect(message.name == Name(given: "Åsa"))
    #expect(message.phone == "+46 70")
    #expect(message.externalIDs.map(\.system) == ["ladok", "alumni"])
    #expect(message.externalIDs.map(\.value) == ["l1", "a1"])
    #expect(message.eventID == "e1")
    #expect(String(decoding: message.content, as: UTF8.self).contains(#""campaign": "c""#))
  }

  /// Registrations with nothing in them but an address, as senders say it.
  static let spare = [
    #"""
    {"email": "a@b.se", "emails": null, "name": null, "phone": null, "externalIds": null,
     "event": null, "donation": null, "answers": null, "actor": null}
    """#,
    #"""
    {"emails": ["a@b.se"], "name": [], "externalIds": [], "event": [], "donation": [],
     "answers": []}
    """#,
    #"{"emails": [null, "", "a@b.se", null, "  "]}"#,
  ]

  @Test(
    "M4: null is absence, an empty list where an object is wanted too, and an empty entry",
    arguments: spare)
  func absence(data: String) throws {
    let message = try Self.message(data)
    #expect(message.first.text == "a@b.se")
    #expect(message.further == [] && message.externalIDs == [])
    #expect(message.name == Name() && message.eventID == nil)
  }

  @Test(
    "An amount has as many decimals as its currency, and no more",
    arguments: [
      ("1.500", "KWD"), ("1", "KWD"), ("0.5", "TND"), ("500", "JPY"), ("500.00", "SEK"),
      ("500.5", "IQD"), ("10.50", "RSD"), ("1.25", "ZZZ"),
    ])
  func amounts(amount: String, currency: String) throws {
    let data = #"{"email":"a@b.se","donation":{"amount":"\#(amount)","currency":"\#(currency)"}}"#
    #expect(Envelope.read(.of(data)).registrationFault == nil)
    #expect(try Schema("registration").faults(of: try JSONValue(Array(data.utf8))) == [])
  }

  @Test("M4, M7: the addresses reach the rules in the order of the form, as they were written")
  func ordered() throws {
    let registration = try Self.message(#"{"emails":["info@b.se","no","c@d.se"]}"#)
    #expect(registration.first.text == "info@b.se")
    #expect(registration.further.map(\.text) == ["no", "c@d.se"])
    #expect(registration.further.map { $0.address?.text } == [nil, "c@d.se"])
  }

  @Test("Texts and lists that are too long are refused")
  func limits() throws {
    func fault(_ data: String) -> Fault? { Envelope.read(.of(data)).registrationFault }
    let long = String(repeating: "x", count: 2000)
    #expect(fault(#"{"email":"\#(long)"}"#)?.code == .tooLong)
    #expect(fault(#"{"email":"a@b.se","name":{"given":"\#(long)"}}"#)?.path == "$.name.given")
    #expect(fault(#"{"email":"a@b.se","externalIds":{"x":"\#(long)"}}"#)?.code == .tooLong)
    let many = Array(repeating: #""a@b.se""#, count: 101).joined(separator: ",")
    #expect(fault(#"{"emails":[\#(many)]}"#)?.code == .tooMany)
    let ids = (0..<101).map { #""s\#($0)":"1""# }.joined(separator: ",")
    #expect(fault(#"{"email":"a@b.se","externalIds":{\#(ids)}}"#)?.code == .tooMany)
  }

  @Test("Mutated and truncated messages never crash")
  func mutated() {
    let seed: UInt64 = 7_061_994
    var random = IDSource(seed: seed)
    func draw(_ limit: Int) -> Int {
      let id: ProfileID = random.next(at: Timestamp(microseconds: 0))
      return Int(truncatingIfNeeded: id.value & 0xffff_ffff) % limit
    }
    let texts = [EnvelopeTests.structured.body, EnvelopeTests.plain.body]
    var readable = 0
    for round in 0..<20_000 {
      var body = texts[round % 2]
      for _ in 0...draw(3) where !body.isEmpty {
        let at = draw(body.count)
        switch draw(3) {
        case 0: body[at] = UInt8(draw(256))
        case 1: body.remove(at: at)
        default: body.removeSubrange(draw(8) == 0 ? at..<body.count : at..<min(at + 3, body.count))
        }
      }
      let delivery = Delivery.of(body) {
        if round % 2 == 0 { $0.contentType = "application/cloudevents+json" }
      }
      let reading = Envelope.read(delivery)
      #expect(!reading.attributes.reference.id.isEmpty)
      if reading.registrationFault == nil { readable += 1 }
    }
    #expect(readable > 1000, "seed \(seed)")
  }
}
