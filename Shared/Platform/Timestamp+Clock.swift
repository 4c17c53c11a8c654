public import Domain
import POSIX

extension Timestamp {
  /// The time of the system's clock.
  @Sendable
  public static func now() -> Timestamp {
    Timestamp(microseconds: WallClock.microseconds)
  }
}
