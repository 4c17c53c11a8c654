public import Domain
public import Formats

extension ReportedRecipient {
  /// The judgement on what a report says of this recipient.
  public var verdict: BounceVerdict { VerdictTable.verdict(on: evidence) }

  private var evidence: DeliveryEvidence {
    DeliveryEvidence(
      action: action.map { $0.evidence }, status: status.flatMap(EnhancedStatus.init),
      passages: passages.map { passage in
        DeliveryEvidence.Passage(
          text: passage.text,
          codes: passage.codes.map {
            DeliveryEvidence.Code(reply: $0.reply, status: $0.status.flatMap(EnhancedStatus.init))
          },
          isOwn: passage.source != .notice)
      }, isShared: isShared)
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
