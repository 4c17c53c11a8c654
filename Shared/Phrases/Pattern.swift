/// Phrase as it is written in a table, with alternatives and words that may be missing.
struct Pattern {
  /// Any word; no word has this hash.
  static let anyWord: UInt64 = 1

  /// All rows of words that it stands for.
  private(set) var expansions: [[UInt64]] = [[]]

  /// Number of words of the longest one.
  var longest: Int { expansions.map(\.count).max() ?? 0 }

  init(_ phrase: String) {
    for slot in phrase.split(separator: " ") {
      let isOptional = slot.last == "?"
      var choices = (isOptional ? slot.dropLast() : slot).split(separator: "|").map(Self.words)
      if isOptional { choices.append([]) }
      expansions = expansions.flatMap { beginning in choices.map { beginning + $0 } }
    }
  }

  /// The words of one choice: several where its script has no white space.
  private static func words(_ choice: Substring) -> [UInt64] {
    guard choice != "_" else { return [anyWord] }
    var words: [UInt64] = []
    Words.forEach(in: choice.utf8.span) { words.append($0.hash) }
    precondition(!words.isEmpty, "no word: \(choice)")
    return words
  }
}
