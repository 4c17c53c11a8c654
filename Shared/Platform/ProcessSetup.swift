import POSIX

/// Settings of the system that hold for the whole process.
package enum ProcessSetup {
  /// Ignores SIGPIPE, since a peer that goes away is an error of a call, and leaves no core file, in
  /// which addresses and secrets would lie, unless a test wants one.
  package static func harden(allowsCoreDumps: Bool) {
    ProcessLimits.ignoreBrokenPipes()
    if !allowsCoreDumps { ProcessLimits.forbidCoreFiles() }
  }
}
