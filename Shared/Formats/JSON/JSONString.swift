/// The octets that a JSON string stands for.
enum JSONString {
  /// Decodes the content of a string (without quotation marks) that was read before, with or without
  /// fault: what is no escape is taken as it stands, a lone surrogate becomes U+FFFD.
  static func decoded(_ content: Range<Int>, of text: Span<UInt8>) -> [UInt8] {
    var octets: [UInt8] = []
    octets.reserveCapacity(content.count)
    var at = content.lowerBound
    while at < content.upperBound {
      let octet = text[at]
      guard octet == UInt8(ascii: "\\"), at + 1 < content.upperBound else {
        octets.append(octet)
        at += 1
        continue
      }
      let letter = text[at + 1]
      at += 2
      switch letter {
      case UInt8(ascii: "b"): octets.append(0x08)
      case UInt8(ascii: "f"): octets.append(0x0c)
      case UInt8(ascii: "n"): octets.append(0x0a)
      case UInt8(ascii: "r"): octets.append(0x0d)
      case UInt8(ascii: "t"): octets.append(0x09)
      case UInt8(ascii: "u"):
        octets.append(contentsOf: Character(scalar(at: &at, of: text, to: content.upperBound)).utf8)
      default: octets.append(letter)
      }
    }
    return octets
  }

  /// Reads the digits behind `\u`, and those of the other half where there is one.
  private static func scalar(
    at: inout Int, of text: Span<UInt8>, to end: Int
  ) -> Unicode.Scalar {
    let high = unit(at: at, of: text, to: end)
    at += 4
    if 0xd800..<0xdc00 ~= high, at + 6 <= end, text[at] == UInt8(ascii: "\\"),
      text[at + 1] == UInt8(ascii: "u")
    {
      let low = unit(at: at + 2, of: text, to: end)
      if 0xdc00..<0xe000 ~= low {
        at += 6
        return Unicode.Scalar(0x10000 + (high - 0xd800) << 10 + (low - 0xdc00)) ?? "\u{fffd}"
      }
    }
    return Unicode.Scalar(high) ?? "\u{fffd}"
  }

  private static func unit(at start: Int, of text: Span<UInt8>, to end: Int) -> UInt32 {
    var value: UInt32 = 0
    for at in start..<min(start + 4, end) {
      value = value << 4 | UInt32(HexDigit.value(of: text[at]) ?? 0)
    }
    return value
  }
}
