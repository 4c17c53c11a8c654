public import Configuration

/// What a worker makes of its arguments and its environment, before it touches anything.
public enum Beginning: Sendable {
  /// The arguments were answered: a text for standard output, exit 0.
  case answered(String)
  /// It cannot begin: exit 2.
  case refused(ConfigurationError)
  /// It can begin.
  case ready(Settings)

  /// Reads arguments and environment.
  ///
  /// - Parameters:
  ///   - name: of the program.
  ///   - arguments: without the program's path.
  ///   - environment: of the process, or one of a test.
  ///   - needs: which variables are read that not every worker reads.
  public init(
    of name: String, arguments: [String], environment: EnvironmentVariablesProvider,
    needs: Settings.Needs
  ) {
    if let unknown = arguments.first(where: { $0 != "--help" && $0 != "--version" }) {
      self = .refused(.argument(unknown))
    } else if arguments.contains("--help") {
      let rows = Variables.rows(for: needs)
      self = .answered(Help.text(of: name, version: Version.text, rows: rows))
    } else if arguments.contains("--version") {
      self = .answered("\(name) \(Version.text)\n")
    } else {
      do {
        self = .ready(try Settings(environment, needs: needs))
      } catch {
        self = .refused(error)
      }
    }
  }
}
