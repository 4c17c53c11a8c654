/// Values of the fields that name recipients and answers: a type, a semicolon, and what it is the type of.
enum RecipientField {
  /// The value without its type.
  static func withoutType(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard let semicolon = value.prefix(40).firstIndex(of: UInt8(ascii: ";")),
      value[..<semicolon].allSatisfy({
        $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
          || $0.isBlank
      })
    else { return value.trimmed }
    return value[(semicolon + 1)...].trimmed
  }

  /// The address of `Final-Recipient` and the like; `nil` where it is none of a mailbox.
  static func address(_ value: ArraySlice<UInt8>) -> String? {
    var text = withoutType(withoutType(value))
    if let open = text.firstIndex(of: UInt8(ascii: "<")),
      let close = text[open...].firstIndex(of: UInt8(ascii: ">")), close > open + 1
    {
      text = text[(open + 1)..<close]
    }
    if text.hasWordPrefix("smtp:") { text = text.dropFirst(5) }
    guard let sign = text.firstIndex(of: UInt8(ascii: "@")) else { return nil }
    if text.first != UInt8(ascii: "\"") {
      // Some write a name before it, or a comment behind.
      let start = text[..<sign].lastIndex(where: \.isSpace).map { $0 + 1 } ?? text.startIndex
      let end = text[sign...].firstIndex(where: \.isSpace) ?? text.endIndex
      text = text[start..<end]
    }
    text = text.trimmed
    guard text.first != UInt8(ascii: "@"), text.last != UInt8(ascii: "@") else { return nil }
    return decoded(text)
  }

  /// Undoes the encodings of RFC 3461 (`+2B`) and RFC 6533 (`\x{E5}`), as far as addresses need them.
  private static func decoded(_ text: ArraySlice<UInt8>) -> String {
    guard text.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "+") }) else {
      return text.text
    }
    var result = ""
    var plain: [UInt8] = []
    var place = text.startIndex
    while place < text.endIndex {
      if text[place...].hasWordPrefix("+2b") || text[place...].hasWordPrefix("+3d") {
        plain.append(text[place + 1] == UInt8(ascii: "2") ? UInt8(ascii: "+") : UInt8(ascii: "="))
        place += 3
      } else if let scalar = escape(at: place, in: text) {
        result += String(decoding: plain, as: UTF8.self) + String(scalar.character)
        plain.removeAll()
        place = scalar.end
      } else {
        plain.append(text[place])
        place += 1
      }
    }
    return result + String(decoding: plain, as: UTF8.self)
  }

  private static func escape(
    at start: Int, in text: ArraySlice<UInt8>
  ) -> (character: Unicode.Scalar, end: Int)? {
    guard text[start...].hasWordPrefix("\\x{"),
      let close = text[start...].prefix(12).firstIndex(of: UInt8(ascii: "}")),
      let value = UInt32(text[(start + 3)..<close].text, radix: 16),
      let character = Unicode.Scalar(value)
    else { return nil }
    return (character, close + 1)
  }
}
