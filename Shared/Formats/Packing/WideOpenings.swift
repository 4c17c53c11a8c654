import Charsets

/// Text in UTF-16, of either order, with or without a mark of it.
enum UTF16Opening {
  /// The likeliest reading of octets as UTF-16, in either order; an odd octet may stand before them.
  static func opening(of text: [UInt8]) -> Opening? {
    guard text.count >= 12 else { return nil }
    var likeliest: (start: Int, isBigEndian: Bool, likelihood: Int)?
    for start in [0, 1] {
      for isBigEndian in [true, false] {
        guard let likelihood = likelihood(of: text, start, isBigEndian),
          likelihood > likeliest?.likelihood ?? .min
        else { continue }
        likeliest = (start, isBigEndian, likelihood)
      }
    }
    return likeliest.map { opening(of: text, from: $0.start, isBigEndian: $0.isBigEndian) }
  }

  private static func opening(of text: [UInt8], from start: Int, isBigEndian: Bool) -> Opening {
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
      let character = String(Unicode.Scalar(value) ?? "\u{fffd}")
      view.append(character.utf8, from: place..<place + length)
      place += length
    }
    return view.opening(isWhole: true) { octets in
      String(decoding: octets, as: UTF8.self).utf16.flatMap { unit in
        let (high, low) = (UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit))
        return isBigEndian ? [high, low] : [low, high]
      }
    }
  }

  /// Number of units of ASCII in this order, less for controls; `nil` if there are few and no mark stands first.
  private static func likelihood(
    of text: [UInt8], _ start: Int, _ isBigEndian: Bool
  ) -> Int? {
    var (ascii, controls) = (0, 0)
    for place in stride(from: start, to: text.count - 1, by: 2) {
      switch unit(at: place, of: text, isBigEndian) {
      case 0x09, 0x0a, 0x0d, 0x20..<0x7f: ascii += 1
      case 0x00..<0x20, 0x7f..<0xa0: controls += 1
      default: continue
      }
    }
    let hasMark = unit(at: start, of: text, isBigEndian) == 0xfeff
    guard hasMark || ascii * 6 >= (text.count - start) / 2 else { return nil }
    return ascii - 4 * controls
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
        view.append(Charset.utf8(text[place...place], announced: nil), from: place..<place + 1)
      } else {
        for next in place..<place + length {
          view.append(CollectionOfOne(span[next]), from: next..<next + 1)
        }
      }
      place += max(1, length)
    }
    return view.opening(isWhole: false) { $0 }
  }
}
