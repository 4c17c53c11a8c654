package import Settings
import WorkerDefinitions

/// What the environment holds, without any secret.
package struct ConfigurationFacts: Sendable {
  /// A file that holds a secret, as a `NAME_FILE` variable names it.
  package struct SecretFile: Hashable, Sendable {
    let variable: String
    let path: String
    let mode: FileMode

    /// Describes a file.
    package init(variable: String, path: String, mode: FileMode) {
      self.variable = variable
      self.path = path
      self.mode = mode
    }
  }

  /// The names of the variables that are set, in the order of the table.
  package var set: [String] = []
  /// What is wrong with them.
  package var faults: [SettingFault] = []
  /// The files that could be found.
  package var secretFiles: [SecretFile] = []
  /// The names of those that only tests set.
  package var testVariables: [String] = []

  /// Facts to be filled in.
  package init() {}

  /// Looks at an environment and at the files that it names.
  ///
  /// Both servers must be named; of what workers must have besides, only what is set is looked at.
  init(of environment: [String: String]) {
    func isSet(_ name: String) -> Bool { !environment[name, default: ""].isEmpty }
    var reader = SettingsReader(environment)
    for row in Program.allVariables {
      let file = "\(row.name)_FILE"
      let names = row.isSecret ? [row.name, file] : [row.name]
      set += names.filter(isSet)
      reader.check(row, mustBeSet: Program.commandLine.reads(row))
      if row.isForTestsOnly, isSet(row.name) { testVariables.append(row.name) }
      if row.isSecret, isSet(file), let path = environment[file], let mode = FileMode.of(path) {
        secretFiles.append(SecretFile(variable: file, path: path, mode: mode))
      }
    }
    reader.refuseFailpointOutsideTest()
    faults = reader.faults
  }
}
