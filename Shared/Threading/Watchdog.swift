import Glibc
import Synchronization

/// Cuts a socket on which a call of a C library hangs: its thread calls `shutdown(2)` on it when a
/// guarded call lasts too long, and the call comes back with an error.
///
/// One serves one thread. Its own thread wakes a few times within the limit and costs nothing else.
public final class Watchdog: Sendable {
  private let state = Mutex(State())
  private let limit: Duration
  private let stop: WakePipe

  private struct State {
    /// The socket of the call that is being made; nil between two, so that its owner may close it.
    var descriptor: Int32?
    var deadline = ContinuousClock.now
    var cuts = 0
  }

  /// Starts the thread.
  ///
  /// - Parameter limit: how long a guarded call may last; it is cut at most a second, and at most a
  ///   quarter of the limit, later.
  /// - Throws: ``ThreadingError`` if the system has no thread or pipe.
  public init(limit: Duration) throws(ThreadingError) {
    self.limit = limit
    stop = try WakePipe()
    let round = min(.seconds(1), limit / 4)
    _ = try LaneThread(name: "watchdog") { [weak self, stop] in
      var poll = Poll()
      _ = poll.add(stop.descriptor, .readable)
      while poll.wait(until: .now + round) == 0 {
        guard let self else { return }
        self.look()
      }
    }
  }

  deinit {
    stop.wake()
  }

  /// How many calls were cut.
  public var cuts: Int { state.withLock { $0.cuts } }

  /// Makes a call that may hang on a socket.
  ///
  /// Calls do not nest.
  ///
  /// - Parameters:
  ///   - descriptor: the socket; what closes it does so after this call.
  ///   - call: what is guarded.
  /// - Returns: what the call gives.
  /// - Throws: what the call throws.
  public func guarding<Result: ~Copyable, Failure>(
    _ descriptor: Int32, _ call: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let deadline = ContinuousClock.now + limit
    state.withLock { state in
      state.descriptor = descriptor
      state.deadline = deadline
    }
    defer { state.withLock { $0.descriptor = nil } }
    return try call()
  }

  /// The lock is held while the socket is cut, so that its owner can't close it, and its number be
  /// given to another, in between.
  private func look() {
    state.withLock { state in
      guard let descriptor = state.descriptor, state.deadline < .now else { return }
      shutdown(descriptor, Int32(SHUT_RDWR))
      state.descriptor = nil
      state.cuts += 1
    }
  }
}
