import Charsets

extension JSONScanner {
  /// Reads a string, from its quotation mark to behind the other.
  mutating func string(_ text: Span<UInt8>) throws(JSONFault) {
    let start = position
    var at = start + 1
    var hasEscapes = false
    while true {
      at += Self.plainCount(text.extracting(at...))
      guard at < text.count else {
        position = at
        throw unexpected(text)
      }
      switch text[at] {
      case UInt8(ascii: "\""):
        position = at + 1
        append(.string, from: start, to: position, hasEscapes: hasEscapes)
        return
      case UInt8(ascii: "\\"):
        hasEscapes = true
        position = at
        at = try escape(text)
      case 0:
        addFault(.nul, at: at, in: text)
        at += 1
      case 1..<0x20:
        addFault(.controlCharacter, at: at, in: text)
        at += 1
      case 0x80...:
        let length = UTF8Sequence.length(at: at, in: text)
        if length == 0 { addFault(.invalidUTF8, at: at, in: text) }
        at += max(length, 1)
      default: at += 1
      }
    }
  }

  /// Returns the number of octets that can be passed over, counted eight at a time: it stops less
  /// than eight before the end, where the caller looks at them one by one.
  @inline(__always)
  private static func plainCount(_ text: Span<UInt8>) -> Int {
    var rest = text
    while rest.count >= 8 {
      let marks = JSONOctets.escapesAndSequences(in: JSONOctets.word(rest.extracting(first: 8)))
      if marks != 0 { return text.count - rest.count + marks.trailingZeroBitCount >> 3 }
      rest = rest.extracting(droppingFirst: 8)
    }
    return text.count - rest.count
  }

  /// Reads an escape at the position, both halves of a pair.
  ///
  /// - Returns: the offset behind it.
  private mutating func escape(_ text: Span<UInt8>) throws(JSONFault) -> Int {
    let start = position
    position += 1
    guard position < text.count else { throw unexpected(text) }
    switch text[position] {
    case UInt8(ascii: "u"): break
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return position + 1
    default: throw unexpected(text)
    }
    position += 1
    let unit = try hexadecimal(text)
    switch unit {
    case 0: addFault(.nul, at: start, in: text)
    case 0xd800..<0xdc00:
      let pair = position
      if pair + 1 < text.count, text[pair] == UInt8(ascii: "\\"),
        text[pair + 1] == UInt8(ascii: "u")
      {
        position += 2
        if 0xdc00..<0xe000 ~= (try hexadecimal(text)) { return position }
        position = pair
      }
      addFault(.loneSurrogate, at: start, in: text)
    case 0xdc00..<0xe000: addFault(.loneSurrogate, at: start, in: text)
    default: break
    }
    return position
  }

  private mutating func hexadecimal(_ text: Span<UInt8>) throws(JSONFault) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard position < text.count, let digit = HexDigit.value(of: text[position]) else {
        throw unexpected(text)
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
