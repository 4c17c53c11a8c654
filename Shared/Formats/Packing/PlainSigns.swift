extension PackedText {
  /// Number of addresses in a text that nothing is packed in, by their signs; `nil` where something may be.
  ///
  /// One pass, without a copy: for the path of every message. Line ends and quotation marks of JSON's strings hide no
  /// sign, nor do soft line breaks.
  public static func plainSigns(in octets: Span<UInt8>) -> Int? {
    var signs = 0
    var run = LetterRun()
    var place = 0
    while place < octets.count {
      let octet = octets[place]
      let next = place + 1 < octets.count ? octets[place + 1] : 0
      switch octet {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): run.take(.lower, at: place)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): run.take(.upper, at: place)
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "+"):
        run.take(.other, at: place)
      case UInt8(ascii: "-"), UInt8(ascii: "_"): run.take(.hyphen, at: place)
      case 0x0a...0x0d: run.breakOff()
      case UInt8(ascii: "\\"):
        switch next {
        case UInt8(ascii: "n"), UInt8(ascii: "r"): run.breakOff()
        case UInt8(ascii: "/"):
          run.take(.other, at: place)
          run.breakOff()
        case UInt8(ascii: "\""): if run.ends(in: octets) { return nil }
        default: return nil
        }
        place += 1
      case 0x00...0x08, 0x0e...0x1f, 0xef: return nil
      default:
        if run.ends(in: octets) || isEscape(octet, at: place, next, of: octets) { return nil }
        if octet == UInt8(ascii: "@") { signs += 1 }
      }
      place += 1
    }
    return run.ends(in: octets) ? nil : signs
  }

  /// Looks whether an escape may begin with a sign: one in hexadecimal, or a reference.
  @inline(__always)
  private static func isEscape(
    _ sign: UInt8, at place: Int, _ next: UInt8, of octets: Span<UInt8>
  ) -> Bool {
    switch sign {
    case UInt8(ascii: "%"), UInt8(ascii: "="):
      return HexDigit.value(of: next) != nil && place + 2 < octets.count
        && HexDigit.value(of: octets[place + 2]) != nil
    case UInt8(ascii: "&"): return next == UInt8(ascii: "#") || next.isLetter
    default: return false
    }
  }
}

/// Run of letters that may be base64.
///
/// That of an address has a capital beyond the first letter, whatever stands before its `@`, and so has that of
/// anything in which one is packed in turn. Names of fields have one too: of those the octets are looked at.
private struct LetterRun {
  enum Letter {
    case lower, upper, other, hyphen
  }

  /// Least letters of compressed octets; of fewer it can be seen what they are.
  private static let compressed = 12

  private var start = 0
  private var count = 0
  private var hasInnerCapital = false
  private var hasLower = false
  private var hasOther = false
  private var hasHyphen = false
  private var isBroken = false

  @inline(__always)
  mutating func take(_ letter: Letter, at place: Int) {
    if count == 0 { start = place }
    switch letter {
    case .lower: hasLower = true
    case .upper: hasInnerCapital = hasInnerCapital || count > 0
    case .other: hasOther = true
    case .hyphen: hasHyphen = true
    }
    count += 1
  }

  /// Notes that the run goes on in another line, or behind an escape.
  @inline(__always)
  mutating func breakOff() {
    isBroken = isBroken || count > 0
  }

  /// Ends the run, and looks whether something may be packed in it.
  @inline(__always)
  mutating func ends(in octets: Span<UInt8>) -> Bool {
    let run = self
    self = LetterRun()
    guard run.count >= 8, run.hasInnerCapital, run.hasLower || run.hasOther && !run.hasHyphen else {
      return false
    }
    return run.isBroken || run.count >= Self.compressed
      || (0...run.count - 8).contains { run.hides(from: run.start + $0, of: octets) }
  }

  /// Looks whether the octets that letters stand for have a sign of an address or of a packing among them, or are
  /// nothing but letters of base64.
  private func hides(from first: Int, of octets: Span<UInt8>) -> Bool {
    var bits: UInt32 = 0
    var number: UInt32 = 0
    var areLetters = true
    for place in first..<start + count {
      bits = bits << 6 | UInt32(Base64Form.value(of: octets[place]))
      number += 1
      guard number % 4 != 1 else { continue }
      let octet = UInt8(truncatingIfNeeded: bits >> (6 - 2 * ((number - 1) % 4)))
      switch octet {
      case UInt8(ascii: "@"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "="),
        UInt8(ascii: "\\"), 0xef, 0:
        return true
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "_"): break
      default: areLetters = areLetters && (octet.isLetter || octet.isDigit)
      }
    }
    return areLetters
  }
}
