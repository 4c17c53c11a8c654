import Contract
import Messaging
import Testing

@Suite("Changes of a parked message's properties")
struct PropertyEditTests {
  private static func sentence(_ name: String, _ value: String?) -> String? {
    do throws(PropertyEditFault) {
      _ = try PropertyEdit(name, value)
      return nil
    } catch {
      return error.sentence
    }
  }

  @Test(
    "Every property is set and taken away by its name in AMQP", arguments: PropertyName.allCases)
  func properties(name: PropertyName) throws {
    var properties = Properties()
    try PropertyEdit(name.rawValue, "1").apply(to: &properties)
    #expect(name.value(in: properties) == "1")
    #expect(properties.headers.isEmpty && properties != Properties())
    try PropertyEdit(name.rawValue, nil).apply(to: &properties)
    #expect(properties == Properties())
  }

  @Test("Any other name is a header: text, once, in its place")
  func headers() throws {
    var properties = Properties()
    properties.headers = [Header("a", 1), Header("n", 7), Header("b", 2), Header("n", .null)]
    try PropertyEdit("n", "x=y").apply(to: &properties)
    #expect(properties.headers == [Header("a", 1), Header("n", "x=y"), Header("b", 2)])
    try PropertyEdit("ce-time", "").apply(to: &properties)
    #expect(properties.headers.last == Header("ce-time", ""))
    try PropertyEdit("n", nil).apply(to: &properties)
    try PropertyEdit("none", nil).apply(to: &properties)
    #expect(properties.headers == [Header("a", 1), Header("b", 2), Header("ce-time", "")])
  }

  @Test(
    "A value that the property can't have is told what would be right",
    arguments: [
      ("timestamp", "1788256800000", "seconds"), ("timestamp", "2026-09-01T10:00:00Z", "seconds"),
      ("timestamp", "-1", "seconds"), ("timestamp", "", "seconds"), ("timestamp", "+1", "seconds"),
      ("delivery_mode", "3", "1 or 2"), ("delivery_mode", "persistent", "1 or 2"),
      ("priority", "256", "255"), ("priority", "high", "255"), ("expiration", "1h", "milliseconds"),
      ("expiration", "4294967296", "milliseconds"),
      ("type", String(repeating: "x", count: 256), "255 octets"),
      (String(repeating: "x", count: 256), "x", "255 octets"), ("", "x", "255 octets"),
      ("x", String(repeating: "x", count: 4097), "4096 octets"),
      ("content-encoding", "x", "content_encoding"), ("contentEncoding", "x", "content_encoding"),
      ("messageId", "x", "message_id"), ("Timestamp", "1", "timestamp"),
    ])
  func wrong(name: String, value: String, right: String) throws {
    #expect(try #require(Self.sentence(name, value)).contains(right))
  }

  @Test("What is right at its limit is taken")
  func limits() {
    for (name, value) in [
      ("timestamp", "0"), ("timestamp", "253402300799"), ("priority", "255"), ("priority", "0"),
      ("expiration", "4294967295"), ("delivery_mode", "1"), ("type", ""), ("x", ""),
    ] {
      #expect(Self.sentence(name, value) == nil, "\(name)=\(value)")
    }
    #expect(Self.sentence("content-encoding", nil)?.contains("content_encoding") == true)
  }
}
