import Configuration
import Settings

/// An environment in which a worker can start, and what a test changes in it.
enum Environment {
  static let key = "k1:0123456789abcdef0123456789abcdef"
  static let complete = [
    "DATABASE_URL": "postgres://brevduva:geheim@127.0.0.1:5432/brevduva",
    "AMQP_URL": "amqp://brevduva:lösen@127.0.0.1:5672/%2F",
    "ERASURE_KEY": key,
  ]

  static func with(_ changes: [String: String?]) -> EnvironmentVariablesProvider {
    var variables = complete
    for (name, value) in changes { variables[name] = value }
    return EnvironmentVariablesProvider(environmentVariables: variables)
  }

  static func settings(_ changes: [String: String?] = [:]) throws -> WorkerSettings {
    try WorkerSettings(with(changes))
  }

  /// The sentences with which settings are refused; empty if they are not.
  static func sentences(_ changes: [String: String?]) -> [String] {
    do throws(ConfigurationError) {
      _ = try WorkerSettings(with(changes))
      return []
    } catch {
      return error.sentences
    }
  }
}
