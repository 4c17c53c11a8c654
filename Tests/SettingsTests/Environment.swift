import Settings

/// An environment in which a worker can start, and what a test changes in it.
enum Environment {
  static let key = "k1:0123456789abcdef0123456789abcdef"
  static let complete = [
    "DATABASE_URL": "postgres://brevduva:geheim@127.0.0.1:5432/brevduva",
    "AMQP_URL": "amqp://brevduva:lösen@127.0.0.1:5672/%2F",
    "ERASURE_KEY": key,
  ]
  static let bodyLimit = Variables.bodyLimit(fallback: 8 << 20, standard: "8388608")
  /// The table of a worker.
  static let rows = WorkerSettings.variables(bodyLimit: bodyLimit, needsErasureKeys: true)

  /// Reads the settings of a worker; throws the faults.
  static func settings(
    _ changes: [String: String?] = [:], needsErasureKeys: Bool = true
  ) throws(ConfigurationError) -> WorkerSettings {
    var variables = complete
    for (name, value) in changes { variables[name] = value }
    var reader = SettingsReader(variables)
    let rows = WorkerSettings.variables(
      bodyLimit: bodyLimit, needsErasureKeys: needsErasureKeys)
    for row in rows { reader.check(row) }
    reader.refuseFailpointOutsideTest()
    guard reader.faults.isEmpty,
      let settings = WorkerSettings(
        &reader, bodyLimit: bodyLimit, needsErasureKeys: needsErasureKeys)
    else { throw .settings(reader.faults) }
    return settings
  }

  /// The sentences with which settings are refused; empty if they are not.
  static func sentences(_ changes: [String: String?]) -> [String] {
    do throws(ConfigurationError) {
      _ = try settings(changes)
      return []
    } catch {
      return error.sentences
    }
  }
}
