import Formats
import TestSupport
import Testing

@testable import brevduva

/// JSON of the command line: each answer is one line.
struct JSONLineTests {
  @Test("JSON says the same with its line ends escaped, and has none of Unicode's any more")
  func lineEnds() throws {
    var random = SeededGenerator(seed: 85)
    let parts = [
      "\u{85}", "\u{2028}", "\u{2029}", "\\", "\"", "\n", "Â", "£", "€", "“", "å", "x", "u2028",
    ]
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 0..<9, using: &random))
        .map { _ in parts.randomElement(using: &random) ?? "" }.joined()
      var json = JSONWriter()
      json.value(text)
      let line = json.take().withEscapedLineEnds
      #expect(try JSONValue(line).string == text)
      let ends: Set<Unicode.Scalar> = ["\u{85}", "\u{2028}", "\u{2029}", "\n"]
      #expect(!String(decoding: line, as: UTF8.self).unicodeScalars.contains(where: ends.contains))
    }
  }
}
