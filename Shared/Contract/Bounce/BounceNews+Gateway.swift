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
    guard let content = Content(event) else { return nil }
    self.init(
      content, of: AddressKey(spelled: event.recipient),
      send: event.messageID.map { SendReference(messageID: $0.withoutNUL) }, gateway: gateway,
      reportedAt: Timestamp(event.occurredAt) ?? reportedAt)
  }
}

extension BounceNews.Content {
  /// The most octets of a gateway's reason for holding mail back that are kept.
  private static let reasonLimit = 200

  /// Judges what a gateway tells; `nil` for what is no news.
  fileprivate init?(_ event: GatewayEvent) {
    switch event.outcome {
    case .delivered: self = .delivered
    case .delayed, .failed:
      // A gateway may tell by its words alone that its own list was in the way.
      if event.verdict?.kind == .suppressed {
        self = Self.heldBack(event)
        return
      }
      let own = Set([AddressKey(spelled: event.recipient)].compactMap(\.self))
      let passages = event.answer.map { [$0] } ?? []
      guard let evidence = event.deliveryEvidence,
        let failure = BounceFailure(
          evidence, passages: passages, status: event.status.flatMap(EnhancedStatus.init),
          gatewayID: event.eventID, of: own)
      else { return nil }
      self = .failed(failure)
    case .complained(let type): self = .complained(ComplaintReason(feedbackType: type))
    case .unsubscribed: self = .unsubscribed
    case .suppressed: self = Self.heldBack(event)
    case .unsuppressed: self = .unsuppressed
    }
  }

  private static func heldBack(_ event: GatewayEvent) -> BounceNews.Content {
    .suppressed(
      until: nil, reason: event.answer.map { $0.line(limit: reasonLimit) { _ in false } })
  }
}
