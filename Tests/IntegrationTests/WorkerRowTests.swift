import Foundation
import Store
import Testing
import WorkerDefinitions

extension DeployedWorker {
  /// The secret of the keys of L6 in a list, for a worker that needs them.
  fileprivate var erasureKey: String {
    let definition = WorkerDefinition.all.first { $0.name == name }
    return definition?.needsErasureKeys == false ? "" : ", erasure-key"
  }
}

/// Each worker has its row wherever workers stand in a list.
@Suite("Rows of the workers")
struct WorkerRowTests {
  /// The lines that each file must have for a worker; what is missing is told by name and file.
  private static func rows(for worker: DeployedWorker) -> [(file: String, line: String)] {
    let (name, role) = (worker.name, worker.role)
    let compose = [
      "\n  \(name):\n    <<: *worker\n    command: [\(name)]\n",
      "\n      DATABASE_URL_FILE: /run/secrets/database-url-\(role)\n",
      "\n      AMQP_URL_FILE: /run/secrets/amqp-url-\(name)\n",
      "\n    secrets: [database-url-\(role), amqp-url-\(name)\(worker.erasureKey)]\n",
      "\n      test: [CMD, \(name), --check-health]\n",
      "\n      - database-password-\(role)\n", "\n      - broker-password-\(name)\n",
    ]
    let secrets = [
      "database-password-\(role)", "database-url-\(role)", "broker-password-\(name)",
      "amqp-url-\(name)",
    ].map { "\n  \($0):\n    file: ${BREVDUVA_SECRETS:-./deploy/secrets}/\($0)\n" }
    return (compose + secrets).map { ("docker-compose.yml", $0) } + [
      (
        "deploy/prometheus/prometheus.yml",
        "\n      - targets: [\"127.0.0.1:\(worker.port)\"]\n        labels: { worker: \(name) }\n"
      ),
      ("Package.swift", "\n    worker(\"\(name)\"),\n"),
      ("README.md", "\n| `\(name)` | "),
      ("docs/rights.md", "\n| `brevduva_\(role)` | `\(name)` | "),
      ("docs/rights.md", "\n| `brevduva-\(name)` | "),
    ]
  }

  @Test("deploy/workers lists the workers, each with its role and a port of its own")
  func list() throws {
    let deployed = try DeployedWorker.all()
    #expect(deployed.map(\.name) == WorkerDefinition.all.map(\.name))
    #expect(deployed.map(\.role) == WorkerDefinition.all.map(\.role.name))
    #expect(Set(deployed.map(\.port)).count == deployed.count)
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Project.url("Services").path)
    #expect(Set(folders) == Set(Program.all.map(\.name)))
  }

  @Test(
    "A worker has a container with its secrets, a scrape, a target and its rows in the documents")
  func rows() throws {
    for worker in try DeployedWorker.all() {
      for (file, line) in Self.rows(for: worker) {
        #expect(try Project.text(file).contains(line), "\(file) lacks \(worker.name): \(line)")
      }
    }
  }

  @Test("What is no worker has no row of one")
  func strangers() throws {
    let names = try DeployedWorker.all().map(\.name).sorted()
    func found(_ pattern: Regex<(Substring, Substring)>, in file: String) throws -> [String] {
      Project.matches(of: pattern, in: try Project.text(file)).sorted()
    }
    #expect(try found(/(?m)^  ([a-z-]+):\n    <<: \*worker$/, in: "docker-compose.yml") == names)
    #expect(
      try found(/labels: \{ worker: ([a-z-]+) \}/, in: "deploy/prometheus/prometheus.yml") == names)
    #expect(try found(/(?m)^    worker\("([a-z-]+)"\)/, in: "Package.swift") == names)
  }

  @Test("What is made for every worker reads the list, and names none of them itself")
  func listed() throws {
    let names = try DeployedWorker.all().map(\.name)
    for file in [
      "dev", "deploy/make-secrets", "deploy/image/assemble", ".ci/compose",
      "deploy/systemd/brevduva-worker@.service",
    ] {
      #expect(try Project.text(file).contains("workers"), "\(file)")
    }
    for file in [
      "deploy/make-secrets", "deploy/image/assemble", "deploy/systemd/brevduva-worker@.service",
    ] {
      for name in names {
        #expect(try !Project.text(file).contains(name), "\(file) names \(name)")
      }
    }
  }

  @Test("A worker that tells of more than what it parks is tested under load")
  func load() {
    for kind in WorkerKind.all where kind.definition.events != ["message.parked"] {
      #expect(kind.scenario != nil, "\(kind.name) has no load")
    }
  }
}
