/// Lines of a text, in order, whether CR, LF or both end them; the line end belongs to none of them.
struct Lines: Sequence, IteratorProtocol {
  private let text: ArraySlice<UInt8>
  /// Place where the next line begins.
  private(set) var position: Int

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    position = text.startIndex
  }

  /// Gives the next line; `nil` after the last.
  ///
  /// A text that ends with a line end has no empty line after it.
  mutating func next() -> Range<Int>? {
    guard position < text.endIndex else { return nil }
    let start = position
    let (end, next) = Self.line(from: start - text.startIndex, in: text.span)
    position = text.startIndex + next
    return start..<text.startIndex + end
  }

  /// End of the line that begins at a place, and beginning of the next one.
  private static func line(from start: Int, in text: Span<UInt8>) -> (end: Int, next: Int) {
    var end = start
    while end < text.count, !text[end].isLineEnd { end += 1 }
    return (end, behindLineEnd(end, in: text))
  }

  /// The place behind the line end that stands at a place; the place itself if none does.
  static func behindLineEnd(_ place: Int, in text: Span<UInt8>) -> Int {
    guard place < text.count else { return place }
    if text[place] == 0x0d, place + 1 < text.count, text[place + 1] == 0x0a { return place + 2 }
    return text[place].isLineEnd ? place + 1 : place
  }
}
