/// How long to wait before the next try: exponential, capped, and fully jittered, so that workers
/// that lost the same server do not come back together.
public struct Backoff: Sendable {
  private let first: Duration
  private let cap: Duration
  /// How often in a row it failed.
  public private(set) var attempt = 0
  /// The longest that the next wait can be.
  public private(set) var ceiling: Duration

  /// The defaults suit a server that is away: the ceiling is 0.1 s, 0.2 s, 0.4 s … 10 s.
  public init(first: Duration = .milliseconds(100), cap: Duration = .seconds(10)) {
    precondition(first > .zero && cap >= first, "A back-off grows from a first wait to its cap")
    self.first = first
    self.cap = cap
    ceiling = first
  }

  /// Counts a failure and says how long to wait: evenly from nothing to the ceiling.
  ///
  /// - Parameter chance: from 0 to 1, drawn by the caller.
  /// - Returns: at least nothing, at most the ``ceiling`` before the call.
  public mutating func next(chance: Double) -> Duration {
    let wait = ceiling * min(1, max(0, chance))
    attempt += 1
    ceiling = min(cap, ceiling * 2)
    return wait
  }

  /// Starts over after a success.
  public mutating func reset() {
    attempt = 0
    ceiling = first
  }
}
