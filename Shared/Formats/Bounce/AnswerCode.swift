/// Codes at the beginning of a server's answer: `550`, `550 5.1.1`, or `5.1.1` alone.
public struct AnswerCode: Hashable, Sendable {
  /// Reply code (RFC 5321), 200 to 599; `nil` where the enhanced code stands alone.
  public let reply: Int?
  /// Enhanced code (RFC 3463) as it stands there; `nil` if there is none.
  public let status: StatusCode?
  /// Range of both.
  public let range: Range<Int>

  /// The codes in a text, in their order, at most 24 of them.
  ///
  /// Numbers count only where an answer begins: at the beginning of a line, behind a colon, a bracket, a
  /// quotation mark, a `#`, another code, or a word that announces one. Numbers inside the words of an
  /// answer do not, also where a long one was wrapped, nor those of versions and network addresses.
  public static func all(in text: ArraySlice<UInt8>) -> [AnswerCode] {
    var codes: [AnswerCode] = []
    let span = text.span
    let base = text.startIndex
    var place = 0
    while place < span.count, codes.count < 24 {
      guard span[place].isDigit else {
        place += 1
        continue
      }
      guard isBeginning(place, in: span, behind: codes.last.map { $0.range.upperBound - base }),
        let code = code(at: place, in: span, base: base),
        code.reply != nil || !isWrapped(place, in: span)
      else {
        while place < span.count, span[place].isDigit || span[place] == UInt8(ascii: ".") {
          place += 1
        }
        continue
      }
      codes.append(code)
      place = code.range.upperBound - base
    }
    return codes
  }

  /// Reads a reply code with an enhanced one behind it, or an enhanced one.
  private static func code(at start: Int, in text: Span<UInt8>, base: Int) -> AnswerCode? {
    if let status = StatusCode.read(at: start, in: text) {
      return AnswerCode(reply: nil, status: status.code, range: base + start..<base + status.end)
    }
    guard let reply = reply(at: start, in: text) else { return nil }
    var place = start + 3
    while place < text.count, place < start + 9, mayStandBetween(text[place]) { place += 1 }
    let status = StatusCode.read(at: place, in: text)
    return AnswerCode(
      reply: reply, status: status?.code, range: base + start..<base + (status?.end ?? start + 3))
  }

  /// Tells whether an octet may stand between a reply code and an enhanced one.
  ///
  /// The line end of a folded line may; Cisco's servers write `('550', ['5.1.1`.
  private static func mayStandBetween(_ octet: UInt8) -> Bool {
    switch octet {
    case UInt8(ascii: "-"), UInt8(ascii: "#"), UInt8(ascii: "'"), UInt8(ascii: "("),
      UInt8(ascii: "["),
      UInt8(ascii: ","):
      true
    default: octet.isBlank || octet.isLineEnd
    }
  }

  private static func reply(at start: Int, in text: Span<UInt8>) -> Int? {
    guard start + 3 <= text.count, text[start + 1].isDigit, text[start + 2].isDigit else {
      return nil
    }
    let value =
      Int(text[start] - 0x30) * 100 + Int(text[start + 1] - 0x30) * 10 + Int(text[start + 2] - 0x30)
    guard 200...299 ~= value || 400...599 ~= value else { return nil }
    guard start + 3 < text.count else { return value }
    switch text[start + 3] {
    case 0...0x20, UInt8(ascii: "-"), UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: ")"):
      return value
    case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: ","): return value
    default: return nil
    }
  }

  /// Tells whether an answer may begin at a place.
  private static func isBeginning(_ place: Int, in text: Span<UInt8>, behind last: Int?) -> Bool {
    guard place > 0 else { return true }
    switch text[place - 1] {
    case UInt8(ascii: "#"), UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "'"),
      UInt8(ascii: "\""), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: ">"), 0x0a, 0x0d:
      return true
    case let octet where octet.isBlank: break
    default: return false
    }
    var before = place - 1
    while before >= 0, text[before].isBlank { before -= 1 }
    guard before >= 0 else { return true }
    if let last, before == last - 1 { return true }
    switch text[before] {
    case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: ">"), UInt8(ascii: "<"),
      UInt8(ascii: "*"),
      UInt8(ascii: "|"), UInt8(ascii: "="), 0x0a, 0x0d:
      return true
    default: return announces(before, in: text)
    }
  }

  /// Tells whether a place is the first of an indented line that goes on with the one before.
  private static func isWrapped(_ place: Int, in text: Span<UInt8>) -> Bool {
    var start = place
    while start > 0, text[start - 1].isBlank { start -= 1 }
    return start < place && start > 0 && text[start - 1].isLineEnd
  }

  /// Tells whether the word that ends at a place announces a code.
  private static func announces(_ end: Int, in text: Span<UInt8>) -> Bool {
    var start = end
    while start > 0, end - start < 10, text[start - 1].isLetter { start -= 1 }
    for word in [
      "said", "error", "code", "returned", "response", "reply", "status", "smtp", "fehler",
    ]
    where word.utf8.count == end - start + 1 {
      var place = start
      for octet in word.utf8 where text[place].lowered == octet { place += 1 }
      if place == end + 1 { return true }
    }
    return false
  }
}
