import Configuration
import Settings
import Testing
import Worker

@Suite("Configuration: arguments")
struct BeginningTests {
  private func begin(_ arguments: [String], _ changes: [String: String?] = [:]) -> Beginning {
    var variables = [
      "DATABASE_URL": "postgres://brevduva@127.0.0.1/brevduva", "AMQP_URL": "amqp://127.0.0.1",
      "ERASURE_KEY": "k1:0123456789abcdef0123456789abcdef",
    ]
    for (name, value) in changes { variables[name] = value }
    return Beginning(
      of: "registration-matcher", arguments: arguments,
      environment: EnvironmentVariablesProvider(environmentVariables: variables),
      needs: .erasureKey)
  }

  @Test("Configuration: --help lists every variable with its meaning and default")
  func help() throws {
    guard case .answered(let text) = begin(["--help"], ["DATABASE_URL": nil]) else {
      Issue.record("--help was not answered")
      return
    }
    for row in Variables.rows(for: .erasureKey) {
      #expect(text.contains(row.name))
      #expect(text.contains(row.meaning))
      #expect(text.contains(row.standard.map { "Default: \($0)." } ?? "Must be set."))
    }
    #expect(text.contains("DATABASE_URL_FILE"))
    #expect(!text.contains("LANES_FILE"))
  }

  @Test("Configuration: --version shows name and version")
  func version() {
    guard case .answered(let text) = begin(["--version"]) else {
      Issue.record("--version was not answered")
      return
    }
    #expect(text == "registration-matcher \(Version.text)\n")
  }

  @Test("Configuration: any other argument is refused", arguments: ["-h", "--lanes=3", "help", ""])
  func unknown(argument: String) {
    guard case .refused(let error) = begin(["--version", argument]) else {
      Issue.record("\(argument) was not refused")
      return
    }
    #expect(error == .argument(argument))
  }

  @Test("Configuration: without arguments the environment decides")
  func environment() {
    guard case .ready = begin([]) else {
      Issue.record("a complete environment was refused")
      return
    }
    guard case .refused(.settings(let faults)) = begin([], ["LANES": "0"]) else {
      Issue.record("a wrong environment was not refused")
      return
    }
    #expect(faults.count == 1)
  }

  @Test("HTTP: a health check needs the listener's address and nothing else")
  func checkHealth() {
    let others = ["DATABASE_URL": nil, "AMQP_URL": nil, "ERASURE_KEY": nil] as [String: String?]
    let address = ["HTTP_ADDRESS": "0.0.0.0:8080"].merging(others) { first, _ in first }
    guard case .check(let found) = begin(["--check-health"], address) else {
      Issue.record("--check-health was not taken")
      return
    }
    #expect(found == SocketAddress(host: "0.0.0.0", port: 8080))
    guard case .refused(let error) = begin(["--check-health"], others) else {
      Issue.record("a port that nobody knows was not refused")
      return
    }
    #expect(error.sentences.first?.hasPrefix("HTTP_ADDRESS has the port 0") == true)
  }
}
