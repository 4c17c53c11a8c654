import Configuration

extension WorkerSettings {
  /// Finds what is wrong with an environment, by the table that the workers read it by.
  ///
  /// The keys of L6 are asked for only where they are set.
  ///
  /// - Returns: in the order of the table; none if a worker would start with it.
  public static func faults(in environment: [String: String]) -> [SettingFault] {
    let keys = Variables.erasureKey.row
    let hasKeys = [keys.name, "\(keys.name)_FILE"].contains {
      !environment[$0, default: ""].isEmpty
    }
    do throws(ConfigurationError) {
      _ = try WorkerSettings(
        EnvironmentVariablesProvider(environmentVariables: environment),
        needs: hasKeys ? .erasureKey : [])
      return []
    } catch {
      guard case .settings(let faults) = error else { return [] }
      return faults
    }
  }
}
