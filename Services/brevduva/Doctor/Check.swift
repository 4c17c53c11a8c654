/// One thing that `doctor` has looked at: how it is, what was found, and how to mend it.
package struct Check: Hashable, Sendable {
  /// How it is.
  package enum State: Hashable, Sendable {
    /// As it should be.
    case ok
    /// It works, and wants a look.
    case warning
    /// It does not work, or loses data.
    case fault(Fault)
  }

  /// What kind of fault it is, by the exit code that it gives; the largest one tells first.
  package enum Fault: Hashable, Sendable {
    /// Something at a server or in this program.
    case wrong
    /// A server cannot be reached, or does not let us in.
    case unreachable
    /// The environment is not as it should be: no worker starts with it.
    case environment
  }

  /// What was looked at; the same each time.
  package let name: String
  /// How it is.
  package let state: State
  /// What was found, a sentence without personal data or secrets.
  package let found: String
  /// What to type or to set; `nil` for what is as it should be.
  package let cure: String?

  /// Something is as it should be.
  static func ok(_ name: String, _ found: String) -> Check {
    Check(name: name, state: .ok, found: found, cure: nil)
  }

  /// Something works, and wants a look.
  static func warning(_ name: String, _ found: String, cure: String) -> Check {
    Check(name: name, state: .warning, found: found, cure: cure)
  }

  /// Something does not work, or loses data.
  static func fault(
    _ name: String, _ found: String, _ fault: Fault = .wrong, cure: String
  ) -> Check {
    Check(name: name, state: .fault(fault), found: found, cure: cure)
  }
}
