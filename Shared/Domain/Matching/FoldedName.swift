import ICU

/// A name without case, accents, vowel signs and punctuation, to be compared with another (M5).
struct FoldedName: Hashable, Sendable {
  /// The words, cut at white space; punctuation within them is left out.
  private let words: [String]
  /// The parts, cut at punctuation too: of `Anna-Karin`, both.
  private let parts: [String]

  /// Folds a name; of a very long one, the beginning.
  init(_ name: Name) {
    let whole = [name.given, name.family].compactMap(\.self).joined(separator: " ")
    var words: [String] = []
    var parts: [String] = []
    for word in Self.folded(String(whole.unicodeScalars.prefix(200))) {
      words.append(word.joined())
      parts += word
    }
    self.words = words
    self.parts = parts
  }

  /// The words with a blank between them.
  var text: String { words.joined(separator: " ") }

  /// `true` if there is nothing to compare.
  var isEmpty: Bool { words.isEmpty }

  /// Returns whether no part of one name occurs in the other; without a name on both sides there is
  /// no telling, and it is `false`.
  func differsClearly(from other: FoldedName) -> Bool {
    !isEmpty && !other.isEmpty && !occurs(in: other) && !other.occurs(in: self)
  }

  /// Returns whether the name occurs in another: an initial must begin a word; longer parts may
  /// stand anywhere in one.
  private func occurs(in other: FoldedName) -> Bool {
    parts.contains { part in
      other.words.contains { part.utf8.count == 1 ? $0.hasPrefix(part) : $0.contains(part) }
    }
  }

  /// The words of a text, each in its parts.
  private static func folded(_ text: String) -> [[String]] {
    var words: [[String]] = [[""]]
    let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    let bare = isASCII ? text.lowercased() : text.normalized(to: .decomposed).lowercased()
    for scalar in bare.unicodeScalars {
      if scalar.properties.isWhitespace {
        words.append([""])
      } else if isMark(scalar) {
        continue
      } else if let letters = letters(of: scalar) {
        words[words.count - 1][words[words.count - 1].count - 1] += letters
      } else {
        words[words.count - 1].append("")
      }
    }
    return words.map { $0.filter { !$0.isEmpty } }.filter { !$0.isEmpty }
  }

  /// Returns whether a character counts for nothing: a combining mark, or a vowel sign.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    case .otherLetter: scalar.isVowelSign
    default: false
    }
  }

  /// A letter or digit without what Unicode does not count as an accent; `nil` for anything else.
  private static func letters(of scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "ø": "o"
    case "đ", "ð": "d"
    case "ł": "l"
    case "ı": "i"
    case "æ": "ae"
    case "œ": "oe"
    case "ß": "ss"
    case "þ": "th"
    default:
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? "\(scalar)" : nil
    }
  }
}
