/// What servers said, picked out of prose.
enum Dialogue {
  /// The passages about a recipient: the lines of a dialogue first, as the other server said them, then
  /// all of the words.
  static func passages(in texts: [ArraySlice<UInt8>]) -> [Passage] {
    var said: [Passage] = []
    for text in texts { said += answers(in: text) }
    return said + texts.map { Passage(.prose, $0) }
  }

  /// Lines that begin with `<<<`, and Sendmail's `(reason: …)`; those that follow each other are one answer.
  private static func answers(in text: ArraySlice<UInt8>) -> [Passage] {
    var found: [Passage] = []
    var open: Range<Int>?
    var lines = Lines(text)
    while let line = lines.next() {
      let content = text[line].trimmed
      if content.hasWordPrefix("<<<") || content.hasWordPrefix("(reason:") {
        open = (open?.lowerBound ?? content.startIndex)..<content.endIndex
      } else if let answer = open {
        found.append(Passage(.dialogue, text[answer]))
        open = nil
      }
    }
    if let open { found.append(Passage(.dialogue, text[open])) }
    return found
  }
}
