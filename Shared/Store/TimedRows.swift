/// Rows that one service alone keeps for a limited time, and deletes when that is over, beside the books of its
/// messages.
public enum TimedRows: Hashable, Sendable {
  /// Of imports: rows that were refused, files that nobody reads on, and profiles as they were before (P7, P10).
  case imports
  /// Failures of mail, for so long (B2).
  case bounces(Duration)
}
