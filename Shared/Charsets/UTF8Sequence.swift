/// Sequences of UTF-8 (RFC 3629): the shortest form only, no surrogates, up to U+10FFFF.
public enum UTF8Sequence {
  /// Returns the number of octets of a sequence of two or more that begins at an offset; 0 if there
  /// is none.
  @inlinable
  public static func length(at offset: Int, in text: Span<UInt8>) -> Int {
    let second: ClosedRange<UInt8>
    let length: Int
    switch text[offset] {
    case 0xc2...0xdf: (length, second) = (2, 0x80...0xbf)
    case 0xe0: (length, second) = (3, 0xa0...0xbf)
    case 0xed: (length, second) = (3, 0x80...0x9f)
    case 0xe1...0xef: (length, second) = (3, 0x80...0xbf)
    case 0xf0: (length, second) = (4, 0x90...0xbf)
    case 0xf1...0xf3: (length, second) = (4, 0x80...0xbf)
    case 0xf4: (length, second) = (4, 0x80...0x8f)
    default: return 0
    }
    guard offset + length <= text.count, second ~= text[offset + 1] else { return 0 }
    for at in offset + 2..<offset + length where text[at] & 0xc0 != 0x80 { return 0 }
    return length
  }
}
