import CoreMetrics
import Synchronization

/// One line of values over time: a name with its labels.
enum Series {
  enum Kind: String {
    case counter, gauge, histogram
  }

  case counter(CounterSeries)
  case gauge(GaugeSeries)
  case histogram(HistogramSeries)

  var kind: Kind {
    switch self {
    case .counter: .counter
    case .gauge: .gauge
    case .histogram: .histogram
    }
  }

  var handler: AnyObject {
    switch self {
    case .counter(let counter): counter
    case .gauge(let gauge): gauge
    case .histogram(let histogram): histogram
    }
  }

  func write(_ name: String, _ labels: PrometheusLabels, to text: inout String) {
    switch self {
    case .counter(let counter): text += "\(name)\(labels.text()) \(counter.value)\n"
    case .gauge(let gauge):
      text += "\(name)\(labels.text()) \(PrometheusText.number(gauge.value))\n"
    case .histogram(let histogram): histogram.write(name, labels, to: &text)
    }
  }
}

/// Counts up, from 0.
final class CounterSeries: CounterHandler {
  private let count = Atomic<Int64>(0)

  var value: Int64 { count.load(ordering: .relaxed) }

  func increment(by amount: Int64) {
    count.wrappingAdd(max(0, amount), ordering: .relaxed)
  }

  func reset() {
    count.store(0, ordering: .relaxed)
  }
}

/// Holds the last value, which can go up and down.
final class GaugeSeries: MeterHandler, RecorderHandler {
  private let held = Mutex(0.0)

  var value: Double { held.withLock { $0 } }

  func set(_ value: Int64) { held.withLock { $0 = Double(value) } }
  func set(_ value: Double) { held.withLock { $0 = value } }
  func increment(by amount: Double) { held.withLock { $0 += amount } }
  func decrement(by amount: Double) { held.withLock { $0 -= amount } }
  func record(_ value: Int64) { set(value) }
  func record(_ value: Double) { set(value) }
}
