internal import Glibc

/// Settings that are made once for the whole process.
public enum ProcessLimits {
  /// Ignores SIGPIPE: a peer that goes away is an error of a call.
  public static func ignoreBrokenPipes() {
    signal(SIGPIPE, SIG_IGN)
  }

  /// Leaves no core file, in which addresses and secrets would lie.
  public static func forbidCoreFiles() {
    // One octet and not none: a file of that size cannot be, and where the system hands cores to a
    // program instead, it takes this limit alone for a ban.
    var none = rlimit(rlim_cur: 1, rlim_max: 1)
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }
}
