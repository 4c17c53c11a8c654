/// Facts that a report has of the message that was sent; looked up when they are asked for.
public struct OriginalMessage: Sendable {
  /// The header that came back, if one did.
  private let header: MailHeader?
  /// That of the report.
  private let report: MailHeader

  init(_ header: MailHeader?, reportedIn report: MailHeader) {
    (self.header, self.report) = (header, report)
  }

  /// Its id, with brackets.
  public var messageID: String? { header?.messageID }

  /// Its `Date`; microseconds since 1970.
  public var date: Int64? { header?.moment("date") }

  /// Our token: the header field of the returned message, else the address that the report came to.
  public var token: String? { header?.first("x-brevduva-token")?.text ?? Self.token(in: report) }

  /// Its recipients by `To` and `Cc`, at most 100.
  public var recipients: [String] {
    guard let header else { return [] }
    return (header.mailboxes("to") + header.mailboxes("cc")).prefix(100).map(\.address)
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
