public import CoreMetrics
import Synchronization

/// Keeps the metrics of a process and shows them in Prometheus' text format 0.0.4.
///
/// It is handed to those who measure; nothing is bootstrapped for the whole process. The same name
/// with the same labels is the same series, whoever asks for it; a name is of one kind only. Timers
/// and aggregating recorders are histograms, and timers are in seconds.
public final class PrometheusRegistry: MetricsFactory {
  private struct Family {
    let kind: Series.Kind
    var series: [PrometheusLabels: Series] = [:]
  }

  private let descriptions: [String: MetricDescription]
  private let families = Mutex<[String: Family]>([:])

  /// An empty registry that knows the help and the buckets of some names.
  public init(_ descriptions: [MetricDescription] = []) {
    self.descriptions = Dictionary(descriptions.map { ($0.name, $0) }) { $1 }
  }

  /// All series, ordered by name and labels.
  ///
  /// - Returns: the body of `/metrics`; each series is whole in itself, not all at one moment.
  public func text() -> String {
    let families = families.withLock { $0 }
    var text = ""
    for (name, family) in families.sorted(by: { $0.key < $1.key }) {
      if let help = descriptions[name]?.help {
        text += "# HELP \(name) \(PrometheusText.help(help))\n"
      }
      text += "# TYPE \(name) \(family.kind.rawValue)\n"
      for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
        series.write(name, labels, to: &text)
      }
    }
    return text
  }

  private func series(
    _ label: String, _ dimensions: [(String, String)], make: (_ name: String) -> Series
  ) -> Series {
    let name = PrometheusText.name(label)
    let labels = PrometheusLabels(dimensions)
    return families.withLock { families in
      if let known = families[name]?.series[labels] { return known }
      let new = make(name)
      families[name, default: Family(kind: new.kind)].series[labels] = new
      precondition(families[name]?.kind == new.kind, "The metric \(name) is of one kind only")
      return new
    }
  }

  private func counter(_ label: String, _ dimensions: [(String, String)]) -> CounterSeries {
    switch series(label, dimensions, make: { _ in .counter(CounterSeries()) }) {
    case .counter(let counter): counter
    case .gauge, .histogram: preconditionFailure("The metric \(label) is no counter")
    }
  }

  private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries {
    switch series(label, dimensions, make: { _ in .gauge(GaugeSeries()) }) {
    case .gauge(let gauge): gauge
    case .counter, .histogram: preconditionFailure("The metric \(label) is no gauge")
    }
  }

  private func histogram(_ label: String, _ dimensions: [(String, String)]) -> HistogramSeries {
    let found = series(label, dimensions) { name in
      let buckets = descriptions[name]?.buckets ?? []
      return .histogram(HistogramSeries(buckets.isEmpty ? HistogramSeries.buckets : buckets))
    }
    switch found {
    case .histogram(let histogram): return histogram
    case .counter, .gauge: preconditionFailure("The metric \(label) is no histogram")
    }
  }

  private func remove(_ handler: AnyObject) {
    families.withLock { families in
      for (name, family) in families {
        families[name]?.series = family.series.filter { $0.value.handler !== handler }
        if families[name]?.series.isEmpty == true { families[name] = nil }
      }
    }
  }

  /// A counter; its name ends in `_total` by custom.
  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    counter(label, dimensions)
  }

  /// A gauge.
  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    gauge(label, dimensions)
  }

  /// A histogram if it aggregates, else a gauge.
  public func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    aggregate ? histogram(label, dimensions) : gauge(label, dimensions)
  }

  /// A histogram of seconds.
  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    histogram(label, dimensions)
  }

  /// Forgets a counter.
  public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
  /// Forgets a gauge.
  public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
  /// Forgets a histogram or a gauge.
  public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
  /// Forgets a histogram of seconds.
  public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }
}
