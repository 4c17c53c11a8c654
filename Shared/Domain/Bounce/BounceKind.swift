/// Kind of news about one recipient, as far as the rules tell kinds apart.
public enum BounceKind: String, CaseIterable, Hashable, Sendable {
  /// The recipient's failure for good: marks the address (B1).
  case permanent
  /// A failure that may pass: is counted (B2).
  case temporary
  /// A refusal that speaks of the sender or the content: marks nobody (B3) and is said aloud (B10).
  case blocked
  /// Undeliverable for a reason that stays unclear: marks nobody (B3).
  case unknown
  /// The mailbox has another owner now: mail is held back, nobody is marked (B10).
  case ownerChanged
  /// Held back by the gateway's own list: a fact of its own, no evidence (B9).
  case suppressed
  /// Delivered, or handed on.
  case delivered
  /// The recipient's complaint, as ``ComplaintReason`` has it (R6).
  case complaint
}
