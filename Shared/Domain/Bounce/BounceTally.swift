/// Kind of news about a recipient as it is counted, whatever became of it; the raw value is the metric's.
public enum BounceTally: String, CaseIterable, Hashable, Sendable {
  /// See ``BounceKind/permanent``.
  case permanent
  /// See ``BounceKind/temporary``.
  case temporary
  /// See ``BounceKind/blocked``.
  case blocked
  /// See ``BounceKind/unknown``.
  case unknown
  /// See ``BounceKind/ownerChanged``.
  case ownerChanged = "owner_changed"
  /// See ``BounceKind/suppressed``; what is held back no more is counted here too.
  case suppressed
  /// See ``BounceKind/delivered``.
  case delivered
  /// See ``BounceKind/complaint``.
  case complaint
  /// A wish to get no more mail (R6).
  case unsubscribed
  /// A message that reports nothing of mail that we sent.
  case noReport = "no_report"
  /// A report with a token that nobody was sent, or that names nobody.
  case unverifiable
  /// A report of an address that is on no profile (B7).
  case unknownAddress = "unknown_address"

  /// Names the tally of a judgement.
  init(_ kind: BounceKind) {
    self =
      switch kind {
      case .permanent: .permanent
      case .temporary: .temporary
      case .blocked: .blocked
      case .unknown: .unknown
      case .ownerChanged: .ownerChanged
      case .suppressed: .suppressed
      case .delivered: .delivered
      case .complaint: .complaint
      }
  }
}
