public import Domain

/// Anomaly of the traffic of messages that an operator should know of, and that no server keeps: workers
/// count it, `doctor` tells it.
public enum Anomaly: Hashable, Sendable {
  /// Event of a type for which no queue was bound when it was published.
  case unroutedEvent(type: String)
  /// Delivery with a priority, from a queue that is taken in order (L7).
  case prioritizedDelivery(queue: String)
}

/// Count of an anomaly, as far back as it was met again within a day.
public struct AnomalyRecord: Hashable, Sendable {
  /// Its kind, and what it is about.
  public let anomaly: Anomaly
  /// Number of times that it was met.
  public let count: Int
  /// Time at which it was met first.
  public let since: Timestamp
  /// Time at which it was met last, less than a day ago.
  public let last: Timestamp

  /// Describes a count.
  public init(anomaly: Anomaly, count: Int, since: Timestamp, last: Timestamp) {
    self.anomaly = anomaly
    self.count = count
    self.since = since
    self.last = last
  }
}
