/// A moment, in microseconds since 1970-01-01T00:00:00Z, as exact as PostgreSQL's `timestamptz`.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Microseconds since the Unix epoch; negative before it.
  public let microseconds: Int64

  /// Wraps a count of microseconds since the Unix epoch.
  public init(microseconds: Int64) {
    self.microseconds = microseconds
  }

  /// Orders by time.
  public static func < (left: Self, right: Self) -> Bool {
    left.microseconds < right.microseconds
  }
}
