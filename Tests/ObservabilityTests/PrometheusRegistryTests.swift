import CoreMetrics
import Observability
import TestSupport
import Testing

@Suite("Metrics: Prometheus text")
struct PrometheusRegistryTests {
  private func parsed(_ registry: PrometheusRegistry) throws -> PrometheusParser {
    try PrometheusParser(registry.text())
  }

  @Test("Metrics: an empty registry is an empty page")
  func empty() {
    #expect(PrometheusRegistry().text().isEmpty)
  }

  @Test("Metrics: a counter counts up and never down")
  func counter() throws {
    let registry = PrometheusRegistry()
    let counter = Counter(label: "sent_total", factory: registry)
    counter.increment()
    counter.increment(by: 41)
    counter.increment(by: -5)
    let page = try parsed(registry)
    #expect(page.types == ["sent_total": "counter"])
    #expect(page.value("sent_total") == 42)
  }

  @Test("Metrics: a gauge holds the last value, and a meter goes up and down")
  func gauge() throws {
    let registry = PrometheusRegistry()
    Gauge(label: "size", factory: registry).record(3.5)
    Gauge(label: "size", factory: registry).record(-7)
    let meter = Meter(label: "level", factory: registry)
    meter.set(10)
    meter.increment(by: 2.5)
    meter.decrement()
    let page = try parsed(registry)
    #expect(page.types == ["size": "gauge", "level": "gauge"])
    #expect(page.value("size") == -7)
    #expect(page.value("level") == 11.5)
  }

  @Test("Metrics: a histogram's buckets hold what is at most their edge, and add up")
  func histogram() throws {
    let registry = PrometheusRegistry([
      MetricDescription("took_seconds", "Time.", buckets: [0.1, 1, 10])
    ])
    let recorder = Recorder(label: "took_seconds", factory: registry)
    for value in [0.05, 0.1, 0.2, 1.0, 9.9, 11, 100] { recorder.record(value) }
    recorder.record(Double.nan)
    let page = try parsed(registry)
    let counts = ["0.1", "1", "10", "+Inf"].map { page.value("took_seconds_bucket", ["le": $0]) }
    #expect(counts == [2, 4, 5, 7])
    #expect(page.value("took_seconds_count") == 7)
    #expect(abs((page.value("took_seconds_sum") ?? 0) - 122.25) < 1e-9)
    #expect(page.types == ["took_seconds": "histogram"])
    #expect(page.help == ["took_seconds": "Time."])
  }

  @Test("Metrics: a timer is a histogram of seconds")
  func timer() throws {
    let registry = PrometheusRegistry()
    let timer = Timer(label: "took_seconds", factory: registry)
    timer.recordMilliseconds(250)
    timer.recordSeconds(2)
    let page = try parsed(registry)
    #expect(page.value("took_seconds_sum") == 2.25)
    #expect(page.value("took_seconds_bucket", ["le": "0.25"]) == 1)
  }

  @Test(
    "Metrics: whatever stands in a label is read back as it was",
    arguments: ["", "a\"b", "a\\b", "a\nb", "\\n", "\"},x{\"", "å €", "a=b,c"])
  func labels(value: String) throws {
    let registry = PrometheusRegistry()
    Counter(label: "x_total", dimensions: [("queue", value)], factory: registry).increment()
    Gauge(label: "y", dimensions: [("b", "1"), ("a", value)], factory: registry).record(1)
    let page = try parsed(registry)
    #expect(page.value("x_total", ["queue": value]) == 1)
    #expect(page.value("y", ["a": value, "b": "1"]) == 1)
  }

  @Test("Metrics: the same name with the same labels in any order is one series")
  func oneSeries() throws {
    let registry = PrometheusRegistry()
    Counter(label: "x_total", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment()
    Counter(label: "x_total", dimensions: [("b", "2"), ("a", "1")], factory: registry).increment()
    #expect(try parsed(registry).value("x_total", ["a": "1", "b": "2"]) == 2)
  }

  @Test("Metrics: a name that cannot be one is made one, and a help text stays on its line")
  func names() throws {
    let registry = PrometheusRegistry([MetricDescription("_9_a_b", "one\ntwo\\three")])
    Counter(label: "9.a-b", dimensions: [("x y", "z")], factory: registry).increment()
    let page = try parsed(registry)
    #expect(page.value("_9_a_b", ["x_y": "z"]) == 1)
    #expect(page.help["_9_a_b"] == "one\\ntwo\\\\three")
  }

  @Test("Metrics: a destroyed series is gone, and its family with the last")
  func destroyed() throws {
    let registry = PrometheusRegistry()
    let one = Counter(label: "x_total", dimensions: [("a", "1")], factory: registry)
    let other = Counter(label: "x_total", dimensions: [("a", "2")], factory: registry)
    one.destroy()
    #expect(try parsed(registry).samples.count == 1)
    other.destroy()
    #expect(registry.text().isEmpty)
  }

  @Test("Metrics: counts from many threads at once are all there")
  func threads() async throws {
    let registry = PrometheusRegistry()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let counter = Counter(label: "x_total", factory: registry)
          let recorder = Recorder(label: "y", factory: registry)
          for _ in 0..<1000 {
            counter.increment()
            recorder.record(1)
          }
        }
      }
    }
    let page = try parsed(registry)
    #expect(page.value("x_total") == 8000)
    #expect(page.value("y_count") == 8000 && page.value("y_sum") == 8000)
  }
}
