import Formats
import TestSupport
import Testing

@Suite("Writing")
struct WritingTests {
  @Test("Commas come by themselves, and raw parts are taken as they are")
  func shapes() {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("a", "x")
    writer.key("b")
    writer.beginArray()
    writer.value(1)
    writer.value(true)
    writer.null()
    writer.beginObject()
    writer.endObject()
    writer.beginArray()
    writer.endArray()
    writer.endArray()
    writer.key("c")
    writer.raw(Array(#"{"d": 1}"#.utf8))
    writer.member("e", ifPresent: nil)
    writer.key("f\"" as String)
    writer.value(-7)
    writer.endObject()
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == #"{"a":"x","b":[1,true,null,{},[]],"c":{"d": 1},"f\"":-7}"#)
    writer.removeAll()
    writer.value("again")
    #expect(writer.bytes == Array(#""again""#.utf8))
  }

  @Test("Members of objects and lists are written by closures, null where there is nothing")
  func members() {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("a", each: [1, 2]) { $0.value(Int64($1)) }
      writer.member("b", ["x", "y"])
      writer.member("c", true)
      writer.member("d", orNull: "x")
      writer.member("e", orNull: nil as String?)
      writer.member("f", orNull: 7)
      writer.member("g", orNull: nil as Int?)
      writer.member("h", each: [[], ["z"]]) { writer, texts in
        writer.object { $0.member("i", texts) }
      }
    }
    #expect(
      String(decoding: writer.bytes, as: UTF8.self)
        == #"{"a":[1,2],"b":["x","y"],"c":true,"d":"x","e":null,"f":7,"g":null,"#
        + #""h":[{"i":[]},{"i":["z"]}]}"#)
  }

  @Test("Any text that is written is read back, but for NUL")
  func roundTrip() throws {
    var random = SeededGenerator(seed: 8259)
    for _ in 0..<5000 {
      var text = ""
      for _ in 0..<Int.random(in: 0...20, using: &random) {
        let limit: UInt32 = [0x30, 0x80, 0x800, 0x110000][Int.random(in: 0...3, using: &random)]
        let scalar = Unicode.Scalar(UInt32.random(in: 1..<limit, using: &random)) ?? "x"
        text.unicodeScalars.append(scalar)
      }
      var writer = JSONWriter()
      writer.beginObject()
      writer.key(text)
      writer.value(text)
      writer.endObject()
      let member = try #require(Array(try JSONValue(writer.bytes).members).first)
      #expect(Array(member.key.utf8) == Array(text.utf8))
      #expect(Array((member.string ?? "").utf8) == Array(text.utf8))
    }
  }

  @Test(
    "Base64 is read with and without padding",
    arguments: [
      ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"),
      ("Zm9vYmE=", "fooba"), ("Zm9vYmFy", "foobar"),
    ])
  func base64(encoded: String, plain: String) {
    #expect(Base64.encoded(Array(plain.utf8)) == encoded)
    #expect(Base64.decoded(encoded) == Array(plain.utf8))
    #expect(Base64.decoded(encoded.filter { $0 != "=" }) == Array(plain.utf8))
  }

  @Test(
    "What is no base64 is refused",
    arguments: ["Z", "====", "Zg=", "Zg===", "Zm9v=", "Zh==", "Zm9=", "Z g=", "Zg==Zg==", "Zm-_"])
  func noBase64(text: String) {
    #expect(Base64.decoded(text) == nil)
  }
}
