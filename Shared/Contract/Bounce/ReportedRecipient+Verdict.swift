public import Domain
public import Formats

extension ReportedRecipient {
  /// The judgement on what a report says of this recipient.
  public var verdict: BounceVerdict { VerdictTable.verdict(on: deliveryEvidence) }

  /// What a report says of this recipient, as the rules take it.
  var deliveryEvidence: DeliveryEvidence {
    DeliveryEvidence(
      action: action?.evidence, status: (reportedStatus ?? status).flatMap(EnhancedStatus.init),
      passages: passages.map(\.evidence), isShared: isShared)
  }
}

extension Passage {
  /// The passage as the rules take it.
  var evidence: DeliveryEvidence.Passage {
    DeliveryEvidence.Passage(
      text: text,
      codes: codes.map {
        DeliveryEvidence.Code(reply: $0.reply, status: $0.status.flatMap(EnhancedStatus.init))
      },
      isOwn: source != .notice)
  }
}

extension ReportedRecipient.Action {
  fileprivate var evidence: DeliveryEvidence.Action {
    switch self {
    case .failed: .failed
    case .delayed: .delayed
    case .delivered, .relayed, .expanded: .delivered
    }
  }
}

extension EnhancedStatus {
  /// The code that a report gives.
  public init?(_ code: StatusCode) {
    self.init(code.category, code.subject, code.detail)
  }
}
