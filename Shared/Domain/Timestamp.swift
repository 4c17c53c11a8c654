/// A moment, in microseconds since 1970-01-01T00:00:00Z, as exact as PostgreSQL's `timestamptz`.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Microseconds since the Unix epoch; negative before it.
  public let microseconds: Int64

  /// Beginning of 2000 (UTC): a time before it, by which a message says when it was written, counts as none
  /// (L6, M6).
  public static let earliestWritten = Timestamp(microseconds: 946_684_800_000_000)

  /// Wraps a count of microseconds since the Unix epoch.
  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// The moment as it counts: none before 2000-01-01, and now for one that lies ahead.
  func sound(at now: Timestamp) -> Timestamp? {
    self < .earliestWritten ? nil : min(self, now)
  }

  /// Orders by time.
  public static func < (left: Self, right: Self) -> Bool {
    left.microseconds < right.microseconds
  }
}
