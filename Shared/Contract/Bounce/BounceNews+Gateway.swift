import Domain
import Formats

extension BounceNews {
  /// News that a gateway tells by its webhook.
  init?(_ event: GatewayEvent, by gateway: Gateway) {
    self.init(event, gateway: gateway.rawValue, reportedAt: nil)
  }

  /// News that a gateway tells in a mail of its own.
  init?(_ event: GatewayEvent, told report: BounceReport) {
    self.init(event, gateway: nil, reportedAt: Timestamp(report.reportedAt))
  }

  private init?(_ event: GatewayEvent, gateway: String?, reportedAt: Timestamp?) {
    let key = SendKey(token: event.token, messageID: event.messageID)
    let recipient = AddressKey(spelled: event.recipient)
    // Where the message itself tells whom we mailed, the address that is named may be another's.
    let own = key == nil ? Set([recipient].compactMap(\.self)) : []
    guard let content = Content(event, of: own) else { return nil }
    self.init(
      content, of: recipient, key: key,
      send: event.messageID.map { SendReference(messageID: $0.withoutNUL) }, gateway: gateway,
      reportedAt: Timestamp(event.occurredAt) ?? reportedAt, sentAt: Timestamp(event.sentAt))
  }
}

extension SendKey {
  /// What leads to a message of a mailing, as it is told of: its token, else its `Message-ID`.
  init?(token: String?, messageID: String?) {
    if let token {
      self = .token(token.storable(limit: 512).lowercased())
    } else if let messageID, let key = SendKey(messageID: messageID) {
      self = key
    } else {
      return nil
    }
  }
}

extension BounceNews.Content {
  /// Judges what a gateway tells, whose words keep these addresses; `nil` for what is no news.
  fileprivate init?(_ event: GatewayEvent, of own: Set<AddressKey>) {
    switch event.outcome {
    case .delivered: self = .delivered
    case .delayed, .failed:
      guard let evidence = event.deliveryEvidence else { return nil }
      self.init(
        evidence, passages: event.answer.map { [$0] } ?? [],
        status: event.status.flatMap(EnhancedStatus.init), gatewayID: event.eventID, of: own)
    case .complained(let type): self = .complained(ComplaintReason(feedbackType: type))
    case .unsubscribed: self = .unsubscribed
    case .suppressed: self = .heldBack(event.answer, until: Timestamp(event.heldUntil))
    case .unsuppressed: self = .unsuppressed
    }
  }
}
