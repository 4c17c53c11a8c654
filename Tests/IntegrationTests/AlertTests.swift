import Foundation
import Observability
import Testing

/// Rules and dashboard on paper: what they name exists, and what they say can be followed.
@Suite("Metrics: rules and dashboard")
struct AlertTests {
  private static let rules = "deploy/prometheus/brevduva.rules.yml"
  private static let rulesTest = "deploy/prometheus/brevduva.rules.test.yml"

  private func promtool(_ arguments: String...) throws -> Ran {
    try run("promtool", arguments)
  }

  @Test("Metrics: promtool finds the rules and the example configuration sound")
  func checks() throws {
    let rules = try promtool("check", "rules", Project.url(Self.rules).path)
    #expect(rules.status == 0, "\(rules.output)\(rules.errors)")
    let configuration = Project.url("deploy/prometheus/prometheus.yml").path
    let example = try promtool("check", "config", configuration)
    #expect(example.status == 0, "\(example.output)\(example.errors)")
    #expect(example.output.contains("1 rule files found"))
  }

  @Test("Metrics: each alert fires when it should and is silent otherwise, by promtool's clock")
  func alerts() throws {
    let ran = try promtool("test", "rules", Project.url(Self.rulesTest).path)
    #expect(ran.status == 0, "\(ran.output)\(ran.errors)")
    let names = Project.matches(of: /alert: (\w+)/, in: try Project.text(Self.rules))
    let tested = try Project.text(Self.rulesTest)
    #expect(names.count == 15 && Set(names).count == 15)
    for name in names { #expect(tested.contains(name), "\(name) is not tested") }
  }

  @Test("Metrics: a rule that is broken fails promtool's test")
  func broken() throws {
    try withFolder { folder in
      let rules = try Project.text(Self.rules)
      let broken = rules.replacing("brevduva_outbox_age_seconds) > 60", with: "up) > 60")
      try #require(broken != rules)
      try Data(broken.utf8).write(to: folder.appending(path: "brevduva.rules.yml"))
      let test = folder.appending(path: "test.yml")
      try FileManager.default.copyItem(at: Project.url(Self.rulesTest), to: test)
      #expect(try promtool("test", "rules", test.path).status == 1)
    }
  }

  @Test("Metrics: every metric that dashboard and rules name is one that a worker has")
  func names() throws {
    let told = Set(
      WorkerMetrics.descriptions.flatMap { row in
        row.buckets.isEmpty ? [row.name] : ["_bucket", "_sum", "_count"].map { row.name + $0 }
      })
    for path in [Self.rules, Self.rulesTest, GrafanaDashboard.path] {
      let used = Set(Project.matches(of: /\b(brevduva_\w+)/, in: try Project.text(path)))
      #expect(used.count >= 10)
      #expect(used.isSubset(of: told), "\(path): \(used.subtracting(told).sorted())")
    }
  }

  @Test("Metrics: the dashboard can be read, its panels explain themselves and none covers another")
  func dashboard() throws {
    let dashboard = try GrafanaDashboard.read()
    #expect(
      dashboard.uid == "brevduva" && dashboard.title == "Brevduva" && dashboard.schemaVersion >= 36)
    #expect(Set(dashboard.panels.map(\.id)).count == dashboard.panels.count)
    #expect(dashboard.queries.count > 15)
    for panel in dashboard.panels where panel.type != "row" {
      #expect(panel.description?.isEmpty == false, "\(panel.title)")
      let targets = panel.targets ?? []
      #expect(!targets.isEmpty && Set(targets.map(\.refId)).count == targets.count)
      #expect(panel.gridPos.x + panel.gridPos.w <= 24)
      let met = dashboard.panels.filter { $0.id != panel.id && $0.gridPos.meets(panel.gridPos) }
      #expect(met.isEmpty, "\(panel.title) covers \(met.map(\.title))")
    }
  }
}
