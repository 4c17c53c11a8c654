/// What a message reports of mail that was sent: facts as they stand there, nothing judged.
public struct BounceReport: Sendable {
  /// What kind of message it is.
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

  /// What kind of message it is.
  public let kind: Kind
  /// The sign by which it was told.
  public let sign: Sign
  /// The recipients of whom it speaks, in its order; none where it names nobody.
  public let recipients: [ReportedRecipient]
  /// What it says of the message that was sent.
  public let original: OriginalMessage
  /// The server that reports, as it calls itself.
  public let reportingMTA: String?
  /// When the message arrived there, else when the report was written; microseconds since 1970.
  public let arrivedAt: Int64?
  /// A gateway's own events, carried in the text of a mail.
  public let events: [GatewayEvent]

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

/// Recipient of whom a report speaks.
public struct ReportedRecipient: Sendable {
  /// What a report says became of the message.
  public enum Action: String, Hashable, Sendable, CaseIterable {
    /// It did not arrive.
    case failed
    /// It has not arrived yet.
    case delayed
    /// It arrived.
    case delivered
    /// It was given to a server that reports nothing.
    case relayed
    /// It was given to several addresses.
    case expanded
  }

  /// The addresses of the recipient, the one that we mailed first (B7): original, final, and what else
  /// the report calls it. Never empty.
  public internal(set) var addresses: [String]
  /// The `Action`, if there is one.
  public internal(set) var action: Action?
  /// The enhanced code of the server's answer, else that of the report; as it stands there.
  public internal(set) var status: StatusCode?
  /// The report's own `Status`.
  public internal(set) var reportedStatus: StatusCode?
  /// The server that refused, as the report calls it.
  public internal(set) var remoteMTA: String?
  /// When it was last tried; microseconds since 1970.
  public internal(set) var lastAttemptAt: Int64?
  /// What was said of it, what is nearest to a server's own words first.
  public internal(set) var passages: [Passage]
  /// Whether the same words were reported of several recipients, of whom they cannot all be true.
  public internal(set) var isShared = false

  /// The diagnostic text: the first passage, unfolded.
  public var diagnostic: String? {
    passages.first.map { passage in
      String(decoding: passage.text, as: UTF8.self)
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
  }

  /// The reply code of the first answer that has one.
  public var reply: Int? {
    for passage in passages {
      for code in passage.codes { if let reply = code.reply { return reply } }
    }
    return nil
  }
}

/// Words of a report about a recipient.
public struct Passage: Sendable {
  /// Where the words come from.
  public enum Source: String, Hashable, Sendable {
    /// `Diagnostic-Code`.
    case diagnosticCode
    /// A line of a dialogue, as the server said it.
    case dialogue
    /// The prose about this recipient.
    case prose
    /// The rest of the notice.
    case notice
  }

  /// Where the words come from.
  public let source: Source
  /// The words, as UTF-8.
  public let text: ArraySlice<UInt8>
  /// The codes of answers among them.
  public let codes: [AnswerCode]

  init(_ source: Source, _ text: ArraySlice<UInt8>) {
    self.source = source
    self.text = text
    codes = AnswerCode.all(in: text)
  }
}

/// What a report says of the message that was sent.
public struct OriginalMessage: Sendable {
  /// Its id, with brackets.
  public internal(set) var messageID: String?
  /// Its `Date`; microseconds since 1970.
  public internal(set) var date: Int64?
  /// Our token: the header field of the returned message, else the address that the report came to.
  public internal(set) var token: String?
  /// Its recipients by `To` and `Cc`.
  public internal(set) var recipients: [String] = []
  /// Those whom it names as its senders.
  public internal(set) var senders: [String] = []
}
