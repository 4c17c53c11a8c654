public import Domain

/// Failure whose kept evidence is judged otherwise by now than it was.
public struct RejudgedBounce: Sendable {
  /// The address.
  public let key: AddressKey
  /// The failure as it was judged.
  public let bounce: Bounce
  /// Kind as it is judged now.
  public let kind: BounceKind
  let evidence: [UInt8]

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
