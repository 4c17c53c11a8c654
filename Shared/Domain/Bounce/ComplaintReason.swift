/// What a feedback report says (RFC 5965, RFC 6430, RFC 9991).
public enum ComplaintReason: String, CaseIterable, Hashable, Sendable {
  /// The person calls the message unwanted.
  case abuse
  /// The person calls it a fraud.
  case fraud
  /// The person asks for no more of them.
  case optOut
  /// The message held a virus.
  case virus
  /// It failed SPF, DKIM or DMARC: somebody may be forging us.
  case authFailure
  /// The person says that it is no spam.
  case notSpam
  /// Anything else.
  case other

  /// Whether it says that this person wants no more of our mail (R6).
  public var optsOut: Bool {
    switch self {
    case .abuse, .fraud, .optOut: true
    case .virus, .authFailure, .notSpam, .other: false
    }
  }
}
