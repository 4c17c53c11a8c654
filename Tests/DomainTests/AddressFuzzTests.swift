import BookSamples
import Domain
import TestSupport
import Testing

@Suite struct AddressFuzzTests {
  #if DEBUG
    static let rounds = 20_000
  #else
    static let rounds = 100_000
  #endif

  static let seeds = [
    "asa@example.se", "Åsa.Öberg+kurs@Exämple.se", "\"a b\\\"c\"@x.se", "mailto:asa@x.se?subject=a",
    "Åsa <asa@x.se>, bo@y.se;", "用户@例子.广告", "a@xn--exmple-cua.se", "юзер@екзампл.ком",
  ]
  static let pieces: [Unicode.Scalar] = [
    "@", ".", "\"", "\\", "(", ")", "<", ">", "[", "]", ",", ";", ":", " ", "-", "_", "+", "%", "=",
    "a", "Z", "9", "å", "Å", "İ", "ß", "ẞ", "Σ", "\u{301}", "\u{338}", "\u{37e}", "\u{ad}",
    "\u{200d}",
    "\u{3002}", "\u{ff0e}", "\u{fb2c}", "\u{2126}", "\u{202e}", "\u{5d0}", "\u{10fdef}",
    "\u{1f606}",
    "\u{0}", "\r", "\n", "\u{a0}", "x", "n",
  ]

  @Test("I1: the key of a key is the key itself, whatever was written; nothing crashes")
  func keyOfKey() throws {
    let seed: UInt64 = 0x1d5_eed
    print("address fuzz: seed \(seed), \(Self.rounds) rounds")
    var random = SeededGenerator(seed: seed)
    var accepted = 0
    for _ in 0..<Self.rounds {
      let text = Self.mutant(by: &random)
      guard let address = accept(text) else {
        if let refusal = refusal(of: text) {
          #expect((0...text.utf8.count).contains(refusal.offset), "\(text.debugDescription)")
        }
        continue
      }
      accepted += 1
      // Lower case and NFC can lengthen a local part beyond what may be written.
      guard address.key.text.utf8.count(before: "@") <= 64 else { continue }
      let again = accept(address.key.text)
      #expect(again?.key.text == address.key.text, "\(text.debugDescription)")
      #expect(accept(address.text)?.key == address.key)
    }
    #expect(accepted > Self.rounds / 50)
  }

  static func mutant(by random: inout SeededGenerator) -> String {
    var scalars = Array((seeds.randomElement(using: &random) ?? "").unicodeScalars)
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0...scalars.count, using: &random)
      let piece = pieces.randomElement(using: &random) ?? "a"
      switch Int.random(in: 0...3, using: &random) {
      case 0: scalars.insert(piece, at: place)
      case 1 where place < scalars.count: scalars[place] = piece
      case 2 where place < scalars.count: scalars.remove(at: place)
      default: scalars.append(contentsOf: scalars.prefix(place).suffix(3))
      }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  private func accept(_ text: String) -> EmailAddress? {
    do { return try EmailAddress(text) } catch { return nil }
  }
}

extension String.UTF8View {
  /// Counts the octets before the last occurrence of an ASCII character.
  fileprivate func count(before character: Unicode.Scalar) -> Int {
    lastIndex(of: UInt8(ascii: character)).map { distance(from: startIndex, to: $0) } ?? 0
  }
}
