extension JSONScanner {
  /// The longest number, in octets; the largest exponent is 300, so that a double holds it and
  /// PostgreSQL's `jsonb` takes it.
  static let numberLimit = 100

  /// Reads a number; its value is nobody's business here.
  mutating func number(_ text: Span<UInt8>) throws(JSONFault) {
    let start = position
    if text[position] == UInt8(ascii: "-") { position += 1 }
    if position < text.count, text[position] == UInt8(ascii: "0") {
      position += 1
    } else {
      try digits(text)
    }
    if position < text.count, text[position] == UInt8(ascii: ".") {
      position += 1
      try digits(text)
    }
    var exponent = 0
    if position < text.count, text[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < text.count,
        text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      let first = position
      try digits(text)
      for at in first..<position where exponent < 1000 {
        exponent = exponent * 10 + Int(text[at] - UInt8(ascii: "0"))
      }
    }
    if position - start > Self.numberLimit || exponent > 300 {
      addFault(.numberTooLong, at: start, in: text)
    }
    append(.number, from: start, to: position)
  }

  private mutating func digits(_ text: Span<UInt8>) throws(JSONFault) {
    let start = position
    while position < text.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= text[position] {
      position += 1
    }
    if position == start { throw unexpected(text) }
  }
}
