import Contract
import Domain
import Formats
import Hashing
import Messaging
import Testing

@Suite("What can't be read")
struct UnreadableTests {
  static let faults: [(data: String, code: String, path: String?, offset: Int?)] = [
    (#"{"email":"a@b.se""#, "brokenJSON", "$.email", 17),
    ("", "emptyBody", nil, nil),
    ("[]", "illTyped", "$", 0),
    (#""a@b.se""#, "illTyped", "$", 0),
    (#"{"email":"a@b.se","email":"a@b.se"}"#, "duplicateKey", "$.email", 18),
    (#"{"email":"a@b.se","x":"\u0000"}"#, "nul", "$.x", 23),
    (#"{"email":"a@b.se","x":"\udfff"}"#, "loneSurrogate", "$.x", 23),
    ("{}", "missingField", "$.email", 0),
    (#"{"email":null,"emails":null}"#, "missingField", "$.email", 0),
    (#"{"emails":[]}"#, "missingField", "$.emails", 0),
    (#"{"email":7}"#, "illTyped", "$.email", 9),
    (#"{"emails":"a@b.se"}"#, "illTyped", "$.emails", 10),
    (#"{"emails":["a@b.se",7]}"#, "illTyped", "$.emails[1]", 20),
    (#"{"email":"a@b.se","emails":["a@b.se"]}"#, "illTyped", "$.email", 9),
    (#"{"email":"a b@c.se"}"#, "address.localCharacter", "$.email", 1),
    (#"{"email":""}"#, "address.noAt", "$.email", 0),
    (#"{"emails":["x","a@b.se"]}"#, "address.noAt", "$.emails[0]", 1),
    (#"{"email":"A B <a@b.se>"}"#, "address.displayName", "$.email", 0),
    (#"{"email":"a@b.se","name":"A"}"#, "illTyped", "$.name", 25),
    (#"{"email":"a@b.se","name":{"given":1}}"#, "illTyped", "$.name.given", 34),
    (#"{"email":"a@b.se","phone":46}"#, "illTyped", "$.phone", 26),
    (#"{"email":"a@b.se","externalIds":{"ladok":1}}"#, "illTyped", "$.externalIds.ladok", 41),
    (#"{"email":"a@b.se","event":{"id":1}}"#, "illTyped", "$.event.id", 32),
    (#"{"email":"a@b.se","answers":[1]}"#, "illTyped", "$.answers", 28),
    (#"{"email":"a@b.se","name":[null]}"#, "illTyped", "$.name", 25),
    (#"{"emails":[null,""," "]}"#, "missingField", "$.emails", 0),
    (#"{"emails":[null,"x","a@b.se"]}"#, "address.noAt", "$.emails[1]", 1),
    (#"{"email":"a\u200bb@b.se"}"#, "address.invisible", "$.email", 1),
    (#"{"email":"a@b.se","donation":{"currency":"SEK"}}"#, "missingField", "$.donation.amount", 29),
    (
      #"{"email":"a@b.se","donation":{"amount":500,"currency":"SEK"}}"#, "illTyped",
      "$.donation.amount", 39
    ),
    (
      #"{"email":"a@b.se","donation":{"amount":"5.001","currency":"SEK"}}"#, "illTyped",
      "$.donation.amount", 39
    ),
    (
      #"{"email":"a@b.se","donation":{"amount":"1.500","currency":"SEK"}}"#, "illTyped",
      "$.donation.amount", 39
    ),
    (
      #"{"email":"a@b.se","donation":{"amount":"1.5000","currency":"KWD"}}"#, "illTyped",
      "$.donation.amount", 39
    ),
    (
      #"{"email":"a@b.se","donation":{"amount":"1.5","currency":"JPY"}}"#, "illTyped",
      "$.donation.amount", 39
    ),
    (
      #"{"email":"a@b.se","donation":{"amount":"5","currency":"kr"}}"#, "illTyped",
      "$.donation.currency", 54
    ),
  ]

  @Test("A registration that can't be read has a code, a path and an octet", arguments: faults)
  func registrations(data: String, code: String, path: String?, offset: Int?) {
    let reading = Envelope.read(.of(data) { $0.messageID = "7" })
    let fault = reading.registrationFault
    #expect(fault?.code.text == code)
    #expect(fault?.path == path)
    #expect(fault?.offset == offset)
    #expect(reading.attributes.reference.id == "7")
    #expect(fault?.detail.contains(".se") == false)
  }

  @Test("Paths and octets of a structured event count from the top of the body")
  func structuredPaths() {
    let event = #"{"id":"7","type":"registration.event","data":{"email":7}}"#
    let fault = Envelope.read(.structured(event)).registrationFault
    #expect(fault?.path == "$.data.email")
    #expect(fault?.offset == 54)
    let none = Envelope.read(.structured(#"{"id":"7","type":"registration.event"}"#))
    #expect(none.fault?.code == .missingField)
    #expect(none.fault?.path == "$.data")
    #expect(Envelope.read(.structured(#"{"id":7,"data":{}}"#)).fault?.path == "$.id")
    #expect(Envelope.read(.structured(#"[]"#)).fault?.path == "$")
  }

  @Test("A fault in the data does not hide the id of a structured event")
  func knownByID() {
    for data in [#""\u0000""#, #""\ud800""#, #"{"a":1,"a":2}"#] {
      let event = #"{"data":\#(data),"source":"s","id":"7","type":"registration.event"}"#
      let reading = Envelope.read(.structured(event))
      #expect(reading.fault?.path?.hasPrefix("$.data") == true)
      #expect(reading.attributes.reference == MessageReference(source: "s", id: "7"))
    }
    let broken = Envelope.read(.structured(#"{"source":"s","id":"7","data":{"#))
    #expect(broken.fault?.code == .json(.brokenJSON))
    #expect(broken.attributes.reference == MessageReference(source: "s", id: "7"))
  }

  @Test("Nesting 100,000 deep is refused, not followed", arguments: ["[", #"{"a":"#])
  func nesting(opening: String) {
    let deep = String(repeating: opening, count: 100_000)
    #expect(Envelope.read(.of(deep)).fault?.code == .json(.tooDeep))
    let inData = #"{"email":"a@b.se","answers":{"x":\#(deep)"#
    #expect(Envelope.read(.of(inData)).fault?.code == .json(.tooDeep))
    #expect(Envelope.read(.structured(#"{"data":\#(deep)"#)).fault?.code == .json(.tooDeep))
  }

  @Test(
    "A type of another queue, or of none, is unknown",
    arguments: ["profile.purge", "registration.unheard", "registrations", "note.email"])
  func unknownType(type: String) {
    let reading = Envelope.read(.of(EnvelopeTests.data, routingKey: type))
    #expect(reading.fault?.code == .unknownType)
    #expect(reading.attributes.type == type)
    let typed = Envelope.read(.of(EnvelopeTests.data) { $0.type = type })
    #expect(typed.fault?.code == .unknownType)
  }

  @Test(
    "A message whose key is not one of the queue's own is not taken",
    arguments: ["registration.event", "bounce.event"])
  func foreignKey(key: String) {
    let purge = #"{"email":"a@b.se"}"#
    func read(_ key: String) -> EnvelopeResult {
      Envelope.read(.of(purge, routingKey: key) { $0.type = "profile.purge" }, from: .lifecycle)
    }
    #expect(read(key).fault?.code == .unknownType)
    #expect(read("profile.purge").fault == nil)
    #expect(read("lifecycle").fault == nil)
  }

  @Test("A body over the limit is told by its hash, and never read")
  func tooLarge() {
    var delivery = Delivery.of("{", routingKey: "registration.event") { $0.messageID = "7" }
    delivery.bodyHash = [UInt8](repeating: 7, count: 32)
    delivery.bodySize = 9 << 20
    let reading = Envelope.read(delivery)
    #expect(reading.fault?.code == .tooLarge)
    #expect(reading.attributes.bodyHash == delivery.bodyHash)
    #expect(reading.attributes.reference.id == "7")
  }

  @Test("Headers that are too deep, packed bodies and other formats are refused")
  func unsupported() {
    func code(_ change: @escaping (inout Properties) -> Void) -> FaultCode? {
      Envelope.read(.of(EnvelopeTests.data, change)).fault?.code
    }
    #expect(code { $0.areHeadersTooDeep = true } == .headersTooDeep)
    #expect(code { $0.contentEncoding = "gzip" } == .unsupportedEncoding)
    #expect(code { $0.contentEncoding = "UTF-8" } == nil)
    #expect(code { $0.contentType = "application/cloudevents-batch+json" } == .unsupportedFormat)
    #expect(code { $0.contentType = "text/plain" } == nil)
    #expect(code { $0.headers = [Header("cloudEvents:specversion", "0.3")] } == .unsupportedFormat)
  }

  @Test("An id that can't be kept is refused, and the hash stands for it")
  func unusableIDs() {
    let hash = hexadecimal(SHA256.hash(Array("registration.event\0\(EnvelopeTests.data)".utf8)))
    func reading(_ id: Value) -> EnvelopeResult {
      Envelope.read(.of(EnvelopeTests.data) { $0.headers = [Header("cloudEvents:id", id)] })
    }
    let long = String(repeating: "x", count: 1025)
    for (id, code) in [
      ("a\0b", .json(.nul)), (.string(long), .tooLong), (.bytes([0xff]), .json(.invalidUTF8)),
      (.int(7), .illTyped),
    ] as [(Value, FaultCode)] {
      #expect(reading(id).fault?.code == code)
      #expect(reading(id).attributes.reference.id == hash)
    }
    #expect(reading(.string(String(long.dropLast()))).fault == nil)
    let nul = Envelope.read(.of(EnvelopeTests.data, routingKey: "a\0b"))
    #expect(nul.fault?.code == .json(.nul) || nul.fault?.code == .unknownType)
    #expect(!nul.attributes.routingKey.utf8.contains(0))
  }

  @Test("A time that is none is refused, milliseconds among them")
  func times() {
    let stamped = Envelope.read(.of(EnvelopeTests.data) { $0.timestamp = 1_788_256_800_000 })
    #expect(stamped.fault?.code == .illTyped)
    let text = Envelope.read(.structured(#"{"time":"yesterday","data":{}}"#))
    #expect(text.fault?.path == "$.time")
  }

  @Test("A path is told only as far as its keys are the contract's")
  func toldPaths() {
    for (path, told) in [
      ("$", "$"), ("$.emails[1]", "$.emails[1]"), ("$.data.name.given", "$.data.name.given"),
      ("$.answers.anna", "$.answers.*"), ("$.answers['anna@b.se'].x", "$.answers.*"),
      ("$['a']", "$.*"), ("$.externalIds.ladok", "$.externalIds.*"),
    ] {
      #expect(Fault(.illTyped, path: path, detail: "").redactedPath == told)
    }
    #expect(Fault(.illTyped, detail: "").redactedPath == nil)
  }

  @Test("10,000 headers are read past")
  func manyHeaders() {
    let reading = Envelope.read(
      .of(EnvelopeTests.data) { properties in
        properties.headers = (0..<10_000).map { Header("h\($0)", .int(Int64($0))) }
      })
    #expect(reading.fault == nil)
  }
}
