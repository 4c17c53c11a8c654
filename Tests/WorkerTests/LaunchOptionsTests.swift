import Configuration
import Contract
import Domain
import Settings
import Store
import Testing
import WorkerDefinitions

@testable import Worker

/// A worker of the tests that reads a variable of its own, which must be set, and needs no keys.
private struct Idler: WorkerService {
  static let definition = WorkerDefinition(
    queue: .imports, role: .registration, events: [], needsErasureKeys: false,
    variables: [folder.row])
  static let folder = Variable<String>(
    required: "IDLE_FOLDER", "where it rests", right: "a folder"
  ) { (text: String) throws(Flaw) in
    guard text.hasPrefix("/") else { throw Flaw("is", quoting: text) }
    return text
  }

  let folder: String

  init?(_ settings: inout SettingsReader) {
    guard let folder = settings.read(Self.folder) else { return nil }
    self.folder = folder
  }

  let rules = LifeRules.standard
}

@Suite("Configuration: launch of a worker")
struct LaunchOptionsTests {
  private func launch(
    _ arguments: [String], _ changes: [String: String?] = [:]
  ) -> LaunchOptions<Idler> {
    var variables = [
      "DATABASE_URL": "postgres://brevduva@127.0.0.1/brevduva", "AMQP_URL": "amqp://127.0.0.1",
      "IDLE_FOLDER": "/srv",
    ]
    for (name, value) in changes { variables[name] = value }
    return LaunchOptions(
      arguments: arguments,
      environment: EnvironmentVariablesProvider(environmentVariables: variables))
  }

  /// The text that answers arguments.
  private func answer(_ arguments: [String]) throws -> String {
    guard case .answered(let text) = launch(arguments, ["DATABASE_URL": nil]) else {
      throw Unanswered()
    }
    return text
  }

  private struct Unanswered: Error {}

  @Test("Configuration: --help lists every variable of the worker with its meaning and default")
  func help() throws {
    let text = try answer(["--help"])
    for row in Idler.definition.variables {
      #expect(text.contains("\n  \(row.name)"))
      #expect(text.contains(row.meaning))
      #expect(text.contains(row.standard.map { "Default: \($0)." } ?? "Must be set."))
    }
    #expect(text.contains("DATABASE_URL_FILE") && !text.contains("LANES_FILE"))
    #expect(!text.contains("ERASURE_"))
  }

  @Test("Configuration: --version shows name and version")
  func version() throws {
    #expect(try answer(["--version"]) == "import-worker \(Version.text)\n")
  }

  @Test("Configuration: any other argument is refused", arguments: ["-h", "--lanes=3", "help", ""])
  func unknown(argument: String) {
    guard case .refused(let error) = launch(["--version", argument]) else {
      Issue.record("\(argument) was not refused")
      return
    }
    #expect(error == .argument(argument))
  }

  @Test("Configuration: without arguments the environment decides")
  func environment() {
    guard case .ready(let settings, let idler) = launch([]) else {
      Issue.record("a complete environment was refused")
      return
    }
    #expect(settings.erasure == nil && idler.folder == "/srv")
  }

  @Test("Configuration: faults of common variables and of the worker's own are told at once")
  func allAtOnce() {
    let changes = ["AMQP_URL": nil, "LANES": "0", "IDLE_FOLDER": "srv"] as [String: String?]
    guard case .refused(let error) = launch([], changes) else {
      Issue.record("a wrong environment was not refused")
      return
    }
    #expect(
      error.sentences.map { $0.prefix { $0 != " " } } == ["AMQP_URL", "LANES", "IDLE_FOLDER"])
    guard case .refused(.settings(let faults)) = launch([], ["IDLE_FOLDER": nil]) else {
      Issue.record("a missing variable was not refused")
      return
    }
    #expect(faults == [.missing("IDLE_FOLDER", right: "a folder")])
  }

  @Test("E1: the longest body is that of the worker's queue, unless BODY_LIMIT says otherwise")
  func bodyLimit() throws {
    for queue in Queue.allCases {
      let worker = WorkerDefinition(
        queue: queue, role: .registration, events: [], needsErasureKeys: false)
      var reader = SettingsReader(["DATABASE_URL": "postgres://db/x", "AMQP_URL": "amqp://mq"])
      let limit = try #require(WorkerSettings(&reader, of: worker)).bodyLimit
      #expect(limit == (queue == .imports ? 64 << 20 : 8 << 20))
      let row = try #require(worker.variables.first { $0.name == "BODY_LIMIT" })
      #expect(row.standard == "8388608, 67108864 for the queue imports")
    }
    guard case .ready(let settings, _) = launch([], ["BODY_LIMIT": "2048"]) else {
      Issue.record("a limit was refused")
      return
    }
    #expect(settings.bodyLimit == 2048)
  }

  @Test("HTTP: a health check needs the listener's address and nothing else")
  func checkHealth() {
    let others = ["DATABASE_URL": nil, "AMQP_URL": nil, "IDLE_FOLDER": nil] as [String: String?]
    let address = ["HTTP_ADDRESS": "0.0.0.0:8080"].merging(others) { first, _ in first }
    guard case .check(let found) = launch(["--check-health"], address) else {
      Issue.record("--check-health was not received")
      return
    }
    #expect(found == SocketAddress(host: "0.0.0.0", port: 8080))
    guard case .refused(let error) = launch(["--check-health"], others) else {
      Issue.record("a port that nobody knows was not refused")
      return
    }
    #expect(error.sentences.first?.hasPrefix("HTTP_ADDRESS has the port 0") == true)
  }
}
