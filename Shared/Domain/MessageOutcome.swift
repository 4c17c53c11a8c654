/// Outcome of a message (E1), as everybody is told: the inbox by its number, people by its word.
public enum MessageOutcome: Int16, CaseIterable, Sendable {
  /// It took effect.
  case applied = 0
  /// Its effect held already.
  case alreadyApplied = 1
  /// The rules forbade it.
  case refused = 2
  /// It waits, whole, for someone to mend and retry it.
  case parked = 3
  /// It was parked, and was sent again: the next delivery counts as new.
  case retried = 4

  /// The contract's word; `retried` for one that has none yet.
  public var word: String { "\(self)" }
}
