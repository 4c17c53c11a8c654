import Charsets

/// Text in UTF-16, of either order, with or without a mark of it.
enum UTF16Opening {
  /// The readings of octets as UTF-16, the likeliest first: an odd octet may stand before them.
  ///
  /// Letters of ASCII are the same in one order as in the other an octet further on, so that there may be two.
  static func openings(of text: [UInt8]) -> [Opening] {
    guard text.count >= 12 else { return [] }
    var readings: [Reading] = []
    // Before another packing the mark may be left of UTF-8.
    for start in text.starts(with: [0xef, 0xbb, 0xbf]) ? [3] : [0, 1] {
      for isBigEndian in [true, false] {
        likelihood(of: text, start, isBigEndian).map { likelihood in
          readings.append(Reading(start: start, isBigEndian: isBigEndian, likelihood: likelihood))
        }
      }
    }
    readings.sort { $0.likelihood > $1.likelihood }
    guard let likeliest = readings.first else { return [] }
    let others = readings.dropFirst().filter { $0.likelihood >= likeliest.likelihood / 8 * 7 }
    return [opening(of: text, likeliest)]
      + others.map { reading in
        var opening = opening(of: text, reading)
        opening.isOtherReading = true
        return opening
      }
  }

  private struct Reading {
    let start: Int
    let isBigEndian: Bool
    let likelihood: Int
  }

  private static func opening(of text: [UInt8], _ reading: Reading) -> Opening {
    let isBigEndian = reading.isBigEndian
    var view = TracedText(capacity: text.count / 2)
    // An octet that is left over stands for the character that it is half of.
    for place in 0..<reading.start {
      view.append(String(Unicode.Scalar(text[place])).utf8, from: place..<place + 1)
    }
    var place = reading.start
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
    for octet in text[place...] {
      view.append(String(Unicode.Scalar(octet)).utf8, from: place..<text.count)
    }
    return view.opening(isWhole: true) { octets in
      String(decoding: octets, as: UTF8.self).utf16.flatMap { unit in
        let (high, low) = (UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit))
        return isBigEndian ? [high, low] : [low, high]
      }
    }
  }

  /// Weight of the characters that texts consist of in this order, less for controls; beyond any where the mark of
  /// the order stands first, and `nil` where there is neither one nor much of ASCII.
  ///
  /// Letters of ASCII are the same in one order as in the other an octet further on: those beyond it decide.
  private static func likelihood(
    of text: [UInt8], _ start: Int, _ isBigEndian: Bool
  ) -> Int? {
    var (ascii, others, controls) = (0, 0, 0)
    for place in stride(from: start, to: text.count - 1, by: 2) {
      switch unit(at: place, of: text, isBigEndian) {
      case 0x09, 0x0a, 0x0d, 0x20..<0x7f: ascii += 1
      case 0x00..<0x20, 0x7f..<0xa0: controls += 1
      // Letters of Europe, punctuation, and the wide forms of ASCII.
      case 0xa0..<0x0530, 0x2000..<0x2070, 0xff01..<0xff62: others += 1
      default: continue
      }
    }
    if unit(at: start, of: text, isBigEndian) == 0xfeff { return .max }
    guard ascii * 6 >= (text.count - start) / 2 else { return nil }
    return ascii + others - 4 * controls
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
