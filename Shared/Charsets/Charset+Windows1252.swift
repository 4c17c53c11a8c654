extension Charset {
  /// Tells whether the octets are well-formed UTF-8 (RFC 3629).
  static func isUTF8(_ octets: ArraySlice<UInt8>) -> Bool {
    octets.isEmpty || firstFault(in: octets.span) == nil
  }

  /// Octets as they really come: sequences of UTF-8 stay, any other octet is Windows-1252.
  static func mixed(_ octets: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text: [UInt8] = []
    text.reserveCapacity(octets.count + octets.count / 8)
    var rest = octets
    while !rest.isEmpty, let fault = firstFault(in: rest.span) {
      let place = rest.startIndex + fault
      text.append(contentsOf: rest[..<place])
      text.append(contentsOf: Character(windows1252(rest[place])).utf8)
      rest = rest[(place + 1)...]
    }
    text.append(contentsOf: rest)
    return text[...]
  }

  /// Place of the first octet that is no part of a sequence.
  private static func firstFault(in text: Span<UInt8>) -> Int? {
    do {
      _ = try UTF8Span(validating: text)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
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
