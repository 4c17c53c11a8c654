import Contract
import Formats
import Messaging
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
    #expect(StoredProperties.read(text)?.messageID == "a\u{fffd}b")
  }
}
