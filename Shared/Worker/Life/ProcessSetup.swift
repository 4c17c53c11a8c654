import Glibc

/// What is set once for the whole process.
enum ProcessSetup {
  /// Ignores SIGPIPE, since a peer that goes away is an error of a call, and leaves no core file, in
  /// which addresses and secrets would lie, unless a test wants one.
  static func harden(allowsCoreDumps: Bool) {
    signal(SIGPIPE, SIG_IGN)
    guard !allowsCoreDumps else { return }
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }
}
