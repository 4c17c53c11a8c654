/// Why a process does not start: it ends with exit code 2 and one sentence for each fault.
public enum ConfigurationError: Error, Hashable, Sendable {
  /// Variables that are missing or wrong, in the order of the table; never empty.
  case settings([SettingFault])
  /// An argument that is not known.
  case argument(String)
  /// Nobody can listen at the address of `HTTP_ADDRESS`; the reason is the system's.
  case listener(SocketAddress, reason: String)

  /// What a person reads, a sentence each: what was wrong, where, and what would be right.
  public var sentences: [String] {
    switch self {
    case .settings(let faults):
      faults.map(\.description)
    case .argument(let argument):
      ["The argument \(quoted(argument)) is not known: --help lists those that are."]
    case .listener(let address, let reason):
      [
        "HTTP_ADDRESS is \(quoted(address.description)), where nobody can listen (\(reason)): "
          + "an address of this machine and a free port are needed, or port 0."
      ]
    }
  }
}

/// What is wrong with one variable; it never holds a secret's value.
public enum SettingFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// It is not set, or empty, and there is no default.
  case missing(String, right: String)
  /// Its value cannot be used; `what` goes on after the name (`is "many"`).
  case wrong(String, what: String, right: String)
  /// It is set as a value and as a file.
  case doubled(String)
  /// The file that it names cannot be used; `what` says why.
  case file(String, what: String)

  /// One sentence: which variable, what was wrong, what would be right.
  public var description: String {
    switch self {
    case .missing(let name, let right):
      "\(name) is missing: \(right) is needed."
    case .wrong(let name, let what, let right):
      "\(name) \(what): \(right) is needed."
    case .doubled(let name):
      "\(name) and \(name)_FILE are both set: only one of them may be."
    case .file(let name, let what):
      "\(name)_FILE names a file that \(what): a readable file with nothing but the value is needed."
    }
  }
}

/// What is wrong with a value, in words that follow the variable's name.
struct Flaw: Error {
  let what: String

  init(_ what: String) {
    self.what = what
  }
}

/// A text in quotation marks, cut and escaped, so that a sentence stays one line.
func quoted(_ text: String) -> String {
  let shown = text.count > 64 ? text.prefix(64) + "…" : text[...]
  return "\"\(Escape.controls(in: String(shown)))\""
}
