import Phrases

// Recipients whom a notice names in prose.
extension BounceReader {
  /// The recipients that a notice of failure names; `nil` where nothing is one.
  func toldRecipients(by sender: ReportSender) -> [ReportedRecipient]? {
    guard sender.isMailSystem || sender.speaksOfFailure || sender.hasNullReturnPath else {
      return nil
    }
    let foreign = foreignAddresses
    var best: ProseRecipients?
    for notice in parts.notices where tellsOfFailure(notice, sender) {
      let prose = ProseRecipients(notice.prose, known: [], foreign: foreign)
      guard !prose.recipients.isEmpty, accepts(prose.role, from: sender) else { continue }
      if best.map({ prose.role < $0.role }) ?? true { best = prose }
    }
    guard let best else { return localRecipients(by: sender) ?? onlyRecipient(by: sender) }
    let share = Notice.share(of: best.recipients.count)
    let preface = preface(best, share: share)
    return best.recipients.map { told in
      var named = ReportedRecipient(addresses: [told.address.text], passages: [])
      named.add(told, share: share)
      named.passages += preface
      named.settleStatus()
      return named
    }
  }

  /// The words before the first recipient; to the only one they may be a server's answer.
  private func preface(_ prose: ProseRecipients, share: Int) -> [Passage] {
    let notice = Passage(.notice, prose.preface.prefix(share))
    guard prose.recipients.count == 1, let answer = Dialogue.answer(in: prose.preface) else {
      return [notice]
    }
    return [answer, notice]
  }

  /// The sender of the message that was sent, and whoever reports.
  private var foreignAddresses: Set<String> {
    var foreign: Set<String> = []
    for name in ["from", "to", "delivered-to", "sender", "reply-to"] {
      for mailbox in header.mailboxes(name) { foreign.insert(mailbox.address.lowercased()) }
    }
    for name in ["from", "sender", "return-path"] {
      for mailbox in parts.original?.mailboxes(name) ?? [] {
        foreign.insert(mailbox.address.lowercased())
      }
    }
    return foreign
  }

  /// Accepts a mention, the less sure the surer it is that this is a notice.
  private func accepts(_ role: Mention.Role, from sender: ReportSender) -> Bool {
    let isNotice = sender.isMailSystem || sender.speaksOfFailure
    return switch role {
    case .leading, .labelled: isNotice || sender.isAutomatic == nil
    case .described, .mentioned, .alias: isNotice
    case .other: false
    }
  }

  /// Tells whether a notice says that a message did not arrive: in words, or by a server's answer.
  private func tellsOfFailure(_ notice: Notice, _ sender: ReportSender) -> Bool {
    sender.isMailSystem && sender.speaksOfFailure || notice.words.contains(.failure)
      || AnswerCode.all(in: notice.prose).contains { $0.reply ?? 0 >= 400 }
  }

  /// Recipients whom a server names by their local parts alone, in lines of their own, as AOL's did.
  private func localRecipients(by sender: ReportSender) -> [ReportedRecipient]? {
    guard sender.isMailSystem, let reporter = header.mailboxes("from").first?.address,
      let at = reporter.lastIndex(of: "@")
    else { return nil }
    for notice in parts.notices {
      guard let announced = NoticeWords.localParts.first(in: notice.prose) else { continue }
      var lines = Lines(notice.prose[announced.range.upperBound...])
      _ = lines.next()
      var named: [ReportedRecipient] = []
      while named.count < 100, let line = lines.next() {
        let word = notice.prose[line].trimmed
        guard !word.isEmpty, word.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else { break }
        named.append(
          ReportedRecipient(
            addresses: [word.text + reporter[at...]], passages: [Passage(.notice, notice.prose)]))
      }
      if !named.isEmpty { return named }
    }
    return nil
  }

  /// The one recipient of the returned message, where a notice of failure names nobody.
  private func onlyRecipient(by sender: ReportSender) -> [ReportedRecipient]? {
    let recipients = OriginalMessage(parts.original, reportedIn: header).recipients
    guard sender.isMailSystem || sender.speaksOfFailure, recipients.count == 1,
      let notice = parts.notices.first(where: { tellsOfFailure($0, sender) })
    else { return nil }
    var named = ReportedRecipient(
      addresses: recipients, passages: Dialogue.passages(in: [notice.prose]))
    named.settleStatus()
    return [named]
  }
}
