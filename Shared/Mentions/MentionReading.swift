public import Domain
import Formats

/// Mailboxes and profiles that a text names, however they are spelled and packed.
public struct MentionReading: Hashable, Sendable {
  /// Keys of the mailboxes, with those of each way in which a place may be read.
  public private(set) var keys: Set<AddressKey> = []
  /// Ids in the form of a profile's, in lower case.
  public private(set) var ids: Set<String> = []
  /// `false` if a part of a text could not be opened.
  public private(set) var isWhole = true

  /// Nothing.
  public init() {}

  /// Reads a text, with the ids in it or without.
  public mutating func read(_ text: [UInt8], withIDs: Bool = false) {
    guard withIDs || Self.plainSigns(in: text.span) != 0 else { return }
    let isOpened = PackedText.visit(text) { text, isEscaped in
      keys.formUnion(Mention.all(in: text, isEscaped: isEscaped).map(\.key))
      if withIDs { ids.formUnion(ProfileMention.all(in: text).map(\.id)) }
    }
    isWhole = isWhole && isOpened
  }

  /// Reads a text; nothing in `nil`.
  public mutating func read(_ text: String?) {
    guard let text, Self.plainSigns(in: text.utf8.span) != 0 else { return }
    read(Array(text.utf8))
  }

  /// Leaves out mailboxes that are known to stand where this was read.
  public mutating func subtract(_ known: some Sequence<AddressKey>) {
    keys.subtract(known)
  }

  /// Number of addresses in a text that nothing is packed in, by their signs; `nil` where something may be.
  ///
  /// One pass, without a copy: for the path of every message.
  public static func plainSigns(in octets: Span<UInt8>) -> Int? {
    var signs = 0
    var run = LetterRun()
    for place in octets.indices {
      let octet = octets[place]
      switch octet {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): run.take(.lower)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): run.take(.upper)
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"): run.take(.other)
      case UInt8(ascii: "-"), UInt8(ascii: "_"): run.take(.hyphen)
      case UInt8(ascii: "@"):
        signs += 1
        run = LetterRun()
      case UInt8(ascii: "\\"), UInt8(ascii: "%"), UInt8(ascii: "="), UInt8(ascii: "&"),
        UInt8(ascii: "+"), 0x00...0x08, 0x0e...0x1f, 0xef:
        return nil
      case 0x0a...0x0d: break
      default: run = LetterRun()
      }
      if run.mayBePacked { return nil }
    }
    return signs
  }
}

/// Run of letters that may be base64: that of an address has a capital beyond the first letter, whatever stands
/// before its `@`, which no name and no date has that is written as usual.
private struct LetterRun {
  enum Letter {
    case lower, upper, other, hyphen
  }

  private var count = 0
  private var hasInnerCapital = false
  private var hasLower = false
  private var hasOther = false
  private var hasHyphen = false

  @inline(__always)
  mutating func take(_ letter: Letter) {
    switch letter {
    case .lower: hasLower = true
    case .upper: hasInnerCapital = hasInnerCapital || count > 0
    case .other: hasOther = true
    case .hyphen: hasHyphen = true
    }
    count += 1
  }

  @inline(__always)
  var mayBePacked: Bool {
    count >= 8 && hasInnerCapital && (hasLower || hasOther && !hasHyphen)
  }
}
