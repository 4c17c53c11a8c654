/// Retention of what is kept of messages after they were handled.
public struct Retention: Hashable, Sendable {
  /// Most rows of a table that one statement deletes: few enough that it takes milliseconds.
  static let portion = 1000

  /// Time for which the inbox knows a message; afterwards it counts as new.
  public let inbox: Duration
  /// Time for which a refused message stands in its list.
  public let refused: Duration

  /// Describes a retention.
  public init(inbox: Duration, refused: Duration) {
    self.inbox = inbox
    self.refused = refused
  }
}
