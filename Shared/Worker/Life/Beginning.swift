public import Configuration
public import Settings

/// What a worker makes of its arguments and its environment, before it touches anything.
public enum Beginning: Sendable {
  /// The arguments were answered: a text for standard output, exit 0.
  case answered(String)
  /// The worker that runs with this environment is asked how it is: exit 0 if it is ready, else 1.
  case check(SocketAddress)
  /// It cannot begin: exit 2.
  case refused(ConfigurationError)
  /// It can begin.
  case ready(WorkerSettings)

  /// Reads arguments and environment.
  ///
  /// - Parameters:
  ///   - name: of the program.
  ///   - arguments: without the program's path.
  ///   - environment: of the process, or one of a test.
  ///   - needs: which variables are read that not every worker reads.
  public init(
    of name: String, arguments: [String], environment: EnvironmentVariablesProvider,
    needs: WorkerSettings.Needs
  ) {
    if let unknown = arguments.first(where: { !Self.known.contains($0) }) {
      self = .refused(.argument(unknown))
    } else if arguments.contains("--help") {
      let rows = Variables.rows(for: needs)
      self = .answered(Help.text(of: name, version: Version.text, rows: rows))
    } else if arguments.contains("--version") {
      self = .answered("\(name) \(Version.text)\n")
    } else if arguments.contains("--check-health") {
      self = Self.check(environment)
    } else {
      do {
        self = .ready(try WorkerSettings(environment, needs: needs))
      } catch {
        self = .refused(error)
      }
    }
  }

  private static let known = ["--help", "--version", "--check-health"]

  /// Reads one variable: the others are not for the eyes of a health check.
  private static func check(_ environment: EnvironmentVariablesProvider) -> Beginning {
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
}
