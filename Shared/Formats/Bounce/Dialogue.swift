/// Answers of servers, picked out of prose.
enum Dialogue {
  /// The passages about a recipient: the lines of a dialogue first, as the other server said them, then
  /// the first paragraph that says anything, then the rest, which may speak of everything.
  static func passages(in texts: [ArraySlice<UInt8>]) -> [Passage] {
    var said: [Passage] = []
    for text in texts { said += answers(in: text) }
    if said.isEmpty { said = texts.compactMap { answer(in: $0) } }
    var rest: [Passage] = []
    for text in texts {
      let end = endOfParagraph(in: text)
      said.append(Passage(.prose, text[..<end]))
      if text[end...].contains(where: \.isLetter) { rest.append(Passage(.notice, text[end...])) }
    }
    return said + rest
  }

  /// The first answer with a reply code, up to the end of its paragraph.
  static func answer(in text: ArraySlice<UInt8>) -> Passage? {
    guard let code = AnswerCode.all(in: text).first(where: { $0.reply ?? 0 >= 400 }) else {
      return nil
    }
    var end = text.endIndex
    var lines = Lines(text[code.range.lowerBound...])
    while let line = lines.next() {
      if text[line].allSatisfy(\.isSpace) {
        end = line.lowerBound
        break
      }
    }
    return Passage(.dialogue, text[code.range.lowerBound..<end])
  }

  /// The answer that Cisco's servers quote in their own: `5.1.0 - Unknown address error 550-'5.1.1 …'`,
  /// `5.1.0 - Unknown address error ('550', ['5.1.1 …'])`.
  static func quotedAnswer(in text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard StatusCode(text.prefix(12)) != nil else { return nil }
    var place = text.startIndex + 5
    while place + 5 < text.endIndex {
      if text[place].isDigit, text[place + 1].isDigit, text[place + 2].isDigit,
        text[place + 3] == UInt8(ascii: "'")
          || text[place + 3] == UInt8(ascii: "-") && text[place + 4] == UInt8(ascii: "'")
      {
        return text[place...]
      }
      place += 1
    }
    return nil
  }

  /// End of the first paragraph in which words stand beside addresses.
  private static func endOfParagraph(in text: ArraySlice<UInt8>) -> Int {
    var lines = Lines(text)
    var says = false
    while let line = lines.next() {
      let content = text[line]
      if content.allSatisfy({ !$0.isLetter && !$0.isDigit && $0 < 0x80 }) {
        if says { return line.lowerBound }
      } else if !says {
        says = hasWords(content)
      }
    }
    return text.endIndex
  }

  /// Tells whether a line says more than addresses.
  private static func hasWords(_ line: ArraySlice<UInt8>) -> Bool {
    let addresses = ProseAddress.all(in: line)
    var letters = 0
    var place = line.startIndex
    for address in addresses {
      letters += line[place..<address.range.lowerBound].count {
        $0.isLetter || $0.isDigit || $0 >= 0x80
      }
      place = address.range.upperBound
    }
    letters += line[place...].count { $0.isLetter || $0.isDigit || $0 >= 0x80 }
    return letters > 3
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
