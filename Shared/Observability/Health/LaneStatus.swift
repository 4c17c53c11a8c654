/// Status of a lane, by its own account.
public struct LaneStatus: Hashable, Sendable {
  /// `true` if the database answers, and its schema is one that the lane can use.
  public var isDatabaseReached = false
  /// `true` if both connections to the broker are open.
  public var isBrokerReached = false
  /// `true` if the broker has confirmed the subscription; for a standby of an ordered queue too.
  public var isSubscribed = false
  /// `true` if the broker has an alarm and takes no events.
  public var isBlocked = false
  /// `true` if the outbox holds more than the limit, so that the lane does not consume.
  public var isOutboxFull = false
  /// Arrival of the oldest delivery that is not acknowledged; `nil` if there is none.
  public var heldSince: ContinuousClock.Instant?
  /// Reason why it is not as it should be, in words for an operator, without personal data or
  /// secrets.
  public var reason: String?

  /// A lane that has reached nothing yet.
  public init() {}

  /// Obstacles that keep the lane from being ready, in words; empty if there are none.
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
