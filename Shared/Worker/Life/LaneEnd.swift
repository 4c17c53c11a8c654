public import Threading

/// A lane's body: runs on a thread of its own until it has drained, or cannot go on.
public typealias LaneBody = @Sendable (ShutdownSignal) -> LaneEnd

/// How a lane ended.
public enum LaneEnd: Hashable, Sendable {
  /// A stop was asked for, and the batch in hand is finished, acknowledged and published.
  case drained
  /// It cannot go on; the sentence says why, without personal data.
  case failed(String)
}
