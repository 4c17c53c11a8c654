import POSIX
import Settings
import WorkerDefinitions

/// Content of the environment, without any secret.
struct ConfigurationFacts: Sendable {
  /// A file that holds a secret, as a `NAME_FILE` variable names it.
  struct SecretFile: Hashable, Sendable {
    let variable: String
    let path: String
    let mode: FileMode
  }

  /// The names of the variables that are set, in the order of the table.
  var set: [String] = []
  /// Faults of their values.
  var faults: [SettingFault] = []
  /// The files that could be found.
  var secretFiles: [SecretFile] = []
  /// The names of those that only tests set.
  var testVariables: [String] = []

  /// Facts to be filled in.
  init() {}

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
      if row.isSecret, isSet(file), let path = environment[file], let mode = FileMode(of: path) {
        secretFiles.append(SecretFile(variable: file, path: path, mode: mode))
      }
    }
    reader.refuseFailpointOutsideTest()
    faults = reader.faults
  }
}

/// Mode of a file: who may do what with it.
struct FileMode: Hashable, Sendable {
  /// The nine bits of read, write and execute, for owner, group and all others.
  let bits: UInt32

  /// Wraps the bits; others are left out.
  init(bits: UInt32) {
    self.bits = bits & 0o777
  }

  /// Asks for the mode of the file at a path; `nil` if there is none that we can see.
  init?(of path: String) {
    guard let mode = FileFacts.mode(of: path) else { return nil }
    self.init(bits: mode)
  }

  /// `true` if nobody but the owner may do anything with it.
  var isPrivate: Bool { bits & 0o077 == 0 }

  /// Mode in octal, as `chmod` takes it: `0640`.
  var octal: String {
    let digits = String(bits, radix: 8)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}

extension Check {
  /// Judges the environment: each wrong variable, each file that others may read, and what only a test
  /// may set.
  static func configuration(_ facts: ConfigurationFacts) -> [Check] {
    var checks = facts.faults.map { fault($0) }
    if checks.isEmpty {
      let names = facts.set.joined(separator: ", ")
      checks.append(
        .ok("configuration", "\(facts.set.count) variables are set: \(names)."))
    }
    checks += facts.secretFiles.map { secretFile($0) }
    if !facts.testVariables.isEmpty {
      let names = facts.testVariables.joined(separator: " ")
      checks.append(
        .warning(
          "failpoints", "Set for tests only, and a worker fails by it on purpose: \(names).",
          cure: "unset \(names)"))
    }
    return checks
  }

  private static func fault(_ fault: SettingFault) -> Check {
    switch fault {
    case .missing(let name, let right):
      .fault(
        "configuration \(name)", "\(name) is missing.", .environment, cure: "Set it to \(right).")
    case .wrong(let name, let what, let right):
      .fault(
        "configuration \(name)", "\(name) \(what).", .environment, cure: "Set it to \(right).")
    case .doubled(let name):
      .fault(
        "configuration \(name)", "\(name) and \(name)_FILE are both set.", .environment,
        cure: "unset \(name)")
    case .file(let name, let what):
      .fault(
        "configuration \(name)", "\(name)_FILE names a file that \(what).", .environment,
        cure: "Name a readable file with nothing but the value in \(name)_FILE.")
    }
  }

  private static func secretFile(_ file: ConfigurationFacts.SecretFile) -> Check {
    let name = "file of \(file.variable)"
    if file.mode.isPrivate { return .ok(name, "Its mode is \(file.mode.octal).") }
    if file.path.hasPrefix("/run/secrets/") {
      return .ok(name, "It lies in /run/secrets, where a container's engine decides on the mode.")
    }
    return .warning(
      name,
      "Its mode is \(file.mode.octal): others than its owner may use it.",
      cure: "chmod 0400 \(file.path.shellWord)")
  }
}
