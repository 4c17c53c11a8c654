/// Meaning of a feedback report (RFC 5965, RFC 6430, RFC 9991).
public enum ComplaintReason: String, CaseIterable, Hashable, Sendable {
  /// The person calls the message unwanted.
  case abuse
  /// The person calls it a fraud.
  case fraud
  /// The message held a virus.
  case virus
  /// It failed SPF, DKIM or DMARC: somebody may be forging us.
  case authFailure = "auth-failure"
  /// The person says that it is no spam.
  case notSpam = "not-spam"
  /// Anything else.
  case other

  /// Reads a `Feedback-Type`; what is registered nowhere is `other`.
  public init(feedbackType: String) {
    self = ComplaintReason(rawValue: feedbackType.lowercased()) ?? .other
  }

  /// Tells whether it says that this person wants no more of our mail (R6).
  public var optsOut: Bool {
    switch self {
    case .abuse, .fraud: true
    case .virus, .authFailure, .notSpam, .other: false
    }
  }
}
