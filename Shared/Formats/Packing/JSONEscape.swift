/// Escapes of JSON's strings, wherever they stand.
enum JSONEscape {
  /// Content of the escape at a place, and its length; `nil` if there is none.
  static func unescaped(at place: Int, of text: [UInt8]) -> ([UInt8], Int)? {
    guard text[place] == UInt8(ascii: "\\"), place + 1 < text.count else { return nil }
    switch text[place + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return ([text[place + 1]], 2)
    case UInt8(ascii: "b"): return ([0x08], 2)
    case UInt8(ascii: "f"): return ([0x0c], 2)
    case UInt8(ascii: "n"): return ([0x0a], 2)
    case UInt8(ascii: "r"): return ([0x0d], 2)
    case UInt8(ascii: "t"): return ([0x09], 2)
    case UInt8(ascii: "u"): return scalar(at: place, of: text)
    default: return nil
    }
  }

  /// An octet of ASCII as it may stand in a string.
  static func escaped(_ octet: UInt8) -> [UInt8] {
    switch octet {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): [UInt8(ascii: "\\"), octet]
    case 0..<0x20:
      Array("\\u00".utf8) + [HexDigit.lower(octet >> 4), HexDigit.lower(octet & 15)]
    default: [octet]
    }
  }

  /// A character by its number, or by the two of a pair.
  private static func scalar(at place: Int, of text: [UInt8]) -> ([UInt8], Int)? {
    guard let first = unit(at: place, of: text) else { return nil }
    if first & 0xfc00 == 0xd800, let second = unit(at: place + 6, of: text),
      second & 0xfc00 == 0xdc00
    {
      let value = 0x10000 + (first & 0x3ff) << 10 + second & 0x3ff
      return (Unicode.Scalar(value).map { Array(String($0).utf8) } ?? [], 12)
    }
    return (Array(String(Unicode.Scalar(first) ?? "\u{fffd}").utf8), 6)
  }

  private static func unit(at place: Int, of text: [UInt8]) -> UInt32? {
    guard place + 5 < text.count, text[place] == UInt8(ascii: "\\"),
      text[place + 1] == UInt8(ascii: "u")
    else { return nil }
    var value: UInt32 = 0
    for digit in text[place + 2..<place + 6] {
      guard let next = HexDigit.value(of: digit) else { return nil }
      value = value << 4 | UInt32(next)
    }
    return value
  }
}
