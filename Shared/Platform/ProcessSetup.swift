import Glibc

/// Settings of the system that hold for the whole process.
package enum ProcessSetup {
  /// Ignores SIGPIPE, since a peer that goes away is an error of a call, and leaves no core file, in
  /// which addresses and secrets would lie, unless a test wants one.
  package static func harden(allowsCoreDumps: Bool) {
    signal(SIGPIPE, SIG_IGN)
    guard !allowsCoreDumps else { return }
    // One octet and not none: a file of that size cannot be, and where the system hands cores to a
    // program instead, it takes this limit alone for a ban.
    var none = rlimit(rlim_cur: 1, rlim_max: 1)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }
}
