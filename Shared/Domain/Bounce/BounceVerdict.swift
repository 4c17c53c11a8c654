/// Judgement on one recipient, and what decided it.
public struct BounceVerdict: Hashable, Sendable {
  /// Kind, which says what follows.
  public let kind: BounceKind
  /// Reason for which the message did not arrive.
  public let reason: BounceReason
  /// The name of the row that decided; `nil` where no row did.
  public let row: String?
  /// Source of that row.
  public let source: String?
  /// Index of the passage whose words decided; `nil` where codes did.
  public let passage: Int?
  /// Range of the words in that passage.
  public let words: Range<Int>?

  /// The judgement on a complaint: what it asks for is another question (R6).
  public static let complaint = BounceVerdict(kind: .complaint, reason: .unclear)
  /// The judgement on what the gateway held back (B9).
  public static let suppressed = BounceVerdict(kind: .suppressed, reason: .suppressed)

  init(
    kind: BounceKind, reason: BounceReason, row: VerdictRow? = nil, passage: Int? = nil,
    words: Range<Int>? = nil
  ) {
    (self.kind, self.reason, self.row, source) = (kind, reason, row?.name, row?.source)
    (self.passage, self.words) = (passage, words)
  }

  /// The sentence that names the cure of a refusal that is the sender's own fault (B10).
  public var cure: String? { kind == .blocked ? reason.cure : nil }
}
