import Configuration
import Worker

/// The servers that the environment names; each is connected when a command asks for it.
struct Servers: Sendable {
  private let environment: [String: String]

  /// Takes the environment; nothing of it is read yet.
  init(environment: [String: String]) {
    self.environment = environment
  }

  /// The broker of `AMQP_URL`.
  ///
  /// - Throws: `usage` if the variable is missing or wrong, `unreachable` if no broker lets us in.
  func broker() throws(Failure) -> Broker {
    try Broker(uris: setting(Variables.amqpURL).map(\.revealed))
  }

  /// The value of a variable, or of the file that `NAME_FILE` names.
  private func setting<Value>(_ variable: Variable<Value>) throws(Failure) -> Value {
    var reader = SettingsReader(EnvironmentVariablesProvider(environmentVariables: environment))
    guard let value = reader.read(variable) else {
      throw .usage(reader.faults.map(\.description).joined(separator: " "))
    }
    return value
  }
}
