/// What a report says of the message that was sent.
public struct OriginalMessage: Sendable {
  /// Its id, with brackets.
  public let messageID: String?
  /// Its `Date`; microseconds since 1970.
  public let date: Int64?
  /// Our token: the header field of the returned message, else the address that the report came to.
  public let token: String?
  /// Its recipients by `To` and `Cc`, at most 100.
  public let recipients: [String]

  /// Reads the header of the returned message, if there is one, and that of the report.
  init(_ original: MailHeader?, reportedTo report: MailHeader) {
    messageID = original?.messageID
    date = original?.moment("date")
    token = original?.first("x-brevduva-token")?.text ?? Self.token(in: report)
    let mailboxes = original.map { $0.mailboxes("to") + $0.mailboxes("cc") } ?? []
    recipients = mailboxes.prefix(100).map(\.address)
  }

  /// The token in the address to which a report came: `bounce+TOKEN@…`.
  static func token(in report: MailHeader) -> String? {
    for name in ["to", "delivered-to", "x-original-to", "envelope-to"] {
      for field in report.all(name) where field.firstPlace(ofWord: "bounce+") != nil {
        for mailbox in MailboxReader.mailboxes(in: field)
        where mailbox.address.lowercased().hasPrefix("bounce+") {
          return String(mailbox.address.dropFirst("bounce+".count).prefix { $0 != "@" })
        }
      }
    }
    return nil
  }
}
