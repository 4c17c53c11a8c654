import CoreMetrics
import Synchronization

/// Counts values by bucket, and sums them up.
final class HistogramSeries: RecorderHandler, TimerHandler {
  private struct Tally {
    /// Counts, one for each bucket, and one for what lies above the last.
    var counts: [UInt64]
    var sum = 0.0
  }

  /// Buckets of a histogram without a description: seconds, from 1 ms to 10 s.
  static let buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  private let edges: [Double]
  private let tally: Mutex<Tally>

  init(_ edges: [Double]) {
    precondition(zip(edges, edges.dropFirst()).allSatisfy(<), "The edges of buckets ascend")
    self.edges = edges
    tally = Mutex(Tally(counts: [UInt64](repeating: 0, count: edges.count + 1)))
  }

  func record(_ value: Int64) {
    record(Double(value))
  }

  func record(_ value: Double) {
    guard !value.isNaN else { return }
    let bucket = edges.firstIndex { value <= $0 } ?? edges.count
    tally.withLock { tally in
      tally.counts[bucket] += 1
      tally.sum += value
    }
  }

  func recordNanoseconds(_ duration: Int64) {
    record(Double(duration) / 1_000_000_000)
  }

  func write(_ name: String, _ labels: PrometheusLabels, to text: inout String) {
    let tally = tally.withLock { $0 }
    var count: UInt64 = 0
    for (edge, more) in zip(edges + [.infinity], tally.counts) {
      count += more
      let edge = labels.text(adding: ("le", PrometheusText.number(edge)))
      text += "\(name)_bucket\(edge) \(count)\n"
    }
    text += "\(name)_sum\(labels.text()) \(PrometheusText.number(tally.sum))\n"
    text += "\(name)_count\(labels.text()) \(count)\n"
  }
}
