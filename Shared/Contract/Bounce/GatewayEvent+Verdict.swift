public import Domain
public import Formats

extension GatewayEvent {
  /// The judgement on what a gateway tells; `nil` for what is no fate of a message: somebody who wants no
  /// more mail, or an address that the gateway has taken off its list.
  public var verdict: BounceVerdict? {
    switch outcome {
    case .delivered, .delayed, .failed: deliveryEvidence.map(VerdictTable.verdict)
    case .complained: .complaint
    case .suppressed: .suppressed
    case .unsubscribed, .unsuppressed: nil
    }
  }

  /// What a gateway says of a message's way, as the rules take it; `nil` for other news.
  var deliveryEvidence: DeliveryEvidence? {
    switch outcome {
    case .delivered: evidence(.delivered)
    case .delayed: evidence(.delayed)
    case .failed(let claim): evidence(.failed, claim.evidence)
    case .complained, .suppressed, .unsubscribed, .unsuppressed: nil
    }
  }

  private func evidence(
    _ action: DeliveryEvidence.Action, _ claim: DeliveryEvidence.Claim = .unclear
  ) -> DeliveryEvidence {
    DeliveryEvidence(
      action: action, status: status.flatMap(EnhancedStatus.init),
      passages: answer.map { [$0.evidence] } ?? [], claim: claim)
  }
}

extension GatewayEvent.Claim {
  fileprivate var evidence: DeliveryEvidence.Claim {
    switch self {
    case .permanent: .permanent
    case .temporary: .temporary
    case .sender: .sender
    case .unclear: .unclear
    }
  }
}
