internal import Glibc

/// Ctrl-C and SIGTERM as something that is waited for, instead of an end in the middle of a line.
public struct Interruption {
  private var signals = sigset_t()

  /// From here on the signals wait until somebody asks for them.
  public init() {
    unsafe sigemptyset(&signals)
    for signal in [SIGINT, SIGTERM, SIGHUP] { unsafe sigaddset(&signals, signal) }
    unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
  }

  /// Waits for one of the signals.
  ///
  /// - Returns: whether one came within the time.
  public mutating func came(within time: Duration) -> Bool {
    let deadline = ContinuousClock.now + time
    repeat {
      let (seconds, attoseconds) = max(.zero, deadline - .now).components
      var limit = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
      if unsafe sigtimedwait(&signals, nil, &limit) > 0 { return true }
    } while ContinuousClock.now < deadline
    return false
  }
}
