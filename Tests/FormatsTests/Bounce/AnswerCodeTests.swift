import Testing

@testable import Formats

@Suite("Codes of answers")
struct AnswerCodeTests {
  private func codes(_ written: String) -> [String] {
    AnswerCode.all(in: written.octets).map { code in
      [code.reply.map { "\($0)" }, code.status.map { "\($0.category).\($0.subject).\($0.detail)" }]
        .compactMap(\.self).joined(separator: " ")
    }
  }

  @Test(
    "Codes are read where an answer begins, and numbers elsewhere are none",
    arguments: [
      ("550 5.1.1 User unknown", ["550 5.1.1"]),
      ("550-5.1.1 User\n550 5.1.1 unknown", ["550 5.1.1", "550 5.1.1"]),
      ("550 #5.1.0 Address rejected", ["550 5.1.0"]),
      ("5.1.0 - Unknown address error ('550', ['5.1.1 x'])", ["5.1.0", "550 5.1.1"]),
      ("host mx.example.net[192.0.2.1] said: 550 5.1.1 no", ["550 5.1.1"]),
      ("said: 550\n    5.1.1 <a@example.net>", ["550 5.1.1"]),
      ("554 5.4.7 expired; last error: 452-4.2.2 full", ["554 5.4.7", "452 4.2.2"]),
      ("User unknown (#5.1.1)", ["5.1.1"]),
      ("SMTP error: 550", ["550"]),
      ("Remote host said: 550 no\n<<< 551 no", ["550", "551"]),
      ("250 OK", ["250"]),
      ("I have 550 friends and version 5.1.1 of it", []),
      ("1550 5.1.1.2 5.1.1a 350 999 [192.0.2.1] 5.1.", []),
      ("Call +46 550 123", []),
      ("", []), ("5", []), ("550", ["550"]), ("5.1.1", ["5.1.1"]),
    ])
  func all(written: String, expected: [String]) {
    #expect(codes(written) == expected)
  }

  @Test("A text of a million codes gives the first few, and places within the text")
  func many() {
    let text = Array(String(repeating: "550 5.1.1 ", count: 100_000).utf8)
    let codes = AnswerCode.all(in: text[4...])
    #expect(codes.count == 24)
    #expect(codes.allSatisfy { $0.range.lowerBound >= 4 && $0.range.upperBound <= text.count })
  }
}
