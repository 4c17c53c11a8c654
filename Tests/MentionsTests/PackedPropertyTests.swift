import BookSamples
import Domain
import Formats
import Mentions
import TestSupport
import Testing

/// The promise of L2 on paper: whoever is purged stands nowhere, and nobody else is touched.
@Suite("Mentions: any mailbox, any spelling, any packing")
struct PackedPropertyTests {
  private static let cases = 24_000
  private static let before = [
    "", " ", "<", "\"", ":", "(", ",", "mailto:", "\n", "“", " '", "e=", "/", "; ", "\t", "till ",
    "[", ">", "…",
  ]
  private static let after = [
    "", " ", ">", "\"", ",", ")", "?x=1", "\n", "”", "' ", "&b=2", ";", ". Och", ".", "!", "]",
    "<br>", " och ",
  ]
  private static let words = [
    "hej", "Brev till:", "2026-12-01", "anmälan", "1 000 kr", "Malmö", "{}", "100%", "rum 3b",
    "\"ja\"", "ok",
    "Registration", "α", "https://x.se/a?b=c", "😀",
  ]

  @Test("L2: a mailbox is cut out of whatever it is packed in, its neighbours stay octet for octet")
  func cutting() throws {
    let seed: UInt64 = 20_261_201
    var random = SeededGenerator(seed: seed)
    var failures: [String] = []
    var depths = [0, 0, 0, 0, 0]
    var inexact = 0
    var unnoticed = 0
    for number in 0..<Self.cases {
      let sample = try Sample(by: &random)
      depths[sample.packers.count] += 1
      switch sample.fate() {
      case .cutAlone: continue
      case .cutInexactly: inexact += 1
      case .cutUnnoticed: unnoticed += 1
      case .failure(let failure): failures.append("\(number) of seed \(seed): \(failure)")
      }
    }
    #expect(failures.isEmpty, "\(failures.count): \(failures.prefix(12).joined(separator: "\n"))")
    #expect(depths.allSatisfy { $0 > 2000 }, "\(depths)")
    // Packings in one another that can be undone in two ways.
    #expect(inexact * 100 < Self.cases, "\(inexact)")
    #expect(unnoticed * 1000 < Self.cases, "\(unnoticed)")
  }

  /// One text with the mailbox in it, in a chain of packings.
  struct Sample {
    let mailbox: RandomMailbox
    let text: String
    let rest: String
    let packers: [Packer]

    init(by random: inout SeededGenerator) throws {
      mailbox = try RandomMailbox(by: &random)
      let alike = mailbox.lookAlikes()
      var left = (0..<random.pick(4)).map { _ in random.pick(random.isOne(of: 3) ? alike : words) }
      let right = (0..<random.pick(4)).map { _ in random.pick(random.isOne(of: 3) ? alike : words) }
      if !left.isEmpty { left.append("") }
      // A line end that a text begins with would be a soft one behind a form's name, in quoted-printable.
      let start =
        left.joined(separator: " ")
        + random.pick(left.isEmpty ? before.filter { $0 != "\n" } : before)
      let end = random.pick(after) + (right.isEmpty ? "" : " ") + right.joined(separator: " ")
      text = start + mailbox.spelling(by: &random) + end
      rest = start + end
      packers = Packer.chain(upTo: 4, by: &random)
    }

    /// What becomes of a text in which a person stands.
    enum Fate {
      case cutAlone
      /// The mailbox goes and something around it with it: a parked message goes whole then. Or what is left is
      /// packed as a lenient reader takes it, such as base64 whose padding is not escaped around it.
      case cutInexactly
      /// The same, and nobody could tell: its neighbours were packed in several lines that are read one by one.
      case cutUnnoticed
      case failure(String)
    }

    func fate() -> Fate {
      let search = MentionSearch(keys: [mailbox.address.key])
      let packed = pack(text)
      var reading = MentionReading()
      reading.read(packed)
      let chain = packers.map(\.name).joined(separator: " > ")
      if !reading.keys.contains(mailbox.address.key) {
        return .failure("not read, \(chain): \(text)")
      }
      if !search.finds(in: packed) { return .failure("not found, \(chain): \(text)") }
      guard let erased = search.erasing(from: packed) else {
        return packers.count > 1 ? .cutInexactly : .failure("not cut, \(chain): \(text)")
      }
      let left = packers.reversed().reduce(erased) { $1.unpack($0) }
      if left != Array(rest.utf8) {
        if packers.count > 1, !search.finds(in: erased) {
          let isNoticed = search.erasing(from: packed, isExact: true) == nil || isRead(in: erased)
          return isNoticed ? .cutInexactly : .cutUnnoticed
        }
        return .failure(
          "not cut alone, \(chain): \(text) -> \(String(decoding: left, as: UTF8.self))")
      }
      return search.finds(in: pack(rest))
        ? .failure("look-alike found, \(chain): \(rest)") : .cutAlone
    }

    private func isRead(in erased: [UInt8]) -> Bool {
      var isRead = false
      _ = PackedText.visit(erased) { text, _ in
        isRead = isRead || String(decoding: text, as: UTF8.self).contains(rest)
      }
      return isRead
    }

    private func pack(_ text: String) -> [UInt8] {
      packers.reduce(Array(text.utf8)) { $1.pack($0) }
    }
  }
}
