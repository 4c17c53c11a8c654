public import Domain
import Formats

/// Failure whose kept evidence is judged otherwise by now than it was.
public struct RejudgedBounce: Sendable {
  /// The address.
  public let key: AddressKey
  /// The failure as it was judged.
  public let bounce: Bounce
  /// Kind as it is judged now.
  public let kind: BounceKind
  fileprivate let evidence: [UInt8]

  /// Judges evidence again; `nil` if nothing differs, or if it cannot be read.
  public init?(_ bounce: Bounce, of key: AddressKey, evidence: [UInt8]) {
    guard let kept = BounceEvidence(json: evidence) else { return nil }
    let kind = VerdictTable.verdict(on: kept.evidence).kind
    guard kind != bounce.kind else { return nil }
    self.key = key
    self.bounce = bounce
    self.kind = kind
    self.evidence = evidence
  }

  /// `true` if the judgement of now takes the place of the other one when it is told; else a steward decides.
  public var isStronger: Bool { kind.outweighs(bounce.kind) }
}

extension EnvelopeWriter {
  /// Tells a failure again, with its evidence, so that it is recorded as it is judged now.
  ///
  /// Its id is the same for the same judgement, so that it counts once however often it is told.
  public init(again told: RejudgedBounce, actor: String?) {
    var json = JSONWriter()
    json.object {
      $0.member("recipient", told.key.text)
      $0.member("outcome", "failed")
      $0.member("send", told.bounce.send.text)
      $0.member("mailingId", ifPresent: told.bounce.mailing)
      $0.member("sentAt", RFC3339.text(told.bounce.sentAt.microseconds))
      $0.member("judged", told.kind.rawValue)
      $0.key("evidence")
      $0.raw(told.evidence)
    }
    self.init(
      type: MessageType.bounceEvent.rawValue, source: "urn:brevduva:bounce-replay", actor: actor,
      time: told.bounce.observedAt, data: json.bytes)
  }
}
