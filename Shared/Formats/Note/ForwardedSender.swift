/// Sender of the message that another one passes on: attached whole, or quoted as Outlook (in Swedish and in
/// English), Gmail and Apple Mail do it.
enum ForwardedSender {
  /// Octets of a text within which a quotation is looked for.
  private static let reach = 64 * 1024
  /// Lines behind an announcement within which the sender stands.
  private static let lines = 12

  /// The address; `nil` if the message passes on none that can be read.
  static func address(in message: MailMessage, subject: String, text: String) -> String? {
    attached(to: message) ?? quoted(in: text, isForward: isForward(subject))
  }

  private static func attached(to message: MailMessage) -> String? {
    for (index, part) in message.parts.enumerated()
    where part.media == .message && message.isOwn(index) {
      let inner = PartReader.header(of: message.content(of: part))
      if let sender = inner.mailboxes("from").first { return sender.address }
    }
    return nil
  }

  /// Looks whether a subject says that a message is passed on; an answer quotes in the same form.
  private static func isForward(_ subject: String) -> Bool {
    let word = subject.prefix { $0 != ":" }
    guard word.count < subject.count else { return false }
    return ["fw", "fwd", "vb", "vs", "wg", "tr"].contains(word.lowercased())
  }

  /// Lines that announce a message that is passed on, without their hyphens.
  private static let announcements: Set<String> = [
    "forwarded message", "begin forwarded message", "vidarebefordrat meddelande",
    "vidarebefordrat brev", "vidarebefordrat mejl", "vidarebefordrad e-post",
    "början på vidarebefordrat brev", "början på vidarebefordrat meddelande",
    "början på vidarebefordrat mejl", "påbörjat vidarebefordrat brev",
  ]

  private static func quoted(in text: String, isForward: Bool) -> String? {
    let octets = Array(text.utf8.prefix(reach))[...]
    var quotation = Quotation(isForward: isForward)
    for place in Lines(octets) {
      let line = bare(octets[place])
      if !line.isEmpty, let sender = quotation.sender(upTo: line) { return sender }
    }
    return nil
  }

  /// Header of a quoted message, line by line.
  private struct Quotation {
    let isForward: Bool
    /// Lines that are left behind an announcement.
    private var left = 0
    /// The address that a line gave which may be any: of a header it is, if the next line has a time.
    private var candidate: String?

    init(isForward: Bool) {
      self.isForward = isForward
    }

    /// Takes a line; the sender, once that is certain.
    mutating func sender(upTo line: String) -> String? {
      if let candidate, isMoment(line) { return candidate }
      candidate = nil
      if announcements.contains(line.lowercased().trimmingMarks) {
        left = lines
        return nil
      }
      left -= 1
      guard let rest = value(of: line, ["from", "från"]), let address = address(rest) else {
        return nil
      }
      if left >= 0 { return address }
      candidate = isForward ? address : nil
      return nil
    }
  }

  /// The line without marks of quotation and of bold letters.
  private static func bare(_ line: ArraySlice<UInt8>) -> String {
    let quoted = line.drop { $0.isSpace || $0 == UInt8(ascii: ">") }
    return String(decoding: quoted.trimmed.filter { $0 != UInt8(ascii: "*") }, as: UTF8.self)
  }

  /// What stands behind the name of a field; `nil` if the line is none of these.
  private static func value(of line: String, _ names: [String]) -> Substring? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let name = line[..<colon].prefix { $0 != " " }.lowercased()
    return names.contains(name) ? line[line.index(after: colon)...] : nil
  }

  private static func isMoment(_ line: String) -> Bool {
    value(of: line, ["sent", "skickat", "date", "datum"]) != nil
  }

  /// The address of a line, in brackets of either kind, as a link or alone.
  private static func address(_ line: Substring) -> String? {
    let plain = line.replacing("mailto:", with: "").replacing("[", with: "<")
      .replacing("]", with: ">")
    return MailboxReader.mailboxes(in: Array(plain.utf8)[...]).first?.address
  }
}

extension String {
  /// The line without hyphens, white space and a colon around its words.
  fileprivate var trimmingMarks: String {
    let isMark = { (sign: Character) in sign == "-" || sign == ":" || sign.isWhitespace }
    return String(drop(while: isMark).reversed().drop(while: isMark).reversed())
  }
}
