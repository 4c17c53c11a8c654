/// Many phrases, found in a text in one pass.
///
/// A phrase is a row of words; between them a text may have any white space, punctuation, line ends,
/// addresses, host names and numbers, since servers put those anywhere. Letters of ASCII, Latin-1 and
/// Cyrillic are compared without case; apostrophes count for nothing (`doesn't` is `doesnt`). Of a script
/// without white space each character is a word. An empty line or the end of a sentence parts two words.
///
/// A phrase is written in lower case. In it `user|mailbox` is either word, `is?` a word that may be
/// missing, and `_` any word.
public struct PhraseSet: Sendable {
  /// Phrase that was found.
  public struct Match: Hashable, Sendable {
    /// The row in which it stands, as they were given.
    public let row: Int
    /// Range in the text, from its first word to its last.
    public let range: Range<Int>
  }

  /// No phrase has more words; that bounds the work for each word of a text.
  static let longest = 24

  private var trie = Trie()

  /// Prepares rows of phrases; the earlier row wins where two end at one word.
  public init(_ rows: [[String]]) {
    for (row, phrases) in rows.enumerated() {
      for phrase in phrases {
        let pattern = Pattern(phrase)
        precondition(pattern.longest <= Self.longest, "too many words: \(phrase)")
        precondition(pattern.expansions.count <= 2_500, "too many alternatives: \(phrase)")
        for words in pattern.expansions { trie.insert(words, row: row) }
      }
    }
  }

  /// Number of different phrases, alternatives multiplied out.
  public var count: Int { trie.phrases }

  /// The match of the earliest row, and of several of that row the first; `nil` if nothing occurs.
  public func first(in text: ArraySlice<UInt8>) -> Match? {
    var best: Match?
    scan(text) { row, start, end in
      if best.map({ row < $0.row }) ?? true { best = Match(row: row, range: start..<end) }
    }
    return best
  }

  /// Tells whether any phrase occurs.
  public func occurs(in text: ArraySlice<UInt8>) -> Bool {
    first(in: text) != nil
  }

  /// The rows of which a phrase occurs, each with its first match, in the order of the text.
  public func all(in text: ArraySlice<UInt8>) -> [Match] {
    var found: [Match] = []
    scan(text) { row, start, end in
      if !found.contains(where: { $0.row == row }) {
        found.append(Match(row: row, range: start..<end))
      }
    }
    return found
  }

  /// Goes through the words of a text, with all beginnings of phrases that lead up to each.
  @inline(__always)
  private func scan(
    _ text: ArraySlice<UInt8>, found: (_ row: Int, _ start: Int, _ end: Int) -> Void
  ) {
    var active: [Beginning] = []
    var next: [Beginning] = []
    let base = text.startIndex
    Words.forEach(in: text.span) { word in
      if word.isApart { active.removeAll(keepingCapacity: true) }
      for beginning in active {
        let node = trie.child(of: beginning.node, by: word.hash)
        if node != 0 {
          next.append(Beginning(node: node, start: beginning.start))
          if let row = trie.row(at: node) { found(row, beginning.start, base + word.end) }
        }
        let any = trie.child(of: beginning.node, by: Pattern.anyWord)
        if any != 0 {
          next.append(Beginning(node: any, start: beginning.start))
          if let row = trie.row(at: any) { found(row, beginning.start, base + word.end) }
        }
      }
      let node = trie.child(of: 0, by: word.hash)
      if node != 0 {
        next.append(Beginning(node: node, start: base + word.start))
        if let row = trie.row(at: node) { found(row, base + word.start, base + word.end) }
      }
      if !next.isEmpty || !active.isEmpty {
        swap(&active, &next)
        next.removeAll(keepingCapacity: true)
      }
    }
  }

  /// Words of a text that a phrase may begin with.
  private struct Beginning {
    let node: Int
    let start: Int
  }
}
