/// One thing that `doctor` has looked at: how it is, what was found, and how to mend it.
struct Check: Hashable, Sendable {
  /// Its state.
  enum State: Hashable, Sendable {
    /// Nothing is wrong.
    case ok
    /// It works, and wants a look.
    case warning
    /// It does not work, or loses data.
    case fault(Fault)
  }

  /// Kind of a fault, by the exit code that it gives; the largest one tells first.
  enum Fault: Hashable, Sendable {
    /// Something at a server or in this program.
    case wrong
    /// A server cannot be reached, or does not let us in.
    case unreachable
    /// The environment is not as it should be: no worker starts with it.
    case environment
  }

  /// Name of the thing that was looked at; the same each time.
  let name: String
  /// Its state.
  let state: State
  /// Finding, a sentence without personal data or secrets.
  let found: String
  /// Command to type or setting to make; `nil` for what is as it should be.
  let cure: String?

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

  /// `true` for this machine: a loopback address, the folder of a socket, or `nil` for no host
  /// named.
  static func isThisMachine(_ host: String?) -> Bool {
    guard let host, !host.isEmpty else { return true }
    return host == "localhost" || host == "::1" || host.hasPrefix("127.") || host.hasPrefix("/")
      || host.hasPrefix("@")
  }
}
