import Messaging

/// What a lane's broker needs to know.
struct BrokerSettings: Sendable {
  /// The servers, tried in turn.
  let endpoints: [Endpoint]
  /// Shown in the broker's list of connections.
  let name: String
  /// The queue to consume.
  let queue: String
  /// Where messages go that no worker survived; `nil` for a lane that leaves them to another.
  let deadQueue: String?
  /// How many unacknowledged deliveries may be here.
  let prefetch: UInt16
  /// Body limit, heartbeat and time-outs.
  let limits: Limits
  /// How many published messages may be unconfirmed.
  let unconfirmedLimit: Int

  /// How long a broker may leave publishes unanswered.
  let confirmTimeout = Duration.seconds(10)
}
