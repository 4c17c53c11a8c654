/// What a lane says of itself.
public struct LaneStatus: Hashable, Sendable {
  /// The database answers, and its schema is one that the lane can use.
  public var isDatabaseReached = false
  /// Both connections to the broker are open.
  public var isBrokerReached = false
  /// The broker has confirmed the subscription; true for a standby of an ordered queue too.
  public var isSubscribed = false
  /// The broker has an alarm and takes no events.
  public var isBlocked = false
  /// The outbox holds more than the limit, so the lane does not consume.
  public var isOutboxFull = false
  /// When the oldest delivery arrived that is not acknowledged; `nil` if there is none.
  public var heldSince: ContinuousClock.Instant?
  /// Why it is not as it should be, in words for an operator, without personal data or secrets.
  public var reason: String?

  /// A lane that has reached nothing yet.
  public init() {}

  /// What keeps the lane from being ready, in words; empty if nothing does.
  public var obstacles: [String] {
    var obstacles: [String] = []
    if !isDatabaseReached { obstacles.append("database not reached") }
    if !isBrokerReached { obstacles.append("broker not reached") }
    if isBrokerReached && !isSubscribed { obstacles.append("not subscribed") }
    if isBlocked { obstacles.append("blocked by an alarm of the broker") }
    if isOutboxFull { obstacles.append("outbox over its limit") }
    return obstacles
  }
}
