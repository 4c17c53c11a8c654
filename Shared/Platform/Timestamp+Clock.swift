public import Domain
import POSIX

extension Timestamp {
  /// What the system's clock shows.
  @Sendable
  public static func now() -> Timestamp {
    Timestamp(microseconds: WallClock.microseconds)
  }
}
