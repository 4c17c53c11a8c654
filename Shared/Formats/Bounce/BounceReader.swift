import Charsets

/// Reading of a message as a report: what kind it is, and whom it speaks of.
struct BounceReader {
  let message: MailMessage
  let header: MailHeader
  let parts: ReportParts
  /// Number of reports that lie around this one.
  let depth: Int

  init(_ message: MailMessage, depth: Int = 0) {
    self.message = message
    self.depth = depth
    header = message.header
    parts = ReportParts(message)
  }

  /// Reads what the message reports.
  ///
  /// Fields speak before prose, and what was asked for before what was only answered by itself.
  func report() -> BounceReport {
    if let feedback = parts.feedback { return complaint(feedback) }
    if let complainer { return report(.feedback("abuse"), .feedbackReport, [complainer]) }
    if isAggregate { return report(.aggregate, .aggregateSubject) }
    if isUnsubscription { return report(.unsubscription, .unsubscribeSubject) }
    if isChallenge { return report(.automaticReply, .automaticWords) }
    let named = statusRecipients(parts.fields)
    if !named.isEmpty { return report(.delivery, .statusFields, named) }
    if let events = gatewayEvents { return report(.delivery, .gatewayEvent, events: events) }
    if let failed = failedRecipients() { return report(.delivery, .failedRecipients, failed) }
    let sender = ReportSender(header)
    if let inner = enclosedReport() { return inner }
    if let told = toldRecipients(by: sender) { return report(.delivery, .noticeWords, told) }
    return other(sender)
  }

  /// Reads what is no failure.
  private func other(_ sender: ReportSender) -> BounceReport {
    if parts.fields.contains(where: { $0.reportingMTA != nil }) {
      // Postfix writes a report that names nobody where it could not read its own notes.
      return report(.delivery, .statusFields)
    }
    if sender.isList
      || sender.isMailSystem && parts.notices.contains(where: { $0.words.contains(.list) })
    {
      return report(.listNote, .listFields)
    }
    if let sign = sender.isAutomatic { return report(.automaticReply, sign) }
    if parts.hasDisposition { return report(.automaticReply, .disposition) }
    return report(.ordinary, .none)
  }

  func report(
    _ kind: BounceReport.Kind, _ sign: BounceReport.Sign, _ recipients: [ReportedRecipient] = [],
    events: [GatewayEvent] = []
  ) -> BounceReport {
    BounceReport(
      kind: kind, sign: sign, recipients: recipients,
      original: OriginalMessage(parts.original, reportedIn: header), events: events, header: header,
      fields: parts.fields.first)
  }

  // MARK: - Kinds

  private func complaint(_ text: ArraySlice<UInt8>) -> BounceReport {
    let feedback = FeedbackFields(text)
    var addresses = feedback.recipients
    if addresses.isEmpty {
      addresses = OriginalMessage(parts.original, reportedIn: header).recipients
    }
    let recipients = addresses.map { ReportedRecipient(addresses: [$0], passages: []) }
    return report(.feedback(feedback.type), .feedbackReport, recipients)
  }

  /// The recipient who called the enclosed message junk: before RFC 5965, Hotmail named him in a field of it.
  private var complainer: ReportedRecipient? {
    guard let field = parts.original?.first("x-hmxmroriginalrecipient"), !parts.enclosed.isEmpty,
      let address = RecipientField.address(field)
    else { return nil }
    return ReportedRecipient(addresses: [address], passages: [])
  }

  /// Aggregate reports of DMARC and of TLS: a packed file, and a subject that RFC 9990 prescribes.
  private var isAggregate: Bool {
    let subject = header.first("subject") ?? []
    return subject.firstPlace(ofWord: "report domain:") != nil
      && (parts.hasArchive || subject.firstPlace(ofWord: "submitter:") != nil)
      || header.has("tls-report-domain")
  }

  /// A mail program's request to get no more, sent to the address of `List-Unsubscribe`.
  private var isUnsubscription: Bool {
    guard let subject = header.first("subject"), parts.fields.isEmpty else { return false }
    let asks =
      subject.isWord("unsubscribe") || header.first("x-apple-unsubscribe")?.isWord("true") ?? false
    return asks && OriginalMessage.token(in: header) != nil
  }

  /// A note that asks the sender to prove himself first; it has no `Action`, which a report must have.
  private var isChallenge: Bool {
    parts.fields.contains { fields in fields.groups.contains { $0[.action] == nil } }
      && parts.notices.contains { $0.words.contains(.automatic) }
  }

  /// A notification of Amazon SES that SNS has sent by mail: JSON, then a line of hyphens and a farewell.
  private var gatewayEvents: [GatewayEvent]? {
    guard let text = parts.notices.first?.text.prefix(Notice.limit).trimmed,
      text.first == UInt8(ascii: "{"), let brace = text.lastIndex(of: UInt8(ascii: "}"))
    else { return nil }
    do {
      return try Gateway.ses.events(in: text[...brace].joinedLongLines)
    } catch {
      // Whatever else begins with a brace is no notification.
      return nil
    }
  }

  /// The report that lies in this one: a gateway's filter, or a person, has passed it on.
  private func enclosedReport() -> BounceReport? {
    guard depth < 3 else { return nil }
    for part in parts.enclosed {
      let content = message.content(of: part)
      let inner = ReportSender(PartReader.header(of: content))
      guard inner.isMailSystem, inner.speaksOfFailure || inner.hasNullReturnPath else { continue }
      let report = BounceReader(MailMessage(Array(content)), depth: depth + 1).report()
      if !report.recipients.isEmpty { return report }
    }
    for notice in parts.notices {
      let text = notice.text.prefix(Notice.limit)
      guard StatusFields.mayStand(in: text) else { continue }
      let named = statusRecipients([StatusFields(text, isReport: false)])
      if !named.isEmpty { return report(.delivery, .statusFields, named) }
    }
    return nil
  }
}

extension ArraySlice<UInt8> {
  /// The text as it was before Sendmail broke lines of more than 990 octets by `!`, a line end and a space.
  fileprivate var joinedLongLines: [UInt8] {
    var joined: [UInt8] = []
    joined.reserveCapacity(count)
    for octet in self {
      joined.append(octet)
      guard octet == 0x20, let mark = joined.dropLast().lastIndex(where: { !$0.isLineEnd }),
        mark < joined.count - 2, joined[mark] == UInt8(ascii: "!")
      else { continue }
      joined.removeSubrange(mark...)
    }
    return joined
  }
}

extension BounceReport {
  /// Reads a message as a report.
  public init(_ message: MailMessage) {
    self = BounceReader(message).report()
  }
}
