/// Rules of merging that are configured.
public struct LifeRules: Hashable, Sendable {
  /// Number of days after a merge within which it can be taken back (L4).
  public let unmergeDays: Int

  /// Sets the figures.
  public init(unmergeDays: Int) {
    self.unmergeDays = unmergeDays
  }

  /// The rules where nothing is configured.
  public static let standard = LifeRules(unmergeDays: 90)

  /// Returns whether a merge can still be taken back.
  func canTakeBack(_ merge: Merge, at now: Timestamp) -> Bool {
    now.microseconds - merge.at.microseconds <= Int64(unmergeDays) * 86_400_000_000
  }
}
