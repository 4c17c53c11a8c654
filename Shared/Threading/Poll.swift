import Glibc

/// Waits for several descriptors at once; EINTR restarts with what is left of the time.
public struct Poll: ~Copyable {
  private var entries: [pollfd] = []

  /// An empty set.
  public init() {}

  /// Starts over, keeping the memory.
  public mutating func removeAll() {
    entries.removeAll(keepingCapacity: true)
  }

  /// Adds a descriptor and returns its place in this round.
  public mutating func add(_ descriptor: Int32, _ interest: Interest) -> Int {
    entries.append(pollfd(fd: descriptor, events: interest.rawValue, revents: 0))
    return entries.count - 1
  }

  /// Returns whether the descriptor at a place was ready, or had failed, after the last
  /// ``wait(until:)``.
  public func isReady(_ place: Int) -> Bool {
    entries[place].revents != 0
  }

  /// Waits until one is ready or the deadline has passed; never longer than a second at a time, so
  /// that a clock that jumps costs no more than that.
  ///
  /// - Returns: how many are ready; 0 when the time is over.
  @discardableResult
  public mutating func wait(until deadline: ContinuousClock.Instant) -> Int {
    while true {
      let left = max(.zero, deadline - .now)
      let (seconds, attoseconds) = left.components
      let milliseconds = min(1000, seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
      let ready = unsafe Glibc.poll(&entries, nfds_t(entries.count), Int32(milliseconds))
      if ready > 0 { return Int(ready) }
      if ContinuousClock.now >= deadline { return 0 }
    }
  }
}

/// Waits for one descriptor and nothing else: for programs without a lane, and for tests.
public struct PollWaiter: Waiter, ~Copyable {
  private var poll = Poll()

  /// A waiter of its own.
  public init() {}

  /// Waits until the descriptor is ready, or has failed, or the deadline has passed.
  public mutating func wait(
    for descriptor: Int32, _ interest: Interest, until deadline: ContinuousClock.Instant
  ) -> Bool {
    poll.removeAll()
    _ = poll.add(descriptor, interest)
    return poll.wait(until: deadline) > 0
  }
}
