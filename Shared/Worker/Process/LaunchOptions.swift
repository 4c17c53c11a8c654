import Configuration
import Settings
import WorkerDefinitions

/// The arguments and the environment of a worker, read before it touches anything.
enum LaunchOptions<Service: WorkerService>: Sendable {
  /// The arguments are answered: a text for standard output, exit 0.
  case answered(String)
  /// The worker that runs with this environment is asked how it is: exit 0 if it is ready, else 1.
  case check(SocketAddress)
  /// It cannot begin: exit 2.
  case refused(ConfigurationError)
  /// It can begin.
  case ready(WorkerSettings, Service)

  /// Reads arguments, without the program's path, and an environment.
  init(arguments: [String], environment: EnvironmentVariablesProvider) {
    let worker = Service.definition
    if let unknown = arguments.first(where: { !Self.known.contains($0) }) {
      self = .refused(.argument(unknown))
    } else if arguments.contains("--help") {
      self = .answered(
        Help.text(of: worker.name, version: Version.text, rows: worker.variables))
    } else if arguments.contains("--version") {
      self = .answered("\(worker.name) \(Version.text)\n")
    } else if arguments.contains("--check-health") {
      self = Self.check(environment)
    } else {
      self = Self.settings(environment)
    }
  }

  private static var known: [String] { ["--help", "--version", "--check-health"] }

  /// Reads one variable: the others are not for the eyes of a health check.
  private static func check(_ environment: EnvironmentVariablesProvider) -> Self {
    var reader = SettingsReader(environment)
    guard let address = reader.read(Variables.httpAddress) else {
      return .refused(.settings(reader.faults))
    }
    guard address.port != 0 else {
      let row = Variables.httpAddress.row
      return .refused(
        .settings([.wrong(row.name, what: "has the port 0", right: "a port that is known")]))
    }
    return .check(address)
  }

  /// Checks all variables before it reads them, so that all faults are told at once.
  private static func settings(_ environment: EnvironmentVariablesProvider) -> Self {
    var reader = SettingsReader(environment)
    for row in Service.definition.variables { reader.check(row) }
    reader.refuseFailpointOutsideTest()
    guard reader.faults.isEmpty,
      let settings = WorkerSettings(&reader, of: Service.definition),
      let service = Service(&reader)
    else { return .refused(.settings(reader.faults)) }
    return .ready(settings, service)
  }
}
