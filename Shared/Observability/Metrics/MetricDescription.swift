/// Description of a metric before its first value: its help text and the edges of its buckets.
public struct MetricDescription: Hashable, Sendable {
  /// The whole name, with prefix, base unit, and `_total` for a counter.
  public let name: String
  /// One sentence for a person.
  public let help: String
  /// Upper edges of a histogram's buckets, ascending; empty for all else.
  public let buckets: [Double]

  /// Describes a metric.
  public init(_ name: String, _ help: String, buckets: [Double] = []) {
    self.name = name
    self.help = help
    self.buckets = buckets
  }
}
