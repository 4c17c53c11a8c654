import Phrases
import Testing

@Suite("Phrases")
struct PhraseSetTests {
  private func row(_ text: String, _ rows: [String]...) -> Int? {
    PhraseSet(rows).first(in: Array(text.utf8)[...])?.row
  }

  @Test(
    "A phrase is found whatever stands between its words",
    arguments: [
      "user unknown", "User Unknown", "USER\r\n   unknown", "user: unknown", "user... unknown",
      "user (#5.1.1) unknown", "user <anna@example.net> unknown", "user mx.example.net unknown",
      "user 550 unknown", "user 'unknown'", "a user, unknown here", "user\u{a0}unknown",
      "user\u{2014}unknown", "user /var/mail/anna unknown",
    ])
  func between(text: String) {
    #expect(row(text, ["user unknown"]) == 0)
  }

  @Test(
    "A sentence that ends, an empty line and other words part a phrase",
    arguments: [
      "user. unknown", "user! unknown", "user\n\nunknown", "user\r\n\r\nunknown",
      "user is unknown", "users unknown", "user unknowns", "unknown user",
      "user https://example.net/a unknown", "user-unknown.example.net",
      "<user.unknown@example.net>",
    ])
  func apart(text: String) {
    #expect(row(text, ["user unknown"]) == nil)
  }

  @Test("Alternatives, words that may be missing and any word")
  func patterns() {
    let phrase = ["user|mailbox is? full", "user|mailbox _ quota"]
    for text in ["user full", "mailbox is full", "user over quota", "mailbox above quota"] {
      #expect(row(text, phrase) == 0, "\(text)")
    }
    for text in ["is full", "user quota", "account full"] {
      #expect(row(text, phrase) == nil, "\(text)")
    }
    #expect(PhraseSet([phrase]).count == 6)
  }

  @Test("Of several rows the first wins, wherever it stands; of one row the first place")
  func order() throws {
    let set = PhraseSet([["blocked"], ["user unknown", "unknown"]])
    let text = Array("user unknown, unknown, blocked".utf8)[...]
    #expect(set.first(in: text)?.row == 0)
    let unknown = try #require(set.first(in: text.prefix(20)))
    #expect(unknown.row == 1)
    #expect(unknown.range == 0..<12)
    #expect(set.all(in: text).map(\.row) == [1, 0])
  }

  @Test("Places are those of the slice that was given")
  func places() throws {
    let text = Array("    user unknown".utf8)
    let match = try #require(PhraseSet([["user unknown"]]).first(in: text[2...]))
    #expect(String(decoding: text[match.range], as: UTF8.self) == "user unknown")
  }

  @Test("Letters of Latin-1 and Cyrillic are compared without case, apostrophes count for nothing")
  func folding() {
    #expect(row("KONTOT ÄR STÄNGT", ["kontot är stängt"]) == 0)
    #expect(row("ЯЩИК ПЕРЕПОЛНЕН", ["ящик переполнен"]) == 0)
    #expect(row("user doesn't exist", ["user doesnt exist"]) == 0)
    #expect(row("user doesn’t exist", ["user doesnt exist"]) == 0)
  }

  @Test("A prefix with a hyphen is part of its word")
  func prefixes() {
    #expect(row("Unknown e-mail address", ["unknown email address"]) == 0)
    #expect(row("non-existent user", ["nonexistent user"]) == 0)
    #expect(row("user-unknown", ["user unknown"]) == 0)
  }

  @Test("In scripts without white space each character is a word")
  func ideographs() {
    #expect(row("このユーザーは存在しません。", ["存在しません"]) == 0)
    #expect(row("收件人地址不存在", ["不存在"]) == 0)
    #expect(row("メールボックス容量超過", ["容量超過"]) == 0)
  }

  @Test("Any octets are a text, and none is found where none stands")
  func octets() {
    let set = PhraseSet([["user unknown"]])
    #expect(!set.occurs(in: []))
    #expect(!set.occurs(in: Array(repeating: 0xff, count: 1_000)[...]))
    for length in 0...12 {
      #expect(set.occurs(in: Array("user unknown".utf8)[..<length]) == (length == 12))
    }
    // A character that is cut off at the end.
    #expect(!set.occurs(in: ([0x61, 0xe3, 0x81] as [UInt8])[...]))
  }
}
