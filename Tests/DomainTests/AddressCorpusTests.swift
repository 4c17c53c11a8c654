import Corpora
import Domain
import Foundation
import Testing

@Suite(.enabled(if: Corpora.isThere, Corpora.absence)) struct AddressCorpusTests {
  struct Case: Decodable {
    let address: String
    let expected: String
    let code: String?
  }

  /// Labels that I3 has another code for; whether an address is accepted, all of them have right.
  ///
  /// The first four are what people paste, which I3 gives codes of its own (`displayName` …). The last
  /// one is too long, and its first label breaks the bidi rule besides: the character is named first.
  static let otherCodes: [String: AddressRefusal.Code] = [
    "DisplayName <me@example.com>": .displayName,
    "Display Name <me@example.com>": .displayName,
    "\"Display Name\" <me@example.com>": .displayName,
    "<me@example.com> !": .trailingPunctuation,
    "my.long.address@\u{fb2c}111111111222222222233333333334444444444555555555."
      + "6666666666777777777788888888889999999999000000000."
      + "1111111111222222222233333333334444444444555555555."
      + "6666666666777777777788888888889999999999000000000."
      + "1111111111222222222233333333334444.info": .domainCharacter,
  ]

  @Test("I3: every firm label of the address corpus holds, with its code")
  func corpus() throws {
    let lines = try Corpora.text(of: "addresses/addresses.jsonl").split(separator: "\n")
    let cases = try lines.map { try JSONDecoder().decode(Case.self, from: Data($0.utf8)) }
    #expect(cases.count == 330)
    let firm = cases.filter { $0.expected != "either" }
    #expect(firm.count == 293)
    for item in firm {
      let expected = Self.otherCodes[item.address]?.rawValue ?? item.code
      #expect(refusal(of: item.address)?.code.rawValue == expected, "\(item.address)")
    }
  }

  @Test("I3: what the corpus leaves open is answered, and never with a crash")
  func open() throws {
    let lines = try Corpora.text(of: "addresses/addresses.jsonl").split(separator: "\n")
    let cases = try lines.map { try JSONDecoder().decode(Case.self, from: Data($0.utf8)) }
    for item in cases where item.expected == "either" {
      let answer = refusal(of: item.address)
      #expect(answer.map { $0.offset <= item.address.utf8.count } ?? true)
    }
  }
}

/// Returns the refusal of a text; `nil` if it is accepted.
func refusal(of text: String) -> AddressRefusal? {
  do {
    _ = try EmailAddress(text)
    return nil
  } catch {
    return error
  }
}
