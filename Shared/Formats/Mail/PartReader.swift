/// Pass over a message that finds its parts.
///
/// Lines that begin with two hyphens are compared with the boundaries of the parts that are open, the
/// innermost first. A boundary that never comes, or comes at the wrong depth, ends what it must end.
struct PartReader {
  /// Multipart that is open: its boundary, and which part it is.
  private struct Open {
    let boundary: ArraySlice<UInt8>
    let part: Int
  }

  /// Line that is a boundary: how many multiparts are open outside its own, and whether it is the last.
  struct Delimiter {
    let level: Int
    let isLast: Bool
    let next: Int
  }

  private(set) var fields: [HeaderField] = []
  private(set) var parts: [MailPart] = []
  private(set) var hasEnvelopeLine = false
  private var open: [Open] = []
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    fields.reserveCapacity(32)
    parts.reserveCapacity(8)
  }

  /// Reads all of it.
  mutating func read(_ text: Span<UInt8>) {
    var place = 0
    while place < text.count, text[place].isLineEnd { place += 1 }
    place = skipEnvelopeLine(place, text)
    place = beginPart(at: place, in: nil, text)
    while parts.count < MailMessage.Limits.parts, let line = nextDelimiter(from: place, text) {
      end(above: line.delimiter.level, at: line.start, text)
      place = line.delimiter.next
      if line.delimiter.isLast {
        if let closed = open.popLast() { end(closed.part, at: line.start) }
      } else {
        place = beginPart(at: place, in: open.last?.part, text)
      }
    }
    for part in parts.indices { end(part, at: text.count) }
  }

  /// Reads the header of a part, and those of the parts that it begins with.
  ///
  /// - Returns: where its body begins; the end of that is set when it is met.
  private mutating func beginPart(at start: Int, in parent: Int?, _ text: Span<UInt8>) -> Int {
    var (place, parent) = (start, parent)
    while true {
      let first = fields.count
      place = header(at: place, text)
      let (type, encoding) = kind(ofFieldsFrom: first)
      let depth = parent.map { parts[$0].depth + 1 } ?? 0
      let index = parts.count
      parts.append(
        MailPart(
          fields: first..<fields.count, body: place..<Int.max, parent: parent, depth: depth,
          media: type.media, encoding: encoding))
      guard depth < MailMessage.Limits.depth, parts.count < MailMessage.Limits.parts else {
        return place
      }
      if let boundary = type.boundary {
        open.append(Open(boundary: boundary[...], part: index))
        return place
      }
      guard type.media == .message, encoding == .identity else { return place }
      while place < text.count, text[place].isLineEnd { place += 1 }
      parent = index
    }
  }

  private func kind(ofFieldsFrom first: Int) -> (ContentType, TransferEncoding) {
    var type: ContentType?
    var encoding: TransferEncoding?
    for field in fields[first...] {
      let name = bytes[field.name]
      guard name.count == 12 || name.count == 25 else { continue }
      if type == nil, name.isWord("content-type") {
        type = ContentType(bytes[field.body].trimmed)
      } else if encoding == nil, name.isWord("content-transfer-encoding") {
        encoding = TransferEncoding(bytes[field.body].trimmed)
      }
    }
    return (type ?? ContentType([]), encoding ?? .identity)
  }

  /// Ends the parts that lie in multiparts above a level, and the part that is read, before a line.
  private mutating func end(above level: Int, at line: Int, _ text: Span<UInt8>) {
    var end = line
    if end > 0, text[end - 1] == 0x0a { end -= 1 }
    if end > 0, text[end - 1] == 0x0d { end -= 1 }
    let outermost = open[level].part
    open.removeLast(open.count - level - 1)
    var index = parts.count - 1
    while index > outermost, self.end(index, at: end) || parts[index].parent != outermost {
      index -= 1
    }
  }

  /// Ends a part that is not ended.
  @discardableResult
  private mutating func end(_ part: Int, at place: Int) -> Bool {
    let start = parts[part].body.lowerBound
    guard parts[part].body.upperBound == Int.max else { return false }
    parts[part].body = start..<max(start, place)
    return true
  }

  /// Finds the next line that is a boundary of an open multipart.
  private func nextDelimiter(
    from start: Int, _ text: Span<UInt8>
  ) -> (start: Int, delimiter: Delimiter)? {
    guard !open.isEmpty else { return nil }
    var place = start
    while place < text.count {
      if text[place] == UInt8(ascii: "-"), let delimiter = delimiter(at: place, text) {
        return (place, delimiter)
      }
      while place < text.count, !text[place].isLineEnd { place += 1 }
      place = Lines.behindLineEnd(place, in: text)
    }
    return nil
  }

  /// The boundary that the line at a place is; `nil` if it is none.
  private func delimiter(at start: Int, _ text: Span<UInt8>) -> Delimiter? {
    guard start + 2 < text.count, text[start] == UInt8(ascii: "-"),
      text[start + 1] == UInt8(ascii: "-")
    else { return nil }
    for level in open.indices.reversed() {
      let boundary = open[level].boundary
      var place = start + 2
      guard place + boundary.count <= text.count else { continue }
      var at = boundary.startIndex
      while at < boundary.endIndex, text[place] == boundary[at] {
        place += 1
        at += 1
      }
      guard at == boundary.endIndex else { continue }
      let isLast =
        place + 1 < text.count && text[place] == UInt8(ascii: "-")
        && text[place + 1] == UInt8(ascii: "-")
      if isLast { place += 2 }
      while place < text.count, text[place].isBlank { place += 1 }
      guard place == text.count || text[place].isLineEnd else { continue }
      return Delimiter(level: level, isLast: isLast, next: Lines.behindLineEnd(place, in: text))
    }
    return nil
  }

  // MARK: - Headers

  /// The header with which a text begins.
  static func header(of text: ArraySlice<UInt8>) -> MailHeader {
    let bytes = Array(text.prefix(headerLimit))
    var reader = PartReader(bytes)
    _ = reader.header(at: reader.skipEnvelopeLine(0, bytes.span), bytes.span)
    return MailHeader(bytes: bytes, fields: reader.fields[...])
  }

  /// Header that a text begins with.
  private static let headerLimit = 32 * 1024

  private mutating func skipEnvelopeLine(_ start: Int, _ text: Span<UInt8>) -> Int {
    let line = bytes[start...].prefix(6)
    guard line.hasWordPrefix("from ") || line.hasWordPrefix(">from "),
      Self.field(at: start, to: text.count, text) == nil
    else { return start }
    hasEnvelopeLine = true
    return Self.behindLine(start, text)
  }

  /// Reads fields up to an empty line, a boundary, or what is no field.
  ///
  /// - Returns: where the body begins.
  private mutating func header(at start: Int, _ text: Span<UInt8>) -> Int {
    let first = fields.count
    var place = start
    while place < text.count {
      if text[place].isLineEnd { return Lines.behindLineEnd(place, in: text) }
      if !open.isEmpty, delimiter(at: place, text) != nil { return place }
      let next = Self.behindLine(place, text)
      if text[place].isBlank, fields.count > first {
        fields[fields.count - 1].body = fields[fields.count - 1].body.lowerBound..<next
      } else if let field = Self.field(at: place, to: next, text) {
        if fields.count < MailMessage.Limits.fields { fields.append(field) }
      } else if fields.count > first, isOpen(fields[fields.count - 1], at: place) {
        // A program broke a long list of parameters and forgot the white space.
        fields[fields.count - 1].body = fields[fields.count - 1].body.lowerBound..<next
      } else if Self.field(at: next, to: text.count, text) == nil {
        return place
      }
      place = next
    }
    return place
  }

  /// Tells whether a field ends at a place in a semicolon, behind which another parameter must stand.
  private func isOpen(_ field: HeaderField, at place: Int) -> Bool {
    field.body.upperBound == place
      && bytes[field.body].suffix(16).last { !$0.isSpace } == UInt8(ascii: ";")
  }

  /// The field whose first line begins at a place; white space may stand before its colon.
  private static func field(at start: Int, to end: Int, _ text: Span<UInt8>) -> HeaderField? {
    var place = start
    while place < end, text[place].isNameOctet { place += 1 }
    let name = start..<place
    while place < end, text[place].isBlank { place += 1 }
    guard !name.isEmpty, place < end, text[place] == UInt8(ascii: ":") else { return nil }
    return HeaderField(name: name, body: place + 1..<end)
  }

  private static func behindLine(_ start: Int, _ text: Span<UInt8>) -> Int {
    var place = start
    while place < text.count, !text[place].isLineEnd { place += 1 }
    return Lines.behindLineEnd(place, in: text)
  }
}
