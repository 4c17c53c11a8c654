import Charsets

/// Run of letters of base64 in a text (RFC 4648), in either alphabet, in one line or several.
///
/// Nothing says that it is one: it counts if it unpacks to text, or to what something else can be unpacked
/// from.
struct Base64Run {
  /// Least letters of a run: those of the shortest address.
  private static let shortest = 8

  private let text: [UInt8]
  private let isURL: Bool
  /// Letters that may still be decoded: each line may begin a run, and each may end it.
  private var work: Int

  private init(_ text: [UInt8], isURL: Bool) {
    self.text = text
    self.isURL = isURL
    work = 1 << 20 + 64 * text.count
  }

  /// Everything in a text that base64 unpacks; `isWhole` unless there are too many ways to read it.
  static func openings(of text: [UInt8]) -> (openings: [Opening], isWhole: Bool) {
    var standard = Base64Run(text, isURL: false)
    guard text.contains(where: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }) else {
      return (standard.openings(), standard.work >= 0)
    }
    // The longer runs are to be first: in the standard alphabet they are cut at what is a letter here.
    var url = Base64Run(text, isURL: true)
    return (url.openings() + standard.openings(), standard.work >= 0 && url.work >= 0)
  }

  private mutating func openings() -> [Opening] {
    var openings: [Opening] = []
    var place = 0
    while place < text.count, work >= 0 {
      guard isLetter(text[place]) else {
        place += 1
        continue
      }
      let end = lineEnd(from: place)
      // Most are words: one line, too short or without capitals.
      if nextLine(after: end) == nil, !looksPacked(CollectionOfOne(place..<end)) {
        place = end
        continue
      }
      let lines = lines(from: place)
      if !looksPacked(lines) {
        place = lines[lines.count - 1].upperBound
      } else if let (opening, end) = opening(of: lines) {
        openings.append(opening)
        place = end
      } else {
        place = lines[0].upperBound
      }
    }
    return openings
  }

  /// The lines of the run that begins at a place: those after the first begin after one line end and white
  /// space.
  private func lines(from start: Int) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var first = start
    while true {
      let end = lineEnd(from: first)
      if end == first { return lines }
      lines.append(first..<end)
      guard let next = nextLine(after: end) else { return lines }
      first = next
    }
  }

  private func lineEnd(from start: Int) -> Int {
    var end = start
    while end < text.count, isLetter(text[end]) { end += 1 }
    return end
  }

  private func nextLine(after end: Int) -> Int? {
    var place = end
    if place < text.count, text[place] == 0x0d { place += 1 }
    guard place < text.count, text[place] == 0x0a || place > end else { return nil }
    if text[place] == 0x0a { place += 1 }
    while place < text.count, text[place] == 0x20 || text[place] == 0x09 { place += 1 }
    return place < text.count && isLetter(text[place]) ? place : nil
  }

  /// What as many of the lines as belong together unpack to, and where they end.
  private mutating func opening(of lines: [Range<Int>]) -> (Opening, end: Int)? {
    for shift in 0..<4 where lines[0].count - shift >= min(Self.shortest, lines[0].count) {
      var chosen = lines
      chosen[0] = lines[0].lowerBound + shift..<lines[0].upperBound
      while let last = chosen.last {
        if let opening = opening(ofAll: chosen) { return (opening, last.upperBound) }
        // One that is more than text, or less, ends where its text does.
        guard shift == 0, chosen.count > 1 else { break }
        chosen.removeLast(chosen.count > 64 ? chosen.count / 2 : 1)
      }
    }
    return nil
  }

  /// Looks whether there are letters enough, of both cases or with digits, as in anything with an `@` in it.
  private func looksPacked(_ lines: some Collection<Range<Int>>) -> Bool {
    var (count, capitals) = (0, 0)
    for line in lines {
      count += line.count
      capitals += text[line].count(where: \.isUpperCaseLetter)
      if count >= Self.shortest, capitals > 0, capitals < count { return true }
    }
    return false
  }

  private mutating func opening(ofAll lines: [Range<Int>]) -> Opening? {
    guard work >= 0 else { return nil }
    let content = decoded(lines)
    work -= content.count
    guard content.count >= 6 else { return nil }
    let signs = PackingSigns(content)
    let isText = !signs.isBinary && !signs.hasInvalidText
    let isLatin = !signs.isBinary && content.contains(UInt8(ascii: "@"))
    guard isText || isLatin || isPacked(content, signs) else { return nil }
    guard !goesOnEscaped(at: lines[lines.count - 1].upperBound) else { return nil }
    let count = lines.reduce(0) { $0 + $1.count }
    let end = paddingEnd(after: lines[lines.count - 1].upperBound, ofLetters: count)
    // Where no padding was needed, nothing says that it would have been left out.
    let isPadded = end > lines[lines.count - 1].upperBound || count.isMultiple(of: 4) && !isURL
    let form = Base64Form(isPadded: isPadded, isURL: isURL)
    return Opening(content: content, isWhole: isText) { [self] edits in
      self.edits(of: lines, endingAt: end, to: form.encoded(content.edited(by: edits)))
    }
  }

  /// The edits that write other letters into the lines of a run; what stands between lines stays, up to the last
  /// that is needed.
  private func edits(of lines: [Range<Int>], endingAt end: Int, to letters: [UInt8]) -> [OctetEdit]
  {
    var edits: [OctetEdit] = []
    var rest = letters[...]
    var place = lines[0].lowerBound
    for (number, line) in lines.enumerated() {
      let isLast = number == lines.count - 1
      let upper = isLast ? end : line.upperBound
      if rest.isEmpty {
        edits.append(OctetEdit(place..<upper))
      } else {
        let piece = isLast ? rest : rest.prefix(line.count)
        rest = rest.dropFirst(piece.count)
        if !text[line.lowerBound..<upper].elementsEqual(piece) {
          edits.append(OctetEdit(line.lowerBound..<upper, replacement: Array(piece)))
        }
      }
      place = upper
    }
    return edits
  }

  /// Looks whether octets that are no text may be packed in turn.
  private func isPacked(_ content: [UInt8], _ signs: PackingSigns) -> Bool {
    if signs.hasMuchZero, !UTF16Opening.openings(of: content).isEmpty { return true }
    if content.count >= 1024 { return true }
    let (streams, isTooLarge) = CompressedOpening.openings(of: content)
    return !streams.isEmpty || isTooLarge
  }

  private func decoded(_ lines: [Range<Int>]) -> [UInt8] {
    var octets: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for line in lines {
      for letter in text[line] {
        bits = bits << 6 | UInt32(Base64Form.value(of: letter))
        count += 1
        if count % 4 == 0 {
          for shift in [16, 8, 0] as [UInt32] {
            octets.append(UInt8(truncatingIfNeeded: bits >> shift))
          }
        }
      }
    }
    let left = count % 4
    if left >= 2 { octets.append(UInt8(truncatingIfNeeded: bits >> (left == 2 ? 4 : 10))) }
    if left == 3 { octets.append(UInt8(truncatingIfNeeded: bits >> 2)) }
    return octets
  }

  private func paddingEnd(after end: Int, ofLetters count: Int) -> Int {
    end + text[end...].prefix((4 - count % 4) % 4).prefix { $0 == UInt8(ascii: "=") }.count
  }

  /// Looks whether an escaped equals sign or line end stands at a place: the run then ends behind it, in the text
  /// without escapes.
  private func goesOnEscaped(at place: Int) -> Bool {
    EscapeForm.allCases.contains { form in
      guard place < text.count, let octets = form.unescaped(at: place, of: text)?.0 else {
        return false
      }
      return [[UInt8(ascii: "=")], [0x0d], [0x0a]].contains(octets)
    }
  }

  private func isLetter(_ octet: UInt8) -> Bool {
    if octet.isLetter || octet.isDigit { return true }
    return isURL
      ? octet == UInt8(ascii: "-") || octet == UInt8(ascii: "_")
      : octet == UInt8(ascii: "+") || octet == UInt8(ascii: "/")
  }
}

extension UInt8 {
  fileprivate var isUpperCaseLetter: Bool { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self }
}
