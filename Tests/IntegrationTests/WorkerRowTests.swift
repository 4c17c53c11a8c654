import Contract
import Settings
import Store
import Testing

/// Each worker has its row wherever workers stand in a list.
@Suite("Rows of the workers")
struct WorkerRowTests {
  @Test(
    "A worker has a queue, rights at both servers, a place in ./dev, a container, a unit and a scrape",
    arguments: Program.allCases.filter { $0 != .commandLine })
  func rows(program: Program) throws {
    let name = program.name
    #expect(Queue.allCases.contains { $0.owner == name })
    #expect(BrokerUser.all.contains { $0.name == name })
    #expect(DatabaseRole.all.contains { $0.executable == name })
    let dev = try Project.text("dev").split(separator: "\n")
    #expect(dev.contains { $0.hasPrefix("workers=(") && $0.contains(name) })
    for (file, row) in [
      ("docker-compose.yml", "\n  \(name):\n"),
      ("deploy/make-secrets", name),
      ("deploy/prometheus/prometheus.yml", "worker: \(name) "),
      ("deploy/systemd/brevduva-\(name).service", "ExecStart="),
    ] {
      #expect(try Project.text(file).contains(row), "\(file) has no \(name)")
    }
  }
}
