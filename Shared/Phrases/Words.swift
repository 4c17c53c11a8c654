/// Words of a text as phrases know them.
enum Words {
  /// One word.
  struct Word {
    /// Equal for words that are equal but for case.
    let hash: UInt64
    let start: Int
    let end: Int
    /// Tells whether a sentence or a paragraph ended before it.
    let isApart: Bool
  }

  /// Kind of what has no white space in it.
  private enum Run {
    /// Words.
    case words
    /// An address, a host name, a number with dots, a file's path.
    case name
    /// A link: its words are no part of the sentence around it.
    case link
  }

  /// Gives each word in its order; addresses, host names and numbers are stepped over.
  @inline(__always)
  static func forEach(in text: Span<UInt8>, _ body: (Word) -> Void) {
    var place = 0
    var isApart = false
    var lineEnds = 0
    while place < text.count {
      let octet = text[place]
      if isWordOctet(octet) {
        lineEnds = 0
        let run = run(at: place, in: text)
        guard run.kind != .name else {
          place = run.end
          continue
        }
        isApart = isApart || run.kind == .link
        while place < run.end {
          guard isWordOctet(text[place]) else {
            isApart = isApart || endsSentence(place, in: text)
            place += 1
            continue
          }
          let (hash, end) = word(at: place, to: run.end, in: text)
          if hash != 0 {
            body(Word(hash: hash, start: place, end: end, isApart: isApart))
            isApart = false
          }
          place = end
        }
        isApart = isApart || run.kind == .link
        continue
      }
      switch octet {
      case 0x0a:
        lineEnds += 1
        if lineEnds > 1 { isApart = true }
      default: isApart = isApart || endsSentence(place, in: text)
      }
      place += 1
    }
  }

  /// Tells whether an octet is a mark that ends a sentence: white space follows it, and it is not the last
  /// of several dots.
  @inline(__always)
  private static func endsSentence(_ place: Int, in text: Span<UInt8>) -> Bool {
    switch text[place] {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
      (place + 1 == text.count || text[place + 1] <= 0x20)
        && (place == 0 || text[place - 1] != UInt8(ascii: "."))
    default: false
    }
  }

  /// Letters and digits of ASCII, and all above it.
  @inline(__always)
  private static func isWordOctet(_ octet: UInt8) -> Bool {
    octet >= 0x80 || (octet | 0x20) &- UInt8(ascii: "a") < 26 || octet &- UInt8(ascii: "0") < 10
  }

  /// Finds the end of what has no white space in it, and whether its words count.
  private static func run(at start: Int, in text: Span<UInt8>) -> (end: Int, kind: Run) {
    var place = start
    var hasAt = false
    // Where the last dot stands that has something on both sides.
    var dot = -1
    scan: while place < text.count {
      let octet = text[place]
      if isWordOctet(octet) {
        place += 1
        continue
      }
      switch octet {
      case 0...0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"),
        UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
        UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ";"):
        break scan
      case UInt8(ascii: ":"):
        guard place + 2 < text.count, text[place + 1] == UInt8(ascii: "/"),
          text[place + 2] == UInt8(ascii: "/")
        else { break scan }
        while place < text.count, text[place] > 0x20, text[place] != UInt8(ascii: ">") {
          place += 1
        }
        return (place, .link)
      case UInt8(ascii: "@"): hasAt = true
      case UInt8(ascii: "."):
        if place + 1 < text.count, isWordOctet(text[place + 1]) { dot = place }
      default: break
      }
      place += 1
    }
    let isPath = start > 1 && text[start - 1] == UInt8(ascii: "/") && !isWordOctet(text[start - 2])
    let isName = hasAt || isPath || dot >= 0 && isLastLabel(dot + 1, place, in: text)
    return (place, isName ? .name : .words)
  }

  /// Tells whether a text may be the last part of a host name or a number: lower case or digits alone.
  private static func isLastLabel(_ start: Int, _ end: Int, in text: Span<UInt8>) -> Bool {
    for place in start..<end {
      let octet = text[place]
      let isLower = octet &- UInt8(ascii: "a") < 26
      if !isLower, octet &- UInt8(ascii: "0") >= 10 {
        // Punctuation at the end belongs to the sentence.
        return !isWordOctet(octet) && place > start
      }
    }
    return true
  }

  /// Hashes the word that begins at a place; 0 for a number.
  @inline(__always)
  private static func word(
    at start: Int, to limit: Int, in text: Span<UInt8>
  ) -> (hash: UInt64, end: Int) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var place = start
    var isNumber = true
    while place < limit {
      let octet = text[place]
      if octet < 0x80 {
        if octet &- UInt8(ascii: "0") < 10 {
          hash = (hash ^ UInt64(octet)) &* 0x100_0000_01b3
        } else if (octet | 0x20) &- UInt8(ascii: "a") < 26 {
          isNumber = false
          hash = (hash ^ UInt64(octet | 0x20)) &* 0x100_0000_01b3
        } else if octet != UInt8(ascii: "'"), !isPrefix(start, place, limit, in: text) {
          break
        }
        place += 1
        continue
      }
      let character = Character(at: place, to: limit, in: text)
      if character.isSeparator {
        if place == start { return (0, place + character.length) }
        break
      }
      if character.standsAlone, place > start { break }
      if !character.isApostrophe {
        isNumber = false
        hash = (hash ^ UInt64(character.folded)) &* 0x100_0000_01b3
      }
      place += character.length
      if character.standsAlone { break }
    }
    return (isNumber ? 0 : hash, place)
  }

  /// Tells whether a hyphen only parts `e` or `non` from the word to which it belongs: `e-mail`, `non-existent`.
  private static func isPrefix(_ start: Int, _ hyphen: Int, _ limit: Int, in text: Span<UInt8>)
    -> Bool
  {
    guard text[hyphen] == UInt8(ascii: "-"), hyphen + 1 < limit,
      text[hyphen + 1] >= UInt8(ascii: "A")
    else { return false }
    switch hyphen - start {
    case 1: return text[start] | 0x20 == UInt8(ascii: "e")
    case 3:
      return text[start] | 0x20 == UInt8(ascii: "n") && text[start + 1] | 0x20 == UInt8(ascii: "o")
        && text[start + 2] | 0x20 == UInt8(ascii: "n")
    default: return false
    }
  }

  /// Character above ASCII, as far as its first octets tell.
  private struct Character {
    /// A number that is the same in either case.
    let folded: UInt32
    let length: Int

    init(at place: Int, to limit: Int, in text: Span<UInt8>) {
      let lead = text[place]
      let size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1
      length = Swift.min(size, limit - place)
      var value: UInt32 = 0
      for offset in 0..<length { value = value << 8 | UInt32(text[place + offset]) }
      folded = Self.lowered(value)
    }

    /// Lower case of Latin-1 and of Cyrillic.
    private static func lowered(_ value: UInt32) -> UInt32 {
      switch value {
      case 0xc380...0xc396, 0xc398...0xc39e: value + 0x20
      case 0xd090...0xd09f: value + 0x20
      case 0xd0a0...0xd0af: value + 0xe0
      case 0xd081: 0xd191
      default: value
      }
    }

    /// The typographic apostrophe.
    var isApostrophe: Bool { folded == 0xe28099 }

    /// Tells whether it is white space or punctuation: U+00A0–U+00BF, U+2000–U+206F, U+3000–U+303F.
    var isSeparator: Bool {
      switch folded {
      case 0xc2a0...0xc2bf, 0xe38080...0xe380bf: true
      case 0xe28080...0xe281af: !isApostrophe
      default: false
      }
    }

    /// Tells whether it is a word of its own: kana, ideographs, Hangul, full-width forms.
    var standsAlone: Bool { 0xe38180...0xed9fbf ~= folded || 0xefbc80...0xefbfaf ~= folded }
  }
}
