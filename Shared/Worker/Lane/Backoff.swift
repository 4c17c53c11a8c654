/// The wait before the next try: exponential, capped, and fully jittered, so that workers that lost the
/// same server do not come back together.
struct Backoff: Sendable {
  private let first: Duration
  private let cap: Duration
  /// The longest that the next wait can be.
  private(set) var ceiling: Duration

  /// Grows from a first wait to a cap, doubling.
  init(first: Duration, cap: Duration) {
    precondition(first > .zero && cap >= first, "A back-off grows from a first wait to its cap")
    self.first = first
    self.cap = cap
    ceiling = first
  }

  /// Draws a wait, evenly from nothing to the ``ceiling``, and doubles that.
  ///
  /// - Parameter chance: from 0 to 1, drawn by the caller.
  /// - Returns: at least nothing, at most the ``ceiling`` before the call.
  mutating func next(chance: Double) -> Duration {
    let wait = ceiling * min(1, max(0, chance))
    ceiling = min(cap, ceiling * 2)
    return wait
  }

  /// Starts over after a success.
  mutating func reset() {
    ceiling = first
  }
}
