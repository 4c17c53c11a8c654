import Charsets

/// Signs of packings in a text, found in one pass.
struct PackingSigns {
  /// A backslash.
  private(set) var hasBackslash = false
  /// A percent sign.
  private(set) var hasPercent = false
  /// An equals sign.
  private(set) var hasEquals = false
  /// A plus sign.
  private(set) var hasPlus = false
  /// An ampersand.
  private(set) var hasAmpersand = false
  /// Octets that are no UTF-8.
  private(set) var hasInvalidText = false
  private var controls = 0
  private var zeros = 0
  private let count: Int
  private let isDocument: Bool
  private let hasEscapedQuote: Bool
  /// A message of PGP or S/MIME, which nobody here can open.
  let isEncrypted: Bool

  init(_ text: [UInt8]) {
    count = text.count
    let first = text.first { $0 > 0x20 }
    isDocument =
      first.map { "{[\"".utf8.contains($0) } ?? false
    let span = text.span
    var hasEscapedQuote = false
    var hyphens = false
    var place = 0
    while place < span.count {
      let octet = span[place]
      var length = 1
      switch octet {
      case UInt8(ascii: "\\"):
        hasBackslash = true
        let next = place + 1 < span.count ? span[place + 1] : 0
        if next == UInt8(ascii: "\"") || next == UInt8(ascii: "u") { hasEscapedQuote = true }
      case UInt8(ascii: "%"): hasPercent = true
      case UInt8(ascii: "="): hasEquals = true
      case UInt8(ascii: "+"): hasPlus = true
      case UInt8(ascii: "&"): hasAmpersand = true
      case UInt8(ascii: "-"): hyphens = true
      case 0:
        zeros += 1
        controls += 1
      case 0x01...0x08, 0x0b, 0x0e...0x1f, 0x7f: controls += 1
      case 0x80...:
        length = UTF8Sequence.length(at: place, in: span)
        if length == 0 {
          hasInvalidText = true
          length = 1
        }
      default: break
      }
      place += length
    }
    self.hasEscapedQuote = hasEscapedQuote
    isEncrypted = hyphens && text.contains("-----BEGIN PGP MESSAGE-----")
  }

  /// A backslash that escapes what follows, as in JSON.
  var hasJSONEscapes: Bool { hasBackslash && (isDocument || hasEscapedQuote) }

  /// Every other octet is zero, more or less, or the mark of byte order may stand first.
  var hasMuchZero: Bool { zeros * 8 >= count || hasInvalidText }

  /// It is no text of single octets.
  var isBinary: Bool { controls * 20 > count || hasInvalidText && controls > 0 }
}

extension [UInt8] {
  /// Looks whether octets of ASCII stand somewhere.
  fileprivate func contains(_ word: StaticString) -> Bool {
    let word = Array("\(word)".utf8)
    guard count >= word.count else { return false }
    return (0...count - word.count).contains {
      self[$0] == word[0] && self[$0...].starts(with: word)
    }
  }
}
