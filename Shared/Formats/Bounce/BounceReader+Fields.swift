// Recipients whom fields name: RFC 3464, RFC 6533, `X-Failed-Recipients`.
extension BounceReader {
  /// The recipients of status fields, each with what the prose says of it.
  func statusRecipients(_ fields: [StatusFields]) -> [ReportedRecipient] {
    var named: [ReportedRecipient] = []
    for fields in fields {
      for group in fields.groups {
        if let recipient = recipient(group, of: fields) { named.append(recipient) }
      }
    }
    guard !named.isEmpty else { return [] }
    addProse(to: &named)
    markShared(&named)
    tellMembersApart(&named)
    return named
  }

  /// The recipients of `X-Failed-Recipients`, as Exim and Gmail write it.
  func failedRecipients() -> [ReportedRecipient]? {
    var named = header.mailboxes("x-failed-recipients").map { mailbox in
      ReportedRecipient(addresses: [mailbox.address], passages: [])
    }
    guard !named.isEmpty else { return nil }
    addProse(to: &named)
    return named
  }

  private func recipient(
    _ group: StatusFields.Group, of fields: StatusFields
  ) -> ReportedRecipient? {
    let text = fields.text
    var recipient = ReportedRecipient(addresses: [], passages: [])
    for field in [StatusFields.Field.originalRecipient, .finalRecipient, .actualRecipient] {
      if let place = group[field], let address = RecipientField.address(text[place]) {
        recipient.add(address)
      }
    }
    guard !recipient.addresses.isEmpty else { return nil }
    recipient.action = group[.action].flatMap { ReportedRecipient.Action(text[$0]) }
    recipient.reportedStatus = group[.status].flatMap { StatusCode(text[$0]) }
    recipient.remoteMTA = group[.remoteMTA].map { RecipientField.withoutType(text[$0]).text }
    recipient.lastAttemptAt = group[.lastAttemptDate].flatMap { MailDate.microseconds(text[$0]) }
    if let place = group[.diagnosticCode] {
      let words = RecipientField.withoutType(text[place])
      if let quoted = Dialogue.quotedAnswer(in: words) {
        recipient.passages.append(Passage(.diagnosticCode, quoted))
      }
      if !words.isEmpty { recipient.passages.append(Passage(.diagnosticCode, words)) }
    }
    return recipient
  }

  /// Adds what the prose says of recipients that fields name, unless the fields have the answers of all.
  private func addProse(to named: inout [ReportedRecipient]) {
    defer { for index in named.indices { named[index].settleStatus() } }
    guard named.contains(where: { !$0.hasAnswer }) else { return }
    var places: [String: [Int]] = [:]
    for (index, recipient) in named.enumerated() {
      for address in recipient.addresses where places[address.lowercased()]?.count ?? 0 < 100 {
        places[address.lowercased(), default: []].append(index)
      }
    }
    let share = Notice.share(of: named.count)
    for notice in parts.notices {
      let prose = ProseRecipients(notice.prose, known: Set(places.keys), foreign: [])
      for told in prose.recipients {
        for index in places[ProseRecipients.key(told.address)] ?? [] {
          named[index].add(told, share: share)
        }
      }
      let rest = prose.recipients.isEmpty ? notice.prose : prose.preface
      let common = Passage(.notice, rest.prefix(share))
      for index in named.indices where named[index].passages.isEmpty || named.count == 1 {
        named[index].passages.append(common)
      }
    }
  }

  /// Puts the member first where several entries bear the address of one list: none of them speaks of all.
  private func tellMembersApart(_ named: inout [ReportedRecipient]) {
    guard named.count > 1 else { return }
    var entries: [String: Int] = [:]
    for recipient in named { entries[recipient.addresses[0].lowercased(), default: 0] += 1 }
    for index in named.indices where entries[named[index].addresses[0].lowercased()] ?? 0 > 1 {
      named[index].putMemberFirst()
    }
  }

  /// Marks recipients to whom nullmailer gives the answer that one of them got: it stops at the first.
  private func markShared(_ named: inout [ReportedRecipient]) {
    guard named.count > 1, let fields = parts.fields.first, let reporter = fields.reportingMTA,
      fields.text[reporter].hasWordPrefix("x-local-hostname"),
      let first = named.first?.diagnostic, named.allSatisfy({ $0.diagnostic == first })
    else { return }
    for index in named.indices { named[index].isShared = true }
  }
}
