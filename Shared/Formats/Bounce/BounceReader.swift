import Charsets

/// Reading of a message as a report; what it is none of stays `ordinary`.
struct BounceReader {
  private let message: MailMessage
  private let header: MailHeader
  private let sender: ReportSender
  private var original = OriginalMessage()
  private var notices: [Notice] = []
  private var fields: [StatusFields] = []
  private var feedback: ArraySlice<UInt8>?
  private var hasDisposition = false
  private var hasArchive = false

  /// How many reports lie around this one.
  private let depth: Int

  init(_ message: MailMessage, depth: Int = 0) {
    self.message = message
    self.depth = depth
    header = message.header
    sender = ReportSender(message.header)
    takeParts()
    original.token = original.token ?? Self.token(in: header)
  }

  /// What the message reports.
  func report() -> BounceReport {
    if let feedback { return complaint(feedback) }
    if let aggregate = aggregate() { return aggregate }
    if let request = unsubscription() { return request }
    if isChallenge { return report(.automaticReply, .automaticWords, []) }
    let named = statusRecipients(fields)
    if !named.isEmpty { return report(.delivery, .statusFields, named) }
    if let event = gatewayEvent() { return event }
    if let failed = failedRecipients() { return report(.delivery, .failedRecipients, failed) }
    if let inner = enclosedReport() { return inner }
    if let told = toldRecipients() { return report(.delivery, .noticeWords, told) }
    if sender.isList || notices.contains(where: { $0.words.contains(.list) && sender.isMailSystem }) {
      return report(.listNote, .listFields, [])
    }
    if let sign = sender.isAutomatic { return report(.automaticReply, sign, []) }
    if hasDisposition { return report(.automaticReply, .disposition, []) }
    return report(.ordinary, .none, [])
  }

  private func report(
    _ kind: BounceReport.Kind, _ sign: BounceReport.Sign, _ recipients: [ReportedRecipient],
    events: [GatewayEvent] = []
  ) -> BounceReport {
    let group = fields.first
    let arrival = group.flatMap { group in group.arrivalDate.flatMap { MailDate.microseconds(group.text[$0]) } }
    let reporter = group.flatMap { group in group.reportingMTA.map { Self.mta(group.text[$0]) } }
    return BounceReport(
      kind: kind, sign: sign, recipients: recipients, original: original, reportingMTA: reporter,
      arrivedAt: arrival ?? header.moment("date"), events: events)
  }

  // MARK: - Parts

  private mutating func takeParts() {
    let texts = Set(message.ownTexts)
    for (index, part) in message.parts.enumerated() {
      switch part.media {
      case .deliveryStatus where message.isOwn(index): take(fields: message.text(of: part), isReport: true)
      case .feedbackReport where message.isOwn(index): feedback = feedback ?? message.content(of: part)
      case .dispositionNotification: hasDisposition = true
      case .archive: hasArchive = true
      case .message, .messageHeaders:
        if message.isOwn(index) { take(original: message.content(of: part)) }
      case .plain where texts.contains(index): take(notice: message.text(of: part))
      case .html where texts.contains(index): take(notice: HTMLText.plain(message.text(of: part)))
      case .plain, .html, .text, .alternative, .report, .multipart, .deliveryStatus, .feedbackReport, .other:
        continue
      }
    }
    if texts.isEmpty, fields.isEmpty, message.parts.count == 1 { take(notice: message.text(of: message.parts[0])) }
  }

  private mutating func take(fields text: ArraySlice<UInt8>, isReport: Bool) {
    let read = StatusFields(text, isReport: isReport)
    if !read.groups.isEmpty || isReport { fields.append(read) }
  }

  private mutating func take(notice text: ArraySlice<UInt8>) {
    guard notices.count < 8 else { return }
    let notice = Notice(text)
    if StatusFields.mayStand(in: notice.prose) { take(fields: notice.prose, isReport: false) }
    if let returned = notice.returned { take(original: returned) }
    notices.append(notice)
  }

  /// Takes what the report says of the message that was sent; the first that is found counts.
  private mutating func take(original text: ArraySlice<UInt8>) {
    guard original.messageID == nil, original.recipients.isEmpty else { return }
    let bytes = Array(text.prefix(32 * 1024))
    let header = MailHeader(bytes: bytes, fields: PartReader.header(bytes)[...])
    original.messageID = header.messageID
    original.date = header.moment("date")
    original.token = original.token ?? header.first("x-brevduva-token").map { $0.text }
    original.recipients = (header.mailboxes("to") + header.mailboxes("cc")).prefix(100).map(\.address)
    for name in ["from", "sender", "return-path"] {
      original.senders += header.mailboxes(name).prefix(10).map(\.address)
    }
  }

  /// The token in the address to which a report came: `bounce+TOKEN@…`.
  private static func token(in header: MailHeader) -> String? {
    for name in ["to", "delivered-to", "x-original-to", "envelope-to"] {
      for mailbox in header.mailboxes(name) where mailbox.address.lowercased().hasPrefix("bounce+") {
        guard let at = mailbox.address.lastIndex(of: "@") else { continue }
        return String(mailbox.address[..<at].dropFirst("bounce+".count))
      }
    }
    return nil
  }

  /// The name of a server, without its type.
  private static func mta(_ value: ArraySlice<UInt8>) -> String {
    guard let semicolon = value.firstIndex(of: UInt8(ascii: ";")) else { return value.text }
    return value[(semicolon + 1)...].trimmed.text
  }

  // MARK: - What is no failure

  private func complaint(_ text: ArraySlice<UInt8>) -> BounceReport {
    let feedback = FeedbackFields(text)
    var addresses = feedback.recipients
    if addresses.isEmpty { addresses = original.recipients }
    let recipients = addresses.map { address in
      ReportedRecipient(addresses: [address], passages: [])
    }
    return report(.feedback(feedback.type), .feedbackReport, recipients)
  }

  /// Aggregate reports of DMARC and of TLS: a packed file, and a subject that RFC 7489 prescribes.
  private func aggregate() -> BounceReport? {
    let subject = header.first("subject") ?? []
    let isAggregate =
      subject.firstPlace(ofWord: "report domain:") != nil && subject.firstPlace(ofWord: "submitter:") != nil
      || header.has("tls-report-domain")
      || hasArchive && subject.firstPlace(ofWord: "report-id") != nil
    return isAggregate ? report(.aggregate, .aggregateSubject, []) : nil
  }

  /// A mail program's request, sent to the address of `List-Unsubscribe`.
  private func unsubscription() -> BounceReport? {
    guard original.token != nil, fields.isEmpty else { return nil }
    let subject = header.first("subject") ?? []
    let asks =
      subject.isWord("unsubscribe") || header.first("x-apple-unsubscribe").map { $0.isWord("true") } ?? false
    return asks ? report(.unsubscription, .unsubscribeSubject, []) : nil
  }

  /// A note that asks the sender to prove himself first. It has no `Action`, which a report must have.
  private var isChallenge: Bool {
    notices.contains { $0.words.contains(.automatic) } && !fields.isEmpty
      && fields.allSatisfy { $0.groups.allSatisfy { $0[.action] == nil } }
  }

  /// The report that lies in this one: a gateway's filter, or a person, has passed it on.
  private func enclosedReport() -> BounceReport? {
    guard depth < 3 else { return nil }
    for (index, part) in message.parts.enumerated() where part.media == .message && message.isOwn(index) {
      let content = Array(message.content(of: part))
      let inner = ReportSender(MailHeader(bytes: content, fields: PartReader.header(content)[...]))
      guard inner.isMailSystem, inner.speaksOfFailure || inner.hasNullReturnPath else { continue }
      let report = BounceReader(MailMessage(content), depth: depth + 1).report()
      if !report.recipients.isEmpty { return report }
    }
    for notice in notices where StatusFields.mayStand(in: notice.text.prefix(Notice.limit)) {
      let read = StatusFields(notice.text.prefix(Notice.limit), isReport: false)
      let named = statusRecipients([read])
      if !named.isEmpty { return report(.delivery, .statusFields, named) }
    }
    return nil
  }

  // MARK: - Recipients named by fields

  private func statusRecipients(_ fields: [StatusFields]) -> [ReportedRecipient] {
    var named: [ReportedRecipient] = []
    for fields in fields {
      for group in fields.groups {
        if let recipient = recipient(group, of: fields) { named.append(recipient) }
      }
    }
    guard !named.isEmpty else { return [] }
    addProse(to: &named)
    markShared(&named)
    return named
  }

  private func recipient(_ group: StatusFields.Group, of fields: StatusFields) -> ReportedRecipient? {
    let text = fields.text
    var addresses: [String] = []
    for field in [StatusFields.Field.originalRecipient, .finalRecipient, .actualRecipient] {
      guard let place = group[field], let address = RecipientField.address(text[place]) else { continue }
      if !addresses.contains(where: { $0.lowercased() == address.lowercased() }) { addresses.append(address) }
    }
    guard !addresses.isEmpty else { return nil }
    var recipient = ReportedRecipient(addresses: addresses, passages: [])
    recipient.action = group[.action].flatMap { Self.action(text[$0]) }
    recipient.reportedStatus = group[.status].flatMap { StatusCode(text[$0]) }
    recipient.remoteMTA = group[.remoteMTA].map { Self.mta(text[$0]) }
    recipient.lastAttemptAt = group[.lastAttemptDate].flatMap { MailDate.microseconds(text[$0]) }
    if let place = group[.diagnosticCode] {
      let words = RecipientField.withoutType(text[place])
      if let quoted = Dialogue.quotedAnswer(in: words) { recipient.passages.append(Passage(.dialogue, quoted)) }
      if !words.isEmpty { recipient.passages.append(Passage(.diagnosticCode, words)) }
    }
    return recipient
  }

  /// Reads an action; some servers write a comment behind it.
  private static func action(_ value: ArraySlice<UInt8>) -> ReportedRecipient.Action? {
    ReportedRecipient.Action.allCases.first { value.hasWordPrefix($0.rawValue) }
  }

  /// Adds what the prose says of recipients that fields name.
  private func addProse(to named: inout [ReportedRecipient]) {
    var places: [String: [Int]] = [:]
    for (index, recipient) in named.enumerated() {
      for address in recipient.addresses { places[address.lowercased(), default: []].append(index) }
    }
    for notice in notices {
      let prose = ProseRecipients(notice.prose, known: Set(places.keys), foreign: [])
      for told in prose.recipients {
        for index in places[ProseRecipients.key(told.address)] ?? [] {
          add(told, to: &named[index])
        }
      }
      for index in named.indices where named[index].passages.isEmpty || named.count == 1 {
        let rest = prose.recipients.isEmpty ? notice.prose : prose.preface
        named[index].passages.append(Passage(.notice, rest))
      }
    }
    for index in named.indices { fillStatus(of: &named[index]) }
  }

  private func add(_ told: ProseRecipients.Recipient, to recipient: inout ReportedRecipient) {
    for alias in told.aliases {
      let address = alias.text
      if !recipient.addresses.contains(where: { $0.lowercased() == address.lowercased() }) {
        recipient.addresses.append(address)
      }
    }
    recipient.passages += Dialogue.passages(in: told.passages)
  }

  /// Takes the enhanced code of the server's answer in `Diagnostic-Code`, else the report's own, unless that
  /// says nothing (`5.0.0`) and the prose knows better.
  private func fillStatus(of recipient: inout ReportedRecipient) {
    let told = recipient.passages.filter { $0.source != .notice }
    let answered = told.filter { $0.source == .diagnosticCode }.flatMap(\.codes).lazy.compactMap(\.status).first
    let reported = recipient.reportedStatus.flatMap { $0.subject == 0 && $0.detail == 0 ? nil : $0 }
    recipient.status =
      answered ?? reported ?? told.flatMap(\.codes).lazy.compactMap(\.status).first ?? recipient.reportedStatus
  }

  /// Marks recipients to whom nullmailer gives the answer that one of them got: it stops at the first.
  private func markShared(_ named: inout [ReportedRecipient]) {
    guard named.count > 1, let group = fields.first, let reporter = group.reportingMTA,
      group.text[reporter].hasWordPrefix("x-local-hostname"),
      let first = named.first?.diagnostic, named.allSatisfy({ $0.diagnostic == first })
    else { return }
    for index in named.indices { named[index].isShared = true }
  }

  // MARK: - Recipients named in prose

  /// The recipients of `X-Failed-Recipients`, as Exim and Gmail write it.
  private func failedRecipients() -> [ReportedRecipient]? {
    let listed = header.mailboxes("x-failed-recipients").map(\.address)
    guard !listed.isEmpty else { return nil }
    var named = listed.map { ReportedRecipient(addresses: [$0], passages: []) }
    addProse(to: &named)
    return named
  }

  /// The recipients that a notice of failure names.
  private func toldRecipients() -> [ReportedRecipient]? {
    let isLikely = sender.isMailSystem || sender.speaksOfFailure || sender.hasNullReturnPath
    guard isLikely else { return nil }
    let foreign = foreignAddresses
    var best: (prose: ProseRecipients, notice: Notice)?
    for notice in notices where tellsOfFailure(notice) {
      let prose = ProseRecipients(notice.prose, known: [], foreign: foreign)
      guard !prose.recipients.isEmpty, accepts(prose.role) else { continue }
      if best.map({ prose.role < $0.prose.role }) ?? true { best = (prose, notice) }
    }
    guard let best else { return fallbackRecipient() }
    var told: [ReportedRecipient] = []
    for recipient in best.prose.recipients {
      var named = ReportedRecipient(addresses: [recipient.address.text], passages: [])
      add(recipient, to: &named)
      named.passages.append(Passage(.notice, best.prose.preface))
      fillStatus(of: &named)
      told.append(named)
    }
    return told
  }

  /// The sender of the message that was sent, and whoever reports.
  private var foreignAddresses: Set<String> {
    var foreign = Set(original.senders.map { $0.lowercased() })
    for name in ["from", "to", "delivered-to", "sender", "reply-to"] {
      for mailbox in header.mailboxes(name) { foreign.insert(mailbox.address.lowercased()) }
    }
    return foreign
  }

  /// How sure a mention must be, by how sure it is that this is a notice.
  private func accepts(_ role: Mention.Role) -> Bool {
    switch role {
    case .leading, .labelled: isNotice || sender.isAutomatic == nil
    case .described, .mentioned, .alias: isNotice
    case .other: false
    }
  }

  private var isNotice: Bool { sender.isMailSystem || sender.speaksOfFailure }

  /// Whether a notice says that a message did not arrive: in words, or by a server's answer.
  private func tellsOfFailure(_ notice: Notice) -> Bool {
    notice.words.contains(.failure) || sender.isMailSystem && sender.speaksOfFailure
      || AnswerCode.all(in: notice.prose).contains { $0.reply ?? 0 >= 400 }
  }

  /// The one recipient of the returned message, where a notice of failure names nobody.
  private func fallbackRecipient() -> [ReportedRecipient]? {
    guard isNotice, original.recipients.count == 1,
      let notice = notices.first(where: tellsOfFailure)
    else { return nil }
    var named = ReportedRecipient(addresses: original.recipients, passages: [])
    named.passages = Dialogue.passages(in: [notice.prose])
    fillStatus(of: &named)
    return [named]
  }

  /// A notification of Amazon SES that SNS has sent by mail: JSON, then a line of hyphens and a farewell.
  private func gatewayEvent() -> BounceReport? {
    guard let text = notices.first?.text.prefix(Notice.limit).trimmed, text.first == UInt8(ascii: "{"),
      let brace = text.lastIndex(of: UInt8(ascii: "}"))
    else { return nil }
    do {
      let events = try Gateway.ses.events(in: Array(text[...brace]))
      return report(.delivery, .gatewayEvent, [], events: events)
    } catch {
      // Whatever else begins with a brace is no notification.
      return nil
    }
  }
}

extension BounceReport {
  /// Reads a message as a report.
  public init(_ message: MailMessage) {
    self = BounceReader(message).report()
  }
}
