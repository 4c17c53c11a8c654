public import Configuration

/// Reads variables one by one and keeps every fault, so that all of them are told at once.
///
/// An empty value counts as none, as compose files write it. A secret may come as `NAME_FILE`
/// instead: one line break at the end of the file is not part of the value.
public struct SettingsReader {
  private let environment: ConfigReader
  /// Faults so far, in the order of reading.
  public private(set) var faults: [SettingFault] = []

  /// Reads from the process's environment, or from one given for a test.
  public init(_ environment: EnvironmentVariablesProvider) {
    self.environment = ConfigReader(provider: environment)
  }

  /// Reads from variables that were taken from the environment before.
  public init(_ environment: [String: String]) {
    self.init(EnvironmentVariablesProvider(environmentVariables: environment))
  }

  /// Looks whether a variable is right, and set if it must be; what is wrong stands in ``faults`` then.
  ///
  /// - Parameters:
  ///   - row: the variable.
  ///   - mustBeSet: whether it is a fault that one without a default is not set.
  public mutating func check(_ row: VariableRow, mustBeSet: Bool = true) {
    do throws(SettingFault) {
      guard let text = try text(of: row) else {
        if mustBeSet, row.standard == nil { throw .missing(row.name, right: row.right) }
        return
      }
      if let flaw = row.flaw(text) { throw .wrong(row.name, what: flaw.what, right: row.right) }
    } catch {
      faults.append(error)
    }
  }

  /// Reads one variable.
  ///
  /// - Returns: `nil` if there is a fault, which stands in ``faults`` then.
  public mutating func read<Value>(_ variable: Variable<Value>) -> Value? {
    let row = variable.row
    do throws(SettingFault) {
      guard let text = try text(of: row) else {
        if let fallback = variable.fallback { return fallback }
        throw SettingFault.missing(row.name, right: row.right)
      }
      do throws(Flaw) {
        return try variable.parse(text)
      } catch {
        throw SettingFault.wrong(row.name, what: error.what, right: row.right)
      }
    } catch {
      faults.append(error)
      return nil
    }
  }

  /// Adds a fault if the process is to fail somewhere and no test runs.
  public mutating func refuseFailpointOutsideTest() {
    var probe = self
    guard probe.read(Variables.test) == false, case .some(.some) = probe.read(Variables.failpoint)
    else { return }
    faults.append(
      .wrong(
        Variables.failpoint.row.name, what: "is set outside a test",
        right: "\(Variables.test.row.name)=1 beside it, or no failpoint,"))
  }

  private func text(of row: VariableRow) throws(SettingFault) -> String? {
    let direct = value(row.name, isSecret: row.isSecret)
    guard row.isSecret, let path = value("\(row.name)_FILE", isSecret: false) else {
      return direct
    }
    guard direct == nil else { throw .doubled(row.name) }
    do throws(Flaw) {
      return try SecretFile.text(at: path)
    } catch {
      throw .file(row.name, what: error.what)
    }
  }

  private func value(_ name: String, isSecret: Bool) -> String? {
    guard let text = environment.string(forKey: ConfigKey([name]), isSecret: isSecret),
      !text.isEmpty
    else { return nil }
    return text
  }
}
