public import Messaging

/// What a lane's broker needs to know.
public struct BrokerSettings: Sendable {
  /// The servers, tried in turn.
  public let endpoints: [Endpoint]
  /// Shown in the broker's list of connections.
  public let name: String
  /// The queue to consume.
  public let queue: String
  /// Where messages go that no worker survived.
  public let deadQueue: String
  /// How many unacknowledged deliveries may be here.
  public let prefetch: UInt16
  /// Body limit, heartbeat and time-outs.
  public let limits: Limits
  /// How many published messages may be unconfirmed.
  public let unconfirmedLimit: Int

  /// Gathers the settings.
  public init(
    endpoints: [Endpoint], name: String, queue: String, deadQueue: String, prefetch: UInt16,
    limits: Limits, unconfirmedLimit: Int
  ) {
    self.endpoints = endpoints
    self.name = name
    self.queue = queue
    self.deadQueue = deadQueue
    self.prefetch = prefetch
    self.limits = limits
    self.unconfirmedLimit = unconfirmedLimit
  }
}
