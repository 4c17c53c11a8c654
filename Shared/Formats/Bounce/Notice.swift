import Phrases

/// Prose of a notice, up to the message that it returns.
struct Notice {
  /// The whole text, in UTF-8.
  let text: ArraySlice<UInt8>
  /// Words that are said, without the copy.
  let prose: ArraySlice<UInt8>
  /// The returned message, if it stands in the same text: from its first field on.
  let returned: ArraySlice<UInt8>?

  /// The rows of ``NoticeWords`` of which words occur in the prose.
  var words: Set<NoticeWords.Row> {
    Set(NoticeWords.notice.all(in: prose).compactMap { NoticeWords.Row(rawValue: $0.row) })
  }

  /// No notice says more than this; what lies behind is not read.
  static let limit = 64 * 1024

  /// Octets of common words that each of a number of recipients bears: all of them together do not bear
  /// more than a few notices.
  static func share(of recipients: Int) -> Int { max(500, 4 * limit / max(recipients, 4)) }

  /// Reads a text, in which the returned message may stand where that is no part of its own.
  init(_ whole: ArraySlice<UInt8>, mayHoldCopy: Bool) {
    text = whole
    let head = whole.prefix(Self.limit)
    let end = Self.endOfProse(in: head)
    let cut = mayHoldCopy ? Self.announcement(in: head[..<end]) ?? end : end
    prose = head[..<cut]
    returned = Self.message(in: head[cut...])
  }

  /// End of the line that announces the copy; `nil` if none does.
  ///
  /// One at the very top announces what comes behind the notice; a line of hyphens always parts the two.
  private static func announcement(in text: ArraySlice<UInt8>) -> Int? {
    guard let copy = NoticeWords.copy.first(in: text) else { return nil }
    var start = copy.range.lowerBound
    while start > text.startIndex, !text[start - 1].isLineEnd { start -= 1 }
    var end = copy.range.upperBound
    while end < text.endIndex, !text[end].isLineEnd { end += 1 }
    return text[start...].hasWordPrefix("---") || endsParagraph(end, in: text) ? end : nil
  }

  /// Tells whether the returned message follows: no address of a recipient behind the announcement, but a header.
  private static func endsParagraph(_ line: Int, in text: ArraySlice<UInt8>) -> Bool {
    line == text.endIndex || message(in: text[line...]) != nil
      || text[line...].prefix(2_000).firstIndex(of: UInt8(ascii: "@")) == nil
  }

  // MARK: - The returned message

  /// End of the prose: before the first line of a header that every message has, or before a line
  /// that says nothing but `Original message`.
  private static func endOfProse(in text: ArraySlice<UInt8>) -> Int {
    var lines = Lines(text)
    while let line = lines.next() {
      let content = text[line].drop {
        $0.isBlank || $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "|")
      }
      guard let first = content.first else { continue }
      if first == UInt8(ascii: "-") || first.lowered == UInt8(ascii: "o"), isHeading(content) {
        return line.lowerBound
      }
      if isTransportField(content, first.lowered) { return line.lowerBound }
    }
    return text.endIndex
  }

  /// Tells whether a line is a heading of the returned message.
  private static func isHeading(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count < 120 else { return false }
    let words = line.drop { !$0.isLetter }
    guard
      words.hasWordPrefix("original m") || words.hasWordPrefix("forwarded m")
        || words.hasWordPrefix("returned m") || words.hasWordPrefix("message h")
    else { return false }
    for heading in [
      "original message", "original mail", "forwarded message", "returned message",
      "message header", "message headers", "original message headers", "original message header",
      "original mail header", "original message follows", "message header follows",
      "message headers follow",
    ] where words.hasWordPrefix(heading) {
      if words.dropFirst(heading.utf8.count).allSatisfy({ !$0.isLetter && !$0.isDigit }) {
        return true
      }
    }
    return false
  }

  /// Tells whether a line is a field that servers add to a message on its way.
  private static func isTransportField(_ line: ArraySlice<UInt8>, _ first: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "r"):
      line.hasWordPrefix("received: ") || line.hasWordPrefix("return-path:")
    case UInt8(ascii: "d"):
      line.hasWordPrefix("dkim-signature:") || line.hasWordPrefix("delivered-to:")
        || line.hasWordPrefix("domainkey-signature:")
    case UInt8(ascii: "x"):
      line.hasWordPrefix("x-received:") || line.hasWordPrefix("x-google-")
        || line.hasWordPrefix("x-originating-ip:")
    case UInt8(ascii: "a"):
      line.hasWordPrefix("arc-seal:") || line.hasWordPrefix("authentication-results:")
    case UInt8(ascii: "m"): line.hasWordPrefix("mime-version:")
    case UInt8(ascii: "c"):
      line.hasWordPrefix("content-type: message/rfc822")
        || line.hasWordPrefix("content-type: text/rfc822")
    default: false
    }
  }

  /// The text from its first field of a message on.
  private static func message(in text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var lines = Lines(text)
    var count = 0
    while count < 40, let line = lines.next() {
      count += 1
      let content = text[line]
      guard let colon = content.prefix(40).firstIndex(of: UInt8(ascii: ":")),
        colon > content.startIndex
      else { continue }
      let name = content[..<colon]
      guard name.allSatisfy({ $0.isLetter || $0 == UInt8(ascii: "-") }) else { continue }
      for known in [
        "received", "return-path", "from", "to", "date", "subject", "message-id", "mime-version",
      ]
      where name.isWord(known) {
        return text[line.lowerBound...]
      }
      if name.contains(UInt8(ascii: "-")) { return text[line.lowerBound...] }
    }
    return nil
  }
}
