/// Finds what cannot stand in a JSON string as it is, eight octets in one step.
enum JSONOctets {
  /// Returns whether an octet needs an escape: a quotation mark, a backslash, a control character.
  @inline(__always)
  static func needsEscape(_ octet: UInt8) -> Bool {
    octet < 0x20 || octet == UInt8(ascii: "\"") || octet == UInt8(ascii: "\\")
  }

  /// The eight octets as one number, the first of them lowest; the compiler makes it one load.
  @inline(__always)
  static func word(_ eight: Span<UInt8>) -> UInt64 {
    let low =
      UInt64(eight[0]) | UInt64(eight[1]) << 8 | UInt64(eight[2]) << 16 | UInt64(eight[3]) << 24
    let high =
      UInt64(eight[4]) | UInt64(eight[5]) << 8 | UInt64(eight[6]) << 16 | UInt64(eight[7]) << 24
    return low | high << 32
  }

  /// A bit at the top of each octet that needs an escape; exact for the lowest of them.
  @inline(__always)
  static func escapes(in word: UInt64) -> UInt64 {
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5c)
    let control = (word &- (ones &* 0x20)) & ~word
    let found = ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | control
    return found & tops
  }

  /// A bit at the top of each octet that needs an escape, or that is a part of a longer sequence of
  /// UTF-8.
  @inline(__always)
  static func escapesAndSequences(in word: UInt64) -> UInt64 {
    escapes(in: word) | (word & tops)
  }

  private static var ones: UInt64 { 0x0101_0101_0101_0101 }
  private static var tops: UInt64 { ones << 7 }
}
