import Contract
import Formats
import Messaging
import TestSupport
import Testing

@Suite("Stored properties")
struct StoredPropertiesTests {
  @Test("Properties come back from their text, without what the broker added")
  func roundTrip() throws {
    var properties = Properties()
    properties.contentType = "application/json"
    properties.messageID = "7"
    properties.type = "registration.event"
    properties.appID = "urn:x"
    properties.timestamp = 1_788_256_800
    properties.headers = [
      Header("cloudEvents:id", "7"), Header("n", 7), Header("b", true), Header("none", .null),
      Header("list", .array(["a", 1])), Header("table", .table([Header("k", "v")])),
    ]
    let kept = properties
    properties.headers.append(Header("x-death", .array([.table([Header("count", 1)])])))
    properties.headers.append(Header("x-delivery-count", 3))
    #expect(StoredProperties.read(StoredProperties.text(of: properties)) == kept)
  }

  @Test("Properties and headers of every type come back from their text, whatever they hold")
  func random() throws {
    var random = SeededGenerator(seed: 17)
    for _ in 0..<20_000 {
      let properties = random.properties()
      let text = StoredProperties.text(of: properties)
      _ = try JSONValue(Array(text.utf8))
      try #require(StoredProperties.read(text) == properties, "\(text)")
      // Sent again and parked again, it is the same message.
      let again = Message(
        stored: text, messageID: properties.messageID ?? "m", contentType: "text/x", body: [])
      var parked = again.properties
      #expect(parked.userID == nil)
      parked.messageID = properties.messageID
      try #require(StoredProperties.text(of: parked) == text)
    }
  }

  @Test(
    "The user that first sent a message is its actor after a retry, unless another one is named")
  func actor() throws {
    let data = #"{"email":"a@x.se"}"#
    for (named, actor) in [(nil, "kim"), ("bo", "bo")] as [(String?, String)] {
      let first = Delivery.of(data) {
        $0.userID = "kim"
        if let named { $0.headers = [Header("actor", .string(named))] }
      }
      let stored = StoredProperties.text(of: first.properties)
      let sent = Message(stored: stored, messageID: "m", contentType: "", body: first.body)
      let again = Delivery.of(sent.body) { $0 = sent.properties }
      for delivery in [first, again] {
        #expect(Envelope.read(delivery).envelope?.attributes.actor == actor)
      }
    }
  }

  @Test("The text is JSON that PostgreSQL takes, whatever the headers hold")
  func sound() throws {
    var properties = Properties()
    properties.messageID = "a\0b"
    properties.headers = [
      Header("a\0", "\0"), Header("a\0", 1), Header("d", .double(.nan)),
      Header("e", .double(1e300)),
      Header("raw", .bytes([0xff, 0, 0x41])),
      Header("t", .table([Header("k", 1), Header("k", 2), Header("z\0", 1)])),
    ]
    let text = StoredProperties.text(of: properties)
    _ = try JSONValue(Array(text.utf8))
    #expect(StoredProperties.read(text)?.messageID == "a\0b")
    #expect(!text.contains("\\u0000") && text.contains("\u{fffd}A"))
  }
}

extension SeededGenerator {
  /// Draws properties; few of them are set, and each to what is hard to keep.
  fileprivate mutating func properties() -> Properties {
    var properties = Properties()
    properties.contentType = maybe { $0.text() }
    properties.contentEncoding = maybe { $0.text() }
    properties.messageID = maybe { $0.text() }
    properties.type = maybe { $0.text() }
    properties.appID = maybe { $0.text() }
    properties.userID = maybe { $0.text() }
    properties.correlationID = maybe { $0.text() }
    properties.replyTo = maybe { $0.text() }
    properties.expiration = maybe { $0.text() }
    properties.timestamp = maybe { $0.next() }
    properties.deliveryMode = maybe { UInt8($0.pick(3)) }
    properties.priority = maybe { UInt8($0.pick(256)) }
    properties.headers = headers(deep: 0)
    return properties
  }

  private mutating func maybe<Drawn>(_ draw: (inout Self) -> Drawn) -> Drawn? {
    isOne(of: 2) ? draw(&self) : nil
  }

  private mutating func text() -> String {
    pick(["", "a", "åäö", "a\0b", "$bytes", "$0:a", "$", "\"\\\n", "👩‍🔬", "$b:", "e\u{301}"])
  }

  private mutating func headers(deep depth: Int) -> [Header] {
    (0..<pick(5)).map { _ in
      let name = pick(["text", "$text", "$base64", "$timestamp", "$double", "n"])
      return Header(isOne(of: 2) ? text() : name, value(deep: depth))
    }
  }

  private mutating func value(deep depth: Int) -> Value {
    switch pick(depth < 4 ? 9 : 7) {
    case 0: .string(text())
    case 1: .bytes(isOne(of: 2) ? Array(text().utf8) : [0xff, UInt8(pick(256)), 0])
    case 2: .int(Int64(bitPattern: next()))
    case 3:
      .double(
        pick([0, -0.0, 1, 0.1, 1e300, 1e308, .leastNonzeroMagnitude, .infinity, -.infinity, 1e16]))
    case 4: .timestamp(next())
    case 5: .bool(isOne(of: 2))
    case 6: .null
    case 7: .array((0..<pick(4)).map { _ in value(deep: depth + 1) })
    default: .table(headers(deep: depth + 1))
    }
  }
}
