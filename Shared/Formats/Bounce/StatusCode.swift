/// Enhanced status code as it stands in a report (RFC 3463).
public struct StatusCode: Hashable, Sendable {
  /// 2, 4 or 5.
  public let category: Int
  /// The second number.
  public let subject: Int
  /// The third number.
  public let detail: Int

  /// Reads the code that a text begins with; what follows, a comment for instance, does not matter.
  init?(_ text: ArraySlice<UInt8>) {
    let trimmed = text.trimmed
    guard let read = Self.read(at: 0, in: trimmed.span) else { return nil }
    self = read.code
  }

  private init(category: Int, subject: Int, detail: Int) {
    (self.category, self.subject, self.detail) = (category, subject, detail)
  }

  /// Reads the code at a place, and tells where it ends; a fourth number makes it something else.
  static func read(at start: Int, in text: Span<UInt8>) -> (code: StatusCode, end: Int)? {
    guard start + 5 <= text.count, text[start + 1] == UInt8(ascii: ".") else { return nil }
    let category = Int(text[start]) - 0x30
    guard category == 2 || category == 4 || category == 5 else { return nil }
    var place = start + 2
    guard let subject = number(at: &place, in: text), place < text.count,
      text[place] == UInt8(ascii: ".")
    else { return nil }
    place += 1
    guard let detail = number(at: &place, in: text) else { return nil }
    if place < text.count {
      if text[place].isLetter { return nil }
      if text[place] == UInt8(ascii: "."), place + 1 < text.count, text[place + 1].isDigit {
        return nil
      }
    }
    return (StatusCode(category: category, subject: subject, detail: detail), place)
  }

  /// One to three digits.
  private static func number(at place: inout Int, in text: Span<UInt8>) -> Int? {
    let start = place
    var value = 0
    while place < text.count, text[place].isDigit, place - start < 4 {
      value = value * 10 + Int(text[place] - 0x30)
      place += 1
    }
    return 1...3 ~= place - start ? value : nil
  }
}
