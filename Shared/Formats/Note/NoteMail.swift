/// Mail between people as a note keeps it: who wrote to whom, what and when; nothing decided (M6).
///
/// Every text is without U+0000 and has at most the octets that its limit says.
public struct NoteMail: Sendable {
  /// Kind of mail.
  public enum Kind: Hashable, Sendable {
    /// Written by somebody to somebody.
    case personal
    /// Sent by a program: an automatic reply, a receipt, a bulk message.
    case automatic
    /// A message of a mailing list, or of a mailing.
    case list
    /// A report of mail that did not arrive, or that somebody complained of.
    case bounce
  }

  /// Kind of mail.
  public let kind: Kind
  /// `true` if any of the fields that mail has stands at its top.
  public let hasHeader: Bool
  /// The message's own id with its brackets; `nil` if it has none.
  public let messageID: String?
  /// The mailboxes of `From`, else those of `Sender`.
  public let from: [Mailbox]
  /// The mailboxes of `To`, groups taken apart.
  public let to: [Mailbox]
  /// The mailboxes of `Cc`, groups taken apart.
  public let cc: [Mailbox]
  /// The time of `Date`, in microseconds since 1970-01-01T00:00:00Z; `nil` if none can be read.
  public let date: Int64?
  /// The subject, decoded; empty if there is none.
  public let subject: String
  /// The text that a person reads: the plain one, else that of the HTML.
  public let text: String
  /// `true` if the text was longer, and its end is left out.
  public let isCut: Bool
  /// What is attached, by its name; nothing of it is kept.
  public let attachments: [MailAttachment]
  /// The address of whoever wrote the message that this one passes on; `nil` if it is no forward.
  public let forwardedSender: String?

  /// Limits beyond which nothing is kept of a message.
  enum Limits {
    /// Mailboxes of all fields together, in the order of `From`, `To` and `Cc`.
    static let mailboxes = 500
    static let attachments = 100
    /// Octets of a subject, a name, a file's name.
    static let line = 998
    /// Octets of a text.
    static let text = 128 * 1024
  }

  /// Reads a message.
  ///
  /// Of what makes no note only the kind is read.
  public init(_ message: MailMessage) {
    let header = message.header
    kind = Self.kind(of: message)
    hasHeader = ["from", "to", "cc", "date", "subject", "message-id", "sender"].contains(
      where: header.has)
    messageID = header.messageID
    date = header.moment("date")
    subject = (header.text("subject") ?? "").onOneLine(octets: Limits.line)
    guard kind == .personal else {
      (from, to, cc, attachments) = ([], [], [], [])
      (text, isCut, forwardedSender) = ("", false, nil)
      return
    }
    var room = Limits.mailboxes
    from = Self.mailboxes(header.has("from") ? "from" : "sender", of: header, room: &room)
    to = Self.mailboxes("to", of: header, room: &room)
    cc = Self.mailboxes("cc", of: header, room: &room)
    let body = NoteText(message)
    text = body.text
    isCut = body.isCut
    attachments = message.attachments
    forwardedSender = ForwardedSender.address(in: message, subject: subject, text: text)
  }

  private static func mailboxes(
    _ name: String, of header: MailHeader, room: inout Int
  ) -> [Mailbox] {
    let found = header.mailboxes(name).prefix(room)
    room -= found.count
    return found.map { mailbox in
      Mailbox(
        address: mailbox.address.onOneLine(octets: Limits.line),
        name: mailbox.name?.onOneLine(octets: Limits.line))
    }
  }
}

extension String {
  /// The text on one line without control characters, cut after so many octets between two characters.
  func onOneLine(octets limit: Int) -> String {
    let isPlain = utf8.count <= limit && utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
    if isPlain { return self }
    var line = String.UnicodeScalarView()
    var count = 0
    for scalar in unicodeScalars where scalar != "\u{0}" {
      count += scalar.utf8.count
      if count > limit { break }
      line.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return String(line)
  }
}
