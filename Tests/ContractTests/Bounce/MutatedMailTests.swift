import Contract
import Domain
import Formats
import Glibc
import Testing

/// Reports with a few octets changed, doubled, moved or cut off.
@Suite("Mutated mail")
struct MutatedMailTests {
  #if DEBUG
    static let rounds = 5_000
  #else
    static let rounds = 40_000
  #endif

  /// Pieces that matter to mail; the others are drawn from all octets.
  static let pieces: [[UInt8]] = [
    "\n", "\r", "\r\n", "\n\n", " ", ":", ";", "=", "--", "<", ">", "@", "\"", "\\", "(", ")", ",",
    "=?", "?=", "{", "}", "[", "550 ", "5.1.1", "452-4.2.2",
    "Final-Recipient: rfc822; b@example.net\n",
    "Action: failed\n", "Status: 5.1.1\n", "Content-Type: message/rfc822\n\n", "charset=",
    "boundary=",
    "Content-Transfer-Encoding: base64\n", "user unknown", "\u{0}", "å", "存",
  ].map { Array($0.utf8) }

  private static func mutate(_ text: inout [UInt8], by random: inout SeededMail) {
    for _ in 0..<Int.random(in: 1...6, using: &random) where !text.isEmpty {
      let place = Int.random(in: 0..<text.count, using: &random)
      let end = min(text.count, place + Int.random(in: 1...40, using: &random))
      switch Int.random(in: 0..<7, using: &random) {
      case 0: text.removeSubrange(place..<end)
      case 1: text.insert(contentsOf: text[place..<end], at: place)
      case 2: text[place] = UInt8.random(in: 0...255, using: &random)
      case 3: text.removeSubrange(end...)
      case 4:
        text.insert(
          contentsOf: text[place..<end], at: Int.random(in: 0..<text.count, using: &random))
      default: text.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
      }
    }
  }

  @Test(
    "B1: whatever is done to a report, it is read: every address has its sign, every word its place"
  )
  func mutated() {
    let seed: UInt64 = 0xb0_0c_e5
    print("mutated mail: seed \(seed), \(Self.rounds) rounds")
    var random = SeededMail(state: seed)
    let seeds = BounceSampleTests.all.map { Array($0.text.utf8) }
    var recipients = 0
    for _ in 0..<Self.rounds {
      var text = seeds.randomElement(using: &random) ?? []
      Self.mutate(&text, by: &random)
      let message = MailMessage(text)
      let report = BounceReport(message)
      for recipient in report.recipients {
        recipients += 1
        #expect(recipient.addresses.allSatisfy { $0.utf8.contains(UInt8(ascii: "@")) })
        let verdict = recipient.verdict
        if let passage = verdict.passage, let words = verdict.words {
          let text = recipient.passages[passage].text
          #expect(words.lowerBound >= text.startIndex && words.upperBound <= text.endIndex)
        }
        #expect(verdict.kind != .suppressed || verdict.reason == .suppressed)
      }
      for part in message.parts {
        #expect(part.parent.map { $0 < message.parts.count } ?? true)
        #expect(message.content(of: part).count <= text.count)
      }
      #expect(message.readableText.utf8.count <= 3 * text.count + 16)
    }
    #expect(recipients > Self.rounds / 2)
  }

  @Test("B1: random octets are read, and name nobody but by chance")
  func random() {
    var random = SeededMail(state: 7)
    for _ in 0..<Self.rounds / 10 {
      let text = (0..<Int.random(in: 0...400, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      #expect(BounceReport(MailMessage(text)).recipients.isEmpty)
    }
  }
}

/// Random numbers that are the same in every run (SplitMix64).
struct SeededMail: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
