/// Parts of a message that a report may be made of.
struct ReportParts {
  /// The notices in prose, of alternatives the plainest.
  private(set) var notices: [Notice] = []
  /// Fields of RFC 3464, from parts of their own and from prose.
  private(set) var fields: [StatusFields] = []
  /// The fields of a feedback report.
  private(set) var feedback: ArraySlice<UInt8>?
  /// The header of the message that came back.
  private(set) var original: MailHeader?
  /// The messages that it encloses.
  private(set) var enclosed: [MailPart] = []
  private(set) var hasDisposition = false
  private(set) var hasArchive = false

  /// No report has more notices; a digest of mails is none.
  private static let limit = 8

  init(_ message: MailMessage) {
    let texts = message.ownTexts
    let holdsCopy = message.parts.contains { $0.media == .message || $0.media == .messageHeaders }
    for (index, part) in message.parts.enumerated() where message.isOwn(index) {
      switch part.media {
      case .deliveryStatus: fields.append(StatusFields(message.text(of: part), isReport: true))
      case .feedbackReport: feedback = feedback ?? message.content(of: part)
      case .dispositionNotification: hasDisposition = true
      case .archive: hasArchive = true
      case .message:
        enclosed.append(part)
        take(
          original: message.enclosedHeader(index)
            ?? PartReader.header(of: message.content(of: part)))
      case .messageHeaders: take(original: PartReader.header(of: message.content(of: part)))
      case .plain where texts.contains(index):
        take(notice: message.text(of: part), mayHoldCopy: !holdsCopy)
      case .html where texts.contains(index):
        take(notice: HTMLText.plain(message.text(of: part)), mayHoldCopy: !holdsCopy)
      case .plain, .html, .text, .alternative, .report, .multipart, .other: continue
      }
    }
    // A message that calls itself one of many parts and has none.
    if texts.isEmpty, fields.isEmpty, let only = message.parts.first, message.parts.count == 1 {
      take(notice: message.text(of: only), mayHoldCopy: true)
    }
  }

  private mutating func take(notice text: ArraySlice<UInt8>, mayHoldCopy: Bool) {
    guard notices.count < Self.limit else { return }
    let notice = Notice(text, mayHoldCopy: mayHoldCopy)
    if StatusFields.mayStand(in: notice.prose) {
      let read = StatusFields(notice.prose, isReport: false)
      if !read.groups.isEmpty { fields.append(read) }
    }
    if let returned = notice.returned { take(original: PartReader.header(of: returned)) }
    notices.append(notice)
  }

  /// Takes the header of a message that came back; the first that says anything counts.
  private mutating func take(original header: MailHeader) {
    guard original == nil, header.has("message-id") || header.has("to") || header.has("from") else {
      return
    }
    original = header
  }
}

extension MailMessage {
  /// The header of the message that a part encloses; `nil` where it is packed.
  fileprivate func enclosedHeader(_ index: Int) -> MailHeader? {
    guard index + 1 < parts.count, parts[index + 1].parent == index else { return nil }
    return header(of: parts[index + 1])
  }
}
