/// The executables, each with the variables that it reads: what docs/configuration.md is made of.
public enum Program: String, CaseIterable, Sendable {
  /// Registrations.
  case registrationMatcher = "registration-matcher"
  /// The stewards' commands.
  case lifecycleWorker = "lifecycle-worker"
  /// The operator's command line.
  case commandLine = "brevduva"

  /// Its name, as it is called.
  public var name: String { rawValue }

  /// What it reads, in the order in which `--help` tells it.
  public var rows: [VariableRow] {
    switch self {
    case .registrationMatcher, .lifecycleWorker: Variables.rows(for: .erasureKey)
    case .commandLine: Variables.commandLineRows
    }
  }
}

extension Variables {
  /// Where colours are not wanted.
  static let noColour = VariableRow(
    name: "NO_COLOR", meaning: "turns colours off, whatever its value", standard: "nothing",
    right: "any text", isSecret: false, isForTestsOnly: false)

  /// What a person reads about each variable of the command line.
  public static var commandLineRows: [VariableRow] { [databaseURL.row, amqpURL.row, noColour] }
}
