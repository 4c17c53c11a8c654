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

  /// Octets of the longest of the announcements, and of the longest name of a field.
  private static let longestWords = announcements.map(\.utf8.count).max() ?? 0
  private static let longestName = "skickat".utf8.count

  private static func quoted(in text: String, isForward: Bool) -> String? {
    let octets = Array(text.utf8.prefix(reach))[...]
    var quotation = Quotation(isForward: isForward)
    for place in Lines(octets) {
      let line = bare(octets[place])
      if !line.isEmpty, let sender = quotation.sender(upTo: line[...]) { return sender }
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
    mutating func sender(upTo line: ArraySlice<UInt8>) -> String? {
      if let candidate, isMoment(line) { return candidate }
      candidate = nil
      if isAnnouncement(line) {
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
  private static func bare(_ line: ArraySlice<UInt8>) -> [UInt8] {
    let quoted = line.drop { $0.isSpace || $0 == UInt8(ascii: ">") }
    return quoted.trimmed.filter { $0 != UInt8(ascii: "*") }
  }

  /// Looks whether a line is an announcement, whatever hyphens, white space and colons stand around its words.
  private static func isAnnouncement(_ line: ArraySlice<UInt8>) -> Bool {
    let isMark = { (octet: UInt8) in
      octet == UInt8(ascii: "-") || octet == UInt8(ascii: ":") || octet.isSpace
    }
    guard let last = line.lastIndex(where: { !isMark($0) }) else { return false }
    let words = line[...last].drop(while: isMark)
    return words.count <= longestWords
      && announcements.contains(String(decoding: words, as: UTF8.self).lowercased())
  }

  /// What stands behind the name of a field; `nil` if the line is none of these.
  private static func value(of line: ArraySlice<UInt8>, _ names: [String]) -> ArraySlice<UInt8>? {
    let name = line.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ":") }
    guard name.count <= longestName,
      names.contains(String(decoding: name, as: UTF8.self).lowercased()),
      let colon = line.firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    return line[(colon + 1)...]
  }

  private static func isMoment(_ line: ArraySlice<UInt8>) -> Bool {
    value(of: line, ["sent", "skickat", "date", "datum"]) != nil
  }

  /// The address of a line, in brackets of either kind, as a link or alone.
  private static func address(_ line: ArraySlice<UInt8>) -> String? {
    let plain = String(decoding: line, as: UTF8.self).replacing("mailto:", with: "")
      .replacing("[", with: "<").replacing("]", with: ">")
    return MailboxReader.mailboxes(in: Array(plain.utf8)[...]).first?.address
  }
}
