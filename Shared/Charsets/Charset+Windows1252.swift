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
    if text[place] < 0x80 { return 1 }
    let length = UTF8Sequence.length(at: place, in: text)
    return length == 0 ? nil : length
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
