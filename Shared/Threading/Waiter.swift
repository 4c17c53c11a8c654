import Glibc

/// Events that a caller waits for on a descriptor.
public struct Interest: OptionSet, Sendable {
  /// The bits of `poll(2)`.
  public let rawValue: Int16

  /// Wraps the bits of `poll(2)`.
  public init(rawValue: Int16) {
    self.rawValue = rawValue
  }

  /// Something can be read, or the peer has closed.
  public static let readable = Interest(rawValue: Int16(POLLIN))
  /// Something can be written.
  public static let writable = Interest(rawValue: Int16(POLLOUT))
}

/// The one place where a lane waits: lent to each wall that has to, so that the others are served
/// meanwhile (frames taken, heartbeats answered).
public protocol Waiter: ~Copyable {
  /// Waits until the descriptor is ready for one of the interests, or has failed, or the deadline has
  /// passed.
  ///
  /// - Returns: whether the descriptor is ready (or failed, which its owner then finds out).
  mutating func wait(
    for descriptor: Int32, _ interest: Interest, until deadline: ContinuousClock.Instant
  ) -> Bool
}
