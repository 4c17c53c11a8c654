import Domain
import Formats

extension BounceReport {
  /// The most recipients of whom one report may speak.
  static let recipientLimit = 1000

  /// News of each recipient; none where it reports nothing of mail that we sent.
  var news: [BounceNews] {
    switch kind {
    case .automaticReply, .listNote, .aggregate, .ordinary: []
    case .unsubscription: [news(.unsubscribed, of: [])]
    case .feedback(let type): complaints(ComplaintReason(feedbackType: type))
    case .delivery: failures + events.compactMap { BounceNews($0, told: self) }
    }
  }

  private func complaints(_ reason: ComplaintReason) -> [BounceNews] {
    let named = recipients.map { news(.complained(reason), of: $0.addresses) }
    return named.isEmpty ? [news(.complained(reason), of: [])] : named
  }

  private var failures: [BounceNews] {
    // A report that names nobody is news of whoever its token tells.
    if recipients.isEmpty, events.isEmpty {
      let unclear = BounceNews.Content(
        DeliveryEvidence(), passages: [], status: nil, gatewayID: nil, of: [])
      return unclear.map { [news($0, of: [])] } ?? []
    }
    // Where mail was forwarded, or the message itself tells whom we mailed, the address that is named is another's.
    let isOwn = addressee == nil && key == nil
    return recipients.compactMap { recipient in
      BounceNews.Content(recipient, isOwn: isOwn).map { news($0, of: recipient.addresses) }
    }
  }

  private func news(_ content: BounceNews.Content, of addresses: [String]) -> BounceNews {
    BounceNews(
      content, of: addresses.lazy.compactMap(AddressKey.init(spelled:)).first,
      addressee: addressee, key: key,
      send: original.messageID.map { SendReference(messageID: $0.withoutNUL) },
      reportedAt: Timestamp(reportedAt), sentAt: Timestamp(original.date ?? arrivedAt))
  }

  /// What leads to the message of a mailing that was returned.
  private var key: SendKey? {
    SendKey(token: original.token, messageID: original.messageID)
  }

  /// The one address to which the returned message was written, if the report calls every recipient by
  /// another one first (B7).
  private var addressee: AddressKey? {
    let written = Set(original.recipients.compactMap(AddressKey.init(spelled:)))
    guard written.count == 1, let addressee = written.first else { return nil }
    let isNamed = recipients.contains { recipient in
      recipient.addresses.lazy.compactMap(AddressKey.init(spelled:)).first == addressee
    }
    return isNamed ? nil : addressee
  }
}

extension BounceNews.Content {
  /// Judges what a report says of a recipient; `nil` for what is no news.
  fileprivate init?(_ recipient: ReportedRecipient, isOwn: Bool) {
    let named = recipient.addresses.lazy.compactMap(AddressKey.init(spelled:)).prefix(isOwn ? 1 : 0)
    self.init(
      recipient.deliveryEvidence, passages: recipient.passages,
      status: recipient.status.flatMap(EnhancedStatus.init), gatewayID: nil, of: Set(named))
  }
}
