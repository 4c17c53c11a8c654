import Charsets

/// Text in UTF-16, of either order, with or without a mark of it.
enum UTF16Opening {
  /// The readings of octets as UTF-16 that are text, in both orders; an odd octet may stand before them.
  static func openings(of text: [UInt8]) -> [Opening] {
    [0, 1].flatMap { start in
      [true, false].compactMap { opening(of: text, from: start, isBigEndian: $0) }
    }
  }

  private static func opening(of text: [UInt8], from start: Int, isBigEndian: Bool) -> Opening? {
    guard text.count - start >= 12, isLikely(text, start, isBigEndian) else { return nil }
    var view = TracedText(capacity: text.count / 2)
    var place = start
    while place + 1 < text.count {
      let first = unit(at: place, of: text, isBigEndian)
      var (value, length) = (UInt32(first), 2)
      if first & 0xfc00 == 0xd800, place + 3 < text.count {
        let second = unit(at: place + 2, of: text, isBigEndian)
        if second & 0xfc00 == 0xdc00 {
          value = 0x10000 + UInt32(first & 0x3ff) << 10 + UInt32(second & 0x3ff)
          length = 4
        }
      }
      view.append(Array(String(Unicode.Scalar(value) ?? "\u{fffd}").utf8), from: place)
      place += length
    }
    return view.opening(endingAt: place, isWhole: true) { octets in
      String(decoding: octets, as: UTF8.self).utf16.flatMap { unit in
        let (high, low) = (UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit))
        return isBigEndian ? [high, low] : [low, high]
      }
    }
  }

  /// Looks whether most units are ASCII in this order, or its mark stands first.
  private static func isLikely(_ text: [UInt8], _ start: Int, _ isBigEndian: Bool) -> Bool {
    if unit(at: start, of: text, isBigEndian) == 0xfeff { return true }
    var ascii = 0
    for place in stride(from: start, to: text.count - 1, by: 2) {
      let unit = unit(at: place, of: text, isBigEndian)
      if unit > 0, unit < 0x80 { ascii += 1 }
    }
    return ascii * 4 >= (text.count - start) / 2
  }

  private static func unit(at place: Int, of text: [UInt8], _ isBigEndian: Bool) -> UInt16 {
    let (first, second) = (UInt16(text[place]), UInt16(text[place + 1]))
    return isBigEndian ? first << 8 | second : second << 8 | first
  }
}

/// Text of an older charset: octets that are no UTF-8 are letters of Windows-1252.
enum SingleOctetOpening {
  /// The text as UTF-8.
  static func opening(of text: [UInt8]) -> Opening {
    var view = TracedText(capacity: text.count)
    let span = text.span
    var place = 0
    while place < span.count {
      let length = span[place] < 0x80 ? 1 : UTF8Sequence.length(at: place, in: span)
      if length == 0 {
        view.append(Array(Charset.utf8(text[place...place], announced: nil)), from: place)
      } else {
        for next in place..<place + length { view.append(span[next], from: next) }
      }
      place += max(1, length)
    }
    return view.opening(endingAt: text.count, isWhole: false) { $0 }
  }
}
