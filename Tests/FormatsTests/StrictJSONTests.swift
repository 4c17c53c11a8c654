import Formats
import Testing

@Suite("Strict JSON")
struct StrictJSONTests {
  static let faults: [(text: String, code: JSONFault.Code, path: String, offset: Int)] = [
    ("", .brokenJSON, "$", 0),
    ("  ", .brokenJSON, "$", 2),
    ("{", .brokenJSON, "$", 1),
    ("[1", .brokenJSON, "$[1]", 2),
    ("[1,]", .brokenJSON, "$[1]", 3),
    ("[,1]", .brokenJSON, "$[0]", 1),
    (#"{"a":1,}"#, .brokenJSON, "$.a", 7),
    (#"{"a"}"#, .brokenJSON, "$.a", 4),
    (#"{a:1}"#, .brokenJSON, "$", 1),
    (#"{"a":1]"#, .brokenJSON, "$.a", 6),
    (#"{"a":1} x"#, .brokenJSON, "$", 8),
    ("tru", .brokenJSON, "$", 3),
    ("nulL", .brokenJSON, "$", 3),
    ("01", .brokenJSON, "$", 1),
    ("-", .brokenJSON, "$", 1),
    ("1.", .brokenJSON, "$", 2),
    ("1e", .brokenJSON, "$", 2),
    ("+1", .brokenJSON, "$", 0),
    ("NaN", .brokenJSON, "$", 0),
    ("'a'", .brokenJSON, "$", 0),
    (#""a"#, .brokenJSON, "$", 2),
    (#""\x""#, .brokenJSON, "$", 2),
    (#""\u12g4""#, .brokenJSON, "$", 5),
    ("\u{feff}{}", .byteOrderMark, "$", 0),
    ("[\"a\tb\"]", .controlCharacter, "$[0]", 3),
    (#"{"a":{"b":1,"c":2,"b":3}}"#, .duplicateKey, "$.a.b", 18),
    (#"{"é":1,"\u00e9":2}"#, .duplicateKey, "$['é']", 8),
    (#"{"name":{"given":"\u0000"}}"#, .nul, "$.name.given", 18),
    ("[1,\"\0\"]", .nul, "$[1]", 4),
    ("\0", .nul, "$", 0),
    (#"{"emails":["a","\ud800"]}"#, .loneSurrogate, "$.emails[1]", 16),
    (#""\udc00\ud800""#, .loneSurrogate, "$", 1),
    (#""\ud800A""#, .loneSurrogate, "$", 1),
    ("1e301", .numberTooLong, "$", 0),
    (String(repeating: "1", count: 101), .numberTooLong, "$", 0),
    (#"{"it's":"\u0000"}"#, .nul, #"$['it\'s']"#, 9),
  ]

  @Test("A text that is not strict JSON is refused with code, path and offset", arguments: faults)
  func refused(text: String, code: JSONFault.Code, path: String, offset: Int) {
    let fault = JSONText(Array(text.utf8)).fault
    #expect(fault == JSONFault(code: code, path: path, offset: offset))
  }

  @Test(
    "UTF-8 is checked everywhere",
    arguments: [
      [0x80], [0xc0, 0x80], [0xc1, 0xbf], [0xc3], [0xe0, 0x9f, 0x80], [0xed, 0xa0, 0x80],
      [0xf0, 0x8f, 0x80, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80],
      [0xe2, 0x82], [0xff],
    ] as [[UInt8]])
  func invalidUTF8(octets: [UInt8]) {
    let prefix = Array(#"{"skipped":["abcdefgh"#.utf8)
    let fault = JSONText(prefix + octets + Array(#"abcdefgh"]}"#.utf8)).fault
    #expect(
      fault == JSONFault(code: .invalidUTF8, path: "$.skipped[0]", offset: prefix.count))
    #expect(JSONText(octets).fault?.code == .invalidUTF8)
  }

  @Test("An octet that can't stand in a string is found at every distance from its beginning")
  func everyDistance() {
    for octet in [0x00, 0x01, 0x09, 0x1f, 0x80, 0xc4, 0xff] as [UInt8] {
      for distance in 0..<24 {
        for filling in [0x20, 0x21, 0x23, 0x5b, 0x5d, 0x7f] as [UInt8] {
          var text = [UInt8](repeating: filling, count: 26)
          text[0] = UInt8(ascii: "\"")
          text[25] = UInt8(ascii: "\"")
          #expect(JSONText(text).fault == nil)
          text[1 + distance] = octet
          #expect(JSONText(text).fault?.offset == 1 + distance)
        }
      }
    }
  }

  @Test("Nesting of 64 is read, of 65 and of 100,000 refused", arguments: ["[", #"{"a":"#])
  func depth(opening: String) throws {
    let closing = opening == "[" ? "]" : "}"
    func nested(_ depth: Int) -> [UInt8] {
      Array(
        (String(repeating: opening, count: depth - 1) + (opening == "[" ? "[]" : "{}")
          + String(repeating: closing, count: depth - 1)).utf8)
    }
    _ = try JSONValue(nested(64))
    for depth in [65, 100_000] {
      let fault = JSONText(nested(depth)).fault
      #expect(fault?.code == .tooDeep)
      #expect(fault?.offset == 64 * opening.utf8.count)
    }
    #expect(
      JSONText(Array(String(repeating: opening, count: 100_000).utf8)).fault?.code == .tooDeep)
  }

  @Test("A key twice is found among many keys, escaped or not")
  func manyKeys() throws {
    let keys = (0..<5000).map { "\"key\($0)\":0" }
    func object(_ more: [String]) -> [UInt8] {
      Array("{\((keys + more).joined(separator: ","))}".utf8)
    }
    _ = try JSONValue(object([]))
    let fault = JSONText(object([#""\u006bey4711":1"#, #""key1":1"#])).fault
    #expect(fault?.code == .duplicateKey)
    #expect(fault?.path == "$.key4711")
  }

  @Test("Keys that only look alike are two keys")
  func lookAlikes() throws {
    let keys = ["\u{e9}", "e\u{301}", "E", "e"]
    let members = keys.enumerated().map { "\"\($0.element)\":\($0.offset)" }
    let value = try JSONValue(Array("{\(members.joined(separator: ","))}".utf8))
    // By octets: as texts the first two are equal.
    #expect(value.members.map { Array($0.key.utf8) } == keys.map { Array($0.utf8) })
    #expect(value.members.map(\.number) == ["0", "1", "2", "3"])
  }

  @Test("A path does not grow with the keys that it names")
  func longKeys() {
    let key = String(repeating: "å", count: 5000)
    let fault = JSONText(Array("{\"\(key)\":\"\\u0000\"}".utf8)).fault
    #expect(fault?.code == .nul)
    #expect((fault?.path.utf8.count ?? 0) < 80)
  }

  @Test("Values are handed out as they were sent")
  func values() throws {
    let text = #"""
      {"email": "a\u0041\ud83d\ude00\n\/", "emails": ["x", 1, true, null, {"y": []}],
       "amount": -1.50e+2, "none": null, "\u0065scaped": false, "empty": {}}
      """#
    let bytes = Array(text.utf8)
    let value = try JSONValue(bytes)
    #expect(value["email"]?.string == "aA😀\n/")
    #expect(value["amount"]?.number == "-1.50e+2")
    #expect(value["none"] == nil)
    #expect(value["missing"] == nil)
    #expect(value["escaped"]?.bool == false)
    let emails = try #require(value["emails"])
    #expect(emails.elements.map(\.kind) == [.string, .number, .true, .null, .object])
    #expect(emails.string == nil)
    #expect(Array(emails.octets) == Array(#"["x", 1, true, null, {"y": []}]"#.utf8))
    #expect(
      value.members.map(\.key) == ["email", "emails", "amount", "none", "escaped", "empty"])
    let deep = try #require(Array(emails.elements).last?["y"])
    #expect(deep.path == "$.emails[4].y")
    #expect(value.path == "$")
    #expect(value["empty"]?.members.map(\.key) == [])
    #expect(Array(deep.elements).isEmpty)
  }

  @Test("A text at fault still gives what stands before, and behind a fault that can be passed")
  func salvage() {
    let nul = JSONText(Array(#"{"data":{"a":"\u0000"},"id":"7"}"#.utf8))
    #expect(nul.fault?.code == .nul)
    #expect(nul.root?["id"]?.string == "7")
    for cut in [#"{"id":"7","data":{"a":[1"#, #"{"id":"7","data""#, #"{"id":"7","data":"#] {
      let text = JSONText(Array(cut.utf8))
      #expect(text.fault?.code == .brokenJSON)
      #expect(text.root?["id"]?.string == "7")
      #expect(text.root?["data"]?["b"] == nil)
    }
  }
}
