/// Packing of a body (RFC 2045); undoing it never fails.
enum TransferEncoding: Sendable {
  /// 7bit, 8bit, binary and whatever nobody knows.
  case identity
  case quotedPrintable
  case base64

  /// Reads the body of `Content-Transfer-Encoding`.
  init(_ field: ArraySlice<UInt8>) {
    if field.hasWordPrefix("base64") {
      self = .base64
    } else {
      self = field.hasWordPrefix("quoted-printable") ? .quotedPrintable : .identity
    }
  }

  /// The octets that were packed; those of a body that was not packed are given as they stand.
  func decoded(_ body: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    switch self {
    case .identity: body
    case .quotedPrintable: Self.quotedPrintableDecoded(body)[...]
    case .base64: Self.base64Decoded(body)[...]
    }
  }

  /// Base64: what is outside the alphabet is stepped over, padding ends a group and not the text.
  static func base64Decoded(_ body: ArraySlice<UInt8>) -> [UInt8] {
    var octets: [UInt8] = []
    octets.reserveCapacity(body.count / 4 * 3 + 3)
    var bits: UInt32 = 0
    var count = 0
    for letter in body {
      guard let value = sextet(letter) else {
        if letter == UInt8(ascii: "=") { (bits, count) = (0, 0) }
        continue
      }
      bits = bits << 6 | UInt32(value)
      count += 1
      if count > 1 { octets.append(UInt8(truncatingIfNeeded: bits >> (8 - 2 * UInt32(count)))) }
      if count == 4 { (bits, count) = (0, 0) }
    }
    return octets
  }

  private static func sextet(_ letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): letter - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): letter - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): letter - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
    case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
    default: nil
    }
  }

  /// Quoted-printable: an `=` that begins no escape stands for itself.
  static func quotedPrintableDecoded(_ body: ArraySlice<UInt8>) -> [UInt8] {
    escapesDecoded(body, sign: UInt8(ascii: "="), softBreaks: true)
  }

  /// Escapes of a sign and two hexadecimal digits, `=C3` or `%C3`; soft line breaks go if asked for.
  static func escapesDecoded(
    _ text: ArraySlice<UInt8>, sign: UInt8, softBreaks: Bool = false
  ) -> [UInt8] {
    var octets: [UInt8] = []
    octets.reserveCapacity(text.count)
    var place = text.startIndex
    while place < text.endIndex {
      guard text[place] == sign else {
        octets.append(text[place])
        place += 1
        continue
      }
      if place + 2 < text.endIndex, let high = HexDigit.value(of: text[place + 1]),
        let low = HexDigit.value(of: text[place + 2])
      {
        octets.append(high << 4 | low)
        place += 3
      } else if softBreaks, let next = behindSoftBreak(place + 1, in: text) {
        place = next
      } else {
        octets.append(sign)
        place += 1
      }
    }
    return octets
  }

  /// The place behind a line end that only white space stands before; the end of the text counts as one.
  private static func behindSoftBreak(_ start: Int, in text: ArraySlice<UInt8>) -> Int? {
    var place = start
    while place < text.endIndex, text[place].isBlank { place += 1 }
    guard place < text.endIndex else { return place }
    if text[place] == 0x0d, place + 1 < text.endIndex, text[place + 1] == 0x0a { return place + 2 }
    return text[place].isLineEnd ? place + 1 : nil
  }
}
