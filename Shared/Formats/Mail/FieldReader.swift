/// Cursor over the body of a structured field.
struct FieldReader {
  let text: ArraySlice<UInt8>
  private(set) var position: Int

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    position = text.startIndex
  }

  /// The octet that comes next; `nil` at the end.
  var next: UInt8? { position < text.endIndex ? text[position] : nil }

  /// Steps over one octet.
  mutating func step() { position += 1 }

  /// Steps over an octet if it comes next.
  mutating func take(_ octet: UInt8) -> Bool {
    guard next == octet else { return false }
    position += 1
    return true
  }

  /// Steps behind the next octet of a kind outside quotation marks; `false` if there is none.
  mutating func skip(to octet: UInt8) -> Bool {
    while let found = next {
      if found == octet {
        position += 1
        return true
      }
      if found == UInt8(ascii: "\"") {
        _ = quotation()
      } else {
        position += 1
      }
    }
    return false
  }

  /// Steps over white space and comments, nested ones too.
  mutating func skipSpace() {
    while let octet = next {
      if octet == UInt8(ascii: "(") {
        _ = comment()
      } else if octet.isSpace {
        position += 1
      } else {
        return
      }
    }
  }

  /// The octets that come next and fulfil a condition.
  mutating func take(while condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let start = position
    while let octet = next, condition(octet) { position += 1 }
    return text[start..<position]
  }

  /// A value of a parameter: a quotation, or all up to white space or a semicolon.
  mutating func value() -> [UInt8] {
    if next == UInt8(ascii: "\"") { return quotation() }
    return Array(take { !$0.isSpace && $0 != UInt8(ascii: ";") })
  }

  /// The content of the quotation that begins here, without its marks and escapes.
  ///
  /// One that does not end goes to the end of the text.
  mutating func quotation() -> [UInt8] {
    var content: [UInt8] = []
    position += 1
    while let octet = next {
      position += 1
      switch octet {
      case UInt8(ascii: "\""): return content
      case UInt8(ascii: "\\"):
        if let escaped = next {
          content.append(escaped)
          position += 1
        }
      case 0x0a, 0x0d: continue
      default: content.append(octet)
      }
    }
    return content
  }

  /// The comment that begins here, with its brackets; one that does not end goes to the end.
  mutating func comment() -> ArraySlice<UInt8> {
    let start = position
    var depth = 0
    while let octet = next {
      position += 1
      switch octet {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return text[start..<position] }
      case UInt8(ascii: "\\"): position = Swift.min(position + 1, text.endIndex)
      default: continue
      }
    }
    return text[start..<position]
  }
}
