import Foundation
import Messaging
import Observability
import TestSupport
import Testing

/// Metrics of running workers, as a real Prometheus sees them.
@Suite("Metrics: of running workers", .serialized)
struct ScrapeTests {
  private static let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

  /// A worker of each kind that can be set to work, each in a testbed of its own, with 300 messages behind
  /// it; that of registrations one more, which cannot be read.
  private func atWork(_ body: (_ workers: [WorkerProcess]) throws -> Void) throws {
    let loads = try WorkerKind.underLoad.map { LoadRun(try Testbed(), $0, messages: 300) }
    let workers = try loads.map { try $0.worker() }
    for load in loads { try load.publish() }
    let publisher = try Publisher(loads[0].testbed)
    try publisher.publish(#"{"email":"#, id: "traced", type: "registration.event") {
      $0.headers = [Header("traceparent", .string(Self.trace))]
    }
    try publisher.finish()
    try loads[0].settle(first: 301)
    for load in loads.dropFirst() { try load.settle() }
    try body(workers)
    for worker in workers { try worker.stop() }
  }

  @Test("Metrics: a real Prometheus reads the workers, the rules, and every query of the dashboard")
  func prometheus() throws {
    try atWork { workers in
      try withFolder { folder in
        let examples = try DeployedWorker.all()
        let ports = try zip(WorkerKind.underLoad, workers).map { kind, worker in
          (try #require(examples.first { $0.name == kind.name }).port, try worker.port())
        }
        let prometheus = try PrometheusProcess(
          in: folder, watching: Dictionary(uniqueKeysWithValues: ports))
        let count = workers.count
        try wait(until: "all workers are up") {
          try prometheus.values(of: #"sum(up{job="brevduva"})"#) == [Double(count)]
        }
        // A mailing is three messages: its own, and the worker's for its chunks.
        #expect(
          try prometheus.values(of: #"sum(brevduva_messages_total{worker!="mailing-worker"})"#)
            == [Double(300 * (count - 1) + 1)])
        #expect(
          try prometheus.values(of: #"sum(brevduva_messages_total{worker="mailing-worker"})"#)
            == [900])
        #expect(
          try prometheus.values(of: #"sum(brevduva_messages_total{outcome="parked"})"#) == [1])
        #expect(try prometheus.values(of: "count(brevduva_ready == 1)") == [Double(count)])
        #expect(
          try prometheus.values(of: "brevduva_outbox_limit_events")
            == Array(repeating: 100_000, count: count))
        try checkRules(prometheus)
        for query in try GrafanaDashboard.read().queries {
          // A rate needs two looks.
          try wait(until: "the dashboard's query has an answer: \(query)") {
            try !prometheus.values(of: query).isEmpty
          }
        }
      }
    }
  }

  private func checkRules(_ prometheus: PrometheusProcess) throws {
    try wait(until: "the rules are evaluated") {
      try prometheus.rules().allSatisfy { $0["health"] as? String == "ok" }
    }
    let rules = try prometheus.rules()
    #expect(rules.count == 15)
    let firing = rules.filter { $0["state"] as? String == "firing" }
    #expect(firing.allSatisfy { $0["name"] as? String == "BrevduvaMessagesParked" })
    for rule in rules {
      let annotations = rule["annotations"] as? [String: String] ?? [:]
      #expect(annotations["summary"]?.isEmpty == false)
      #expect(annotations["description"]?.isEmpty == false)
      let runbook = try #require(annotations["runbook"])
      #expect(try Self.attributes().contains(runbook), "\(runbook)")
    }
  }

  /// Headings by symptom in `docs/operations.md`, as a link names them.
  private static func attributes() throws -> Set<String> {
    let titles = Project.matches(of: /(?m)^## (.+)$/, in: try Project.text("docs/operations.md"))
    return Set(
      titles.map { title in
        let words = title.lowercased().replacing(/[^a-z0-9 -]/, with: "")
        return "docs/operations.md#" + words.replacing(" ", with: "-")
      })
  }

  @Test("Metrics: promtool and our own parser find a running worker's page sound and complete")
  func page() throws {
    try atWork { workers in
      for worker in workers {
        let text = try worker.get("/metrics").body
        let page = try PrometheusParser(text)
        #expect(Set(page.help.keys) == Set(WorkerMetrics.descriptions.map(\.name)))
        #expect(Set(page.types.keys) == Set(page.help.keys))
        let ran = try withFolder { folder in
          let file = folder.appending(path: "metrics")
          try Data(text.utf8).write(to: file)
          return try run("bash", ["-c", #"promtool check metrics < "$0""#, file.path])
        }
        #expect(ran.status == 0 && ran.errors.isEmpty, "\(ran.output)\(ran.errors)")
      }
      let line = workers[0].logged.split(separator: "\n").first { $0.contains("id=traced") }
      #expect(line?.contains("traceparent=\(Self.trace)") == true)
    }
  }

  @Test("Metrics: messages that wait are counted, by a worker too that has no database")
  func waiting() throws {
    let testbed = try Testbed()
    let worker = try testbed.worker(["DATABASE_URL": testbed.databaseURL + "-is-not-there"])
    let load = LoadRun(testbed, messages: 7)
    try load.publish()
    try wait(until: "seven wait") {
      try worker.metric("brevduva_queue_messages") == 7
    }
    #expect(try worker.metric("brevduva_ready") == 0)
    try worker.stop()
  }

  @Test("Metrics: a delivery that is not finished grows old, and is forgotten when it is")
  func held() throws {
    let testbed = try Testbed()
    let worker = try testbed.worker()
    try wait(until: "ready") { try worker.isReady() }
    #expect(try worker.metric("brevduva_unacked_oldest_seconds") == 0)
    let lock = try testbed.locking("brevduva.inbox")
    try LoadRun(testbed, messages: 3).publish()
    try wait(until: "it grows old") {
      try worker.metric("brevduva_unacked_oldest_seconds") > 1
    }
    try lock.release()
    try wait(until: "it is finished") {
      try worker.metric("brevduva_unacked_oldest_seconds") == 0
    }
    try worker.stop()
  }
}
