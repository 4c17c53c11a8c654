extension Charset {
  /// Tells whether the octets are well-formed UTF-8 (RFC 3629).
  static func isUTF8(_ octets: ArraySlice<UInt8>) -> Bool {
    let text = octets.span
    var place = 0
    while place < text.count {
      guard let length = sequence(at: place, in: text) else { return false }
      place += length
    }
    return true
  }

  /// Octets as they really come: sequences of UTF-8 stay, any other octet is Windows-1252.
  static func mixed(_ octets: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let text = octets.span
    var result: [UInt8] = []
    result.reserveCapacity(octets.count + octets.count / 8)
    var place = 0
    while place < text.count {
      if let length = sequence(at: place, in: text) {
        for next in place..<place + length { result.append(text[next]) }
        place += length
      } else {
        result.append(contentsOf: String(windows1252(text[place])).utf8)
        place += 1
      }
    }
    return result[...]
  }

  /// Length of the sequence that begins at a place; `nil` where none does.
  @inline(__always)
  private static func sequence(at place: Int, in text: Span<UInt8>) -> Int? {
    let first = text[place]
    if first < 0x80 { return 1 }
    guard place + 1 < text.count, 0xc2...0xf4 ~= first else { return nil }
    let length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
    // The second octet has narrower bounds after some: no long forms, no surrogates, no end of Unicode.
    let second: ClosedRange<UInt8> =
      switch first {
      case 0xe0: 0xa0...0xbf
      case 0xed: 0x80...0x9f
      case 0xf0: 0x90...0xbf
      case 0xf4: 0x80...0x8f
      default: 0x80...0xbf
      }
    guard place + length <= text.count, second ~= text[place + 1] else { return nil }
    for next in place + 2..<max(place + length, place + 2) where text[next] & 0xc0 != 0x80 {
      return nil
    }
    return length
  }

  /// The character of an octet above ASCII; the five that Windows-1252 leaves open are controls.
  private static func windows1252(_ octet: UInt8) -> Unicode.Scalar {
    guard 0x80...0x9f ~= octet else { return Unicode.Scalar(octet) }
    return high[Int(octet - 0x80)]
  }

  /// 0x80 to 0x9f.
  private static let high: [Unicode.Scalar] = [
    "€", "\u{81}", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "\u{8d}", "Ž", "\u{8f}",
    "\u{90}", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "\u{9d}", "ž", "Ÿ",
  ]
}
