import Domain

/// Regular expressions of PostgreSQL that find whole addresses and ids: Anna's is not found in Johanna's.
extension ErasurePatterns {
  /// Pattern for the text of JSON, as `jsonb` writes it.
  var textPattern: String {
    Self.pattern(texts.map { Self.escaped($0) }, escape: #"\\"#)
  }

  /// Pattern for octets, as `encode(…, 'escape')` writes them: a backslash is doubled there, and
  /// what is no ASCII becomes a backslash and three octal digits.
  var octetPattern: String {
    Self.pattern(octets.map(Self.escaped), escape: #"\\\\"#)
  }

  /// An expression that finds one of these alone; after `escape`, the backslash of JSON, a letter is none of
  /// an address.
  private static func pattern(_ alternatives: [String], escape: String) -> String {
    // Nothing is looked for, so nothing is found.
    if alternatives.isEmpty { return "(?!)" }
    let longestFirst = alternatives.sorted { $0.utf8.count > $1.utf8.count }
    let isBegun = "(?<![[:alnum:]._%+-])|(?<=\(escape)[nrtbf])|(?<=%[0-9a-f]{2})"
    return "(?:\(isBegun))(?:\(longestFirst.joined(separator: "|")))(?![[:alnum:]-]|[.][[:alnum:]])"
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { pattern, character in
      if character.isASCII, !character.isLetter, !character.isNumber { pattern += "\\" }
      pattern.append(character)
    }
  }

  private static func escaped(_ octets: [UInt8]) -> String {
    octets.reduce(into: "") { pattern, octet in
      let character = Character(Unicode.Scalar(octet))
      if octet >= 0x80 {
        pattern += #"\\"# + String(octet, radix: 8)
      } else if character == "\\" {
        pattern += #"\\\\"#
      } else {
        pattern += escaped(String(character))
      }
    }
  }
}
