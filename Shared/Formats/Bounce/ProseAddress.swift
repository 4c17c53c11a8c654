/// Address in running text.
struct ProseAddress {
  /// Range of it, without brackets.
  let range: Range<Int>
  /// Tells whether it stands in angle brackets.
  let isBracketed: Bool

  /// The addresses in a line, at most 32 of them.
  static func all(in line: ArraySlice<UInt8>) -> [ProseAddress] {
    var found: [ProseAddress] = []
    let span = line.span
    let base = line.startIndex
    var place = 0
    // Where the address before ended: no octet belongs to two, so that all is done in one pass.
    var limit = 0
    while place < span.count, found.count < 32 {
      guard span[place] == UInt8(ascii: "@") else {
        place += 1
        continue
      }
      if let address = address(around: place, after: limit, in: span) {
        found.append(
          ProseAddress(
            range: base + address.range.lowerBound..<base + address.range.upperBound,
            isBracketed: address.isBracketed))
        place = address.range.upperBound
      } else {
        place += 1
      }
      limit = place
    }
    return found
  }

  private static func address(
    around sign: Int, after limit: Int, in text: Span<UInt8>
  ) -> ProseAddress? {
    if let bracketed = bracketed(around: sign, after: limit, in: text) { return bracketed }
    let start = start(of: sign, after: limit, in: text)
    let end = end(of: sign, in: text)
    guard start < sign, hasDot(sign + 1, end, in: text) else { return nil }
    return ProseAddress(range: start..<end, isBracketed: false)
  }

  /// Address of any script: text without white space, in angle brackets, around an at sign.
  private static func bracketed(
    around sign: Int, after limit: Int, in text: Span<UInt8>
  ) -> ProseAddress? {
    var start = sign
    while start > limit, sign - start < 300, isBracketOctet(text[start - 1]) { start -= 1 }
    var end = sign + 1
    while end < text.count, end - sign < 300, isBracketOctet(text[end]) { end += 1 }
    guard start > limit, text[start - 1] == UInt8(ascii: "<"), end < text.count,
      text[end] == UInt8(ascii: ">"), start < sign, end > sign + 1
    else { return nil }
    // `mailto:`, `SMTP:` or a route stand before a colon.
    var place = start
    while place < sign {
      if text[place] == UInt8(ascii: ":") { start = place + 1 }
      place += 1
    }
    guard start < sign else { return nil }
    return ProseAddress(range: behindPrefix(start, sign, in: text)..<end, isBracketed: true)
  }

  private static func isBracketOctet(_ octet: UInt8) -> Bool {
    octet > 0x20 && octet != UInt8(ascii: "<") && octet != UInt8(ascii: ">")
  }

  /// Beginning of the local part whose at sign stands at a place.
  private static func start(of sign: Int, after limit: Int, in text: Span<UInt8>) -> Int {
    var start = sign
    if start > limit, text[start - 1] == UInt8(ascii: "\"") {
      var open = start - 2
      while open >= limit, start - open < 100, text[open] != UInt8(ascii: "\"") { open -= 1 }
      if open >= limit, open < start - 2, text[open] == UInt8(ascii: "\"") { return open }
    }
    while start > limit, sign - start < 300, isLocalOctet(text[start - 1]) {
      if text[start - 1] >= 0x80 {
        // A letter of two octets may belong to it; ideographs before it are the sentence.
        guard start - 2 >= limit, 0xc3...0xdf ~= text[start - 2] else { break }
        start -= 2
      } else {
        start -= 1
      }
    }
    while start < sign, isLeadingMark(text[start]) { start += 1 }
    return behindPrefix(start, sign, in: text)
  }

  /// Marks that belong to the sentence.
  private static func isLeadingMark(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "'"), UInt8(ascii: "."), UInt8(ascii: "`"), UInt8(ascii: "*"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// `SMTP=asa@example.se`, as X.400 writes it, begins behind its equals sign.
  private static func behindPrefix(_ start: Int, _ sign: Int, in text: Span<UInt8>) -> Int {
    for prefix in ["smtp=", "rfc822=", "rcpt="] where sign - start > prefix.utf8.count {
      var place = start
      for octet in prefix.utf8 where text[place].lowered == octet { place += 1 }
      if place - start == prefix.utf8.count { return place }
    }
    return start
  }

  private static func end(of sign: Int, in text: Span<UInt8>) -> Int {
    var end = sign + 1
    while end < text.count, isDomainOctet(text[end]) {
      // Two dots are the end of a sentence.
      if text[end] == UInt8(ascii: "."), text[end - 1] == UInt8(ascii: ".") { break }
      if text[end] >= 0x80 {
        guard 0xc3...0xdf ~= text[end], end + 1 < text.count else { break }
        end += 1
      }
      end += 1
    }
    while end > sign + 1, text[end - 1] == UInt8(ascii: ".") || text[end - 1] == UInt8(ascii: "-") {
      end -= 1
    }
    return end
  }

  private static func hasDot(_ start: Int, _ end: Int, in text: Span<UInt8>) -> Bool {
    var place = start + 1
    while place < end - 1 {
      if text[place] == UInt8(ascii: ".") { return true }
      place += 1
    }
    return false
  }

  /// Letters of any script, digits, and the marks of RFC 5322 `atext` and dots.
  private static func isLocalOctet(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","),
      UInt8(ascii: ":"),
      UInt8(ascii: ";"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "@"), UInt8(ascii: "["),
      UInt8(ascii: "\\"), UInt8(ascii: "]"), 0...0x20, 0x7f:
      false
    default: true
    }
  }

  private static func isDomainOctet(_ octet: UInt8) -> Bool {
    octet.isLetter || octet.isDigit || octet == UInt8(ascii: ".") || octet == UInt8(ascii: "-")
      || octet >= 0x80
  }
}
