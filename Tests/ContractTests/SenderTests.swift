import Contract
import Domain
import Formats
import Messaging
import TestSupport
import Testing

@Suite("What senders' libraries make of a message")
struct SenderTests {
  private static let data = #"{"email":"asa@example.se"}"#
  private static let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
  private static let prefixes = [
    "cloudEvents:", "cloudEvents_", "ce-", "ce_", "Ce-", "CE-", "cloudevents:", "CloudEvents_",
  ]
  private static let attributes = [
    ("id", "7"), ("source", "urn:x:forms"), ("type", "registration.alumni"), ("specversion", "1.0"),
    ("actor", "stina"), ("traceparent", trace), ("time", "2026-09-01T10:00:00Z"),
  ]
  /// The time of the attributes, 2026-09-01T10:00:00Z, in seconds.
  private static let seconds: Int64 = 1_788_256_800

  private static func read(_ headers: [Header]) -> EnvelopeResult {
    Envelope.read(.of(data, routingKey: "registration.alumni") { $0.headers = headers })
  }

  @Test(
    "An attribute is read under every name that a library writes, as text or as octets that are text",
    arguments: prefixes)
  func spellings(prefix: String) throws {
    var random = SeededGenerator(seed: 18)
    for _ in 0..<500 {
      var headers = Self.attributes.map { name, text in
        let isOctets = random.isOne(of: 2)
        return Header(prefix + name, isOctets ? .bytes(Array(text.utf8)) : .string(text))
      }
      // What is null is not there, and what has another name is another matter.
      headers.append(Header("cloudEvents:id", .null))
      headers.append(Header("ce-id-of-another", "8"))
      headers.append(Header("xce-id", "8"))
      headers.shuffle(using: &random)
      let attributes = try #require(Self.read(headers).envelope).attributes
      #expect(attributes.reference == MessageReference(source: "urn:x:forms", id: "7"))
      #expect(attributes.type == "registration.alumni" && attributes.actor == "stina")
      #expect(attributes.traceparent == Self.trace)
      #expect(attributes.time == Timestamp(microseconds: Self.seconds * 1_000_000))
    }
  }

  @Test(
    "A header of each kind is read, ignored, or a fault that names the header",
    arguments: prefixes)
  func kinds(prefix: String) {
    let values: [(Value, FaultCode)] = [
      (.bytes([0xff, 0x41]), .json(.invalidUTF8)), ("a\0b", .json(.nul)), (.int(7), .illTyped),
      (.bool(true), .illTyped), (.double(7), .illTyped), (.timestamp(7), .illTyped),
      (.array(["7"]), .illTyped), (.table([Header("id", "7")]), .illTyped),
      (.string(String(repeating: "x", count: 1025)), .tooLong),
    ]
    for (name, _) in Self.attributes where name != "traceparent" && name != "time" {
      for (value, code) in values {
        let fault = Self.read([Header(prefix + name, value)]).fault
        #expect(fault?.code == code, "\(prefix + name): \(value)")
        #expect(fault?.path == "headers.\(prefix + name)")
        #expect(fault?.redactedPath == fault?.path)
        #expect(fault?.offset == nil)
      }
      #expect(Self.read([Header(prefix + name, .null)]).fault == nil)
    }
    for (value, _) in values {
      let read = Self.read([Header(prefix + "traceparent", value), Header("traceparent", value)])
      #expect(read.fault == nil && read.attributes.traceparent == nil, "\(value)")
    }
  }

  @Test("A trace in the event that is no text, or far too long, is ignored")
  func structuredTraces() {
    for trace in ["7", "[]", #"{"a":1}"#, #""\#(String(repeating: "x", count: 100_000))""#] {
      let event = #"{"id":"7","traceparent":\#(trace),"data":\#(Self.data)}"#
      let reading = Envelope.read(.structured(event))
      #expect(reading.fault == nil && reading.attributes.traceparent == nil)
    }
  }

  @Test("A time that is a number is milliseconds, and a timestamp of AMQP seconds")
  func numbers() {
    for prefix in Self.prefixes {
      for value in [Value.timestamp(UInt64(Self.seconds)), .int(Self.seconds * 1000)] {
        let reading = Self.read([Header(prefix + "time", value)])
        #expect(reading.fault == nil)
        #expect(reading.attributes.time == Timestamp(microseconds: Self.seconds * 1_000_000))
      }
    }
    let exact = Self.read([Header("ce-time", .int(Self.seconds * 1000 + 125))])
    #expect(exact.attributes.time?.microseconds == Self.seconds * 1_000_000 + 125_000)
  }

  @Test(
    "A time that is none names its place and what would be right",
    arguments: [
      (.timestamp(1_788_256_800_000), "seconds"), (.int(1_788_256_800_000_000), "milliseconds"),
      (.int(.min), "milliseconds"), (.int(.max), "milliseconds"), ("yesterday", "RFC 3339"),
      (.double(1_788_256_800), "string"), (.bool(false), "string"),
    ] as [(Value, String)])
  func noTimes(value: Value, right: String) {
    let fault = Self.read([Header("ce-time", value)]).fault
    #expect(fault?.code == .illTyped && fault?.path == "headers.ce-time")
    #expect(fault?.detail.contains(right) == true)
  }

  @Test("L6: a time before 2000 counts as none, and one in the future as now")
  func implausible() throws {
    let edge: Int64 = 946_684_800
    for (seconds, isKept) in [(0, false), (edge - 1, false), (edge, true), (edge + 1, true)] {
      let read = [
        Self.read([Header("ce-time", .timestamp(UInt64(seconds)))]),
        Self.read([Header("ce-time", .int(seconds * 1000))]),
        Envelope.read(.of(Self.data) { $0.timestamp = UInt64(seconds) }),
      ]
      for reading in read {
        #expect(reading.fault == nil)
        let time = reading.attributes.time
        #expect(time == (isKept ? Timestamp(microseconds: seconds * 1_000_000) : nil))
      }
    }
    let text = Envelope.read(.structured(#"{"time":"1601-01-01T00:00:00Z","data":{}}"#))
    #expect(text.fault == nil && text.attributes.time == nil)
    let now = Timestamp(microseconds: Self.seconds * 1_000_000)
    for (ahead, sentAt) in [(-1, -1), (0, 0), (1, nil), (3_600, nil)] as [(Int64, Int64?)] {
      let attributes = Self.read([Header("ce-time", .int((Self.seconds + ahead) * 1000))])
        .attributes
      #expect(attributes.time?.microseconds == (Self.seconds + ahead) * 1_000_000)
      #expect(
        attributes.cause(at: now).sentAt?.microseconds
          == sentAt.map { (Self.seconds + $0) * 1_000_000 })
    }
  }

  @Test(
    "An encoding that packs nothing is read, in any case",
    arguments: ["", "utf-8", "utf8", "us-ascii", "binary", "8bit", "identity", "UTF-8", "Binary"])
  func plainEncodings(encoding: String) {
    #expect(Envelope.read(.of(Self.data) { $0.contentEncoding = encoding }).fault == nil)
  }

  @Test(
    "A packing is told with its property", arguments: ["gzip", "deflate", "br", "base64", "x"])
  func packings(encoding: String) {
    let fault = Envelope.read(.of(Self.data) { $0.contentEncoding = encoding }).fault
    #expect(fault?.code == .unsupportedEncoding)
    #expect(fault?.path == "properties.content_encoding")
  }

  @Test("A fault beside the body names the property or the header, and an event only names of ours")
  func places() {
    func path(_ change: @escaping (inout Properties) -> Void) -> String? {
      Envelope.read(.of(Self.data, change)).fault?.path
    }
    #expect(path { $0.timestamp = 1_788_256_800_000 } == "properties.timestamp")
    #expect(path { $0.type = "Contoso.X" } == "properties.type")
    #expect(path { $0.headers = [Header("ce_type", "Contoso.X")] } == "headers.ce_type")
    #expect(path { $0.messageID = "a\0b" } == "properties.message_id")
    #expect(path { $0.userID = "a\0b" } == "properties.user_id")
    #expect(
      path { $0.contentType = "application/cloudevents-batch+json" } == "properties.content_type")
    #expect(path { $0.headers = [Header("Ce-SpecVersion", "0.3")] } == "headers.Ce-SpecVersion")
    #expect(path { $0.headers = [Header("actor", 7)] } == "headers.actor")
    let typed = Envelope.read(.structured(#"{"type":"Contoso.X","data":{}}"#)).fault
    #expect(typed?.path == "$.type" && typed?.offset == 8)
    #expect(Envelope.read(.of(Self.data, routingKey: "Contoso.X")).fault?.path == nil)
    for (path, told) in [
      ("headers.asa@example.se", "headers.*"), ("headers.", "headers.*"),
      ("headers.ce-id", "headers.ce-id"), ("headers.traceparent", "headers.traceparent"),
      ("properties.timestamp", "properties.timestamp"),
    ] {
      #expect(Fault(.illTyped, path: path, detail: "").redactedPath == told)
    }
  }
}
