/// Report of mail that was sent: facts as they stand in a message, nothing judged.
public struct BounceReport: Sendable {
  /// Kind of message.
  public enum Kind: Hashable, Sendable {
    /// A report of what became of a message, in fields or in prose.
    case delivery
    /// A feedback report (RFC 5965) of a type, `abuse` for instance, in lower case.
    case feedback(String)
    /// A request to get no more mail, sent by the recipient's mail program.
    case unsubscription
    /// An automatic reply (RFC 3834).
    case automaticReply
    /// A note of a mailing list about a post or a subscription.
    case listNote
    /// An aggregate DMARC or TLS report.
    case aggregate
    /// Anything else.
    case ordinary
  }

  /// Kind of message.
  public let kind: Kind
  /// The sign by which it was told.
  public let sign: Sign
  /// The recipients of whom it speaks, in its order; none where it names nobody.
  public let recipients: [ReportedRecipient]
  /// Facts about the message that was sent.
  public let original: OriginalMessage
  /// A gateway's own events, carried in the text of a mail.
  public let events: [GatewayEvent]
  let header: MailHeader
  let fields: StatusFields?

  /// The server that reports, as it calls itself.
  public var reportingMTA: String? {
    guard let fields, let place = fields.reportingMTA else { return nil }
    return RecipientField.withoutType(fields.text[place]).text
  }

  /// Time of the message's arrival there; microseconds since 1970.
  public var arrivedAt: Int64? {
    fields.flatMap { fields in fields.arrivalDate.flatMap { MailDate.microseconds(fields.text[$0]) }
    }
  }

  /// Time of the report itself; microseconds since 1970.
  public var reportedAt: Int64? { header.moment("date") }

  /// Sign by which the kind of a message is told.
  public enum Sign: String, Hashable, Sendable {
    /// A part of type `message/feedback-report`.
    case feedbackReport
    /// Fields of RFC 3464 that name a recipient.
    case statusFields
    /// A field that lists failed recipients.
    case failedRecipients
    /// A disposition notification that says `deleted`, or `failed`.
    case disposition
    /// Words of a notice of failure, from one who sends such.
    case noticeWords
    /// A gateway's JSON.
    case gatewayEvent
    /// The fields of an automatic reply.
    case automaticFields
    /// The words of an automatic reply.
    case automaticWords
    /// The words of an automatic reply's subject.
    case automaticSubject
    /// The fields, or the words, of a mailing list.
    case listFields
    /// The subject and the attachment of an aggregate report.
    case aggregateSubject
    /// Subject and address of a request to get no more.
    case unsubscribeSubject
    /// None.
    case none
  }
}
