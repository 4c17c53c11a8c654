import Messaging

/// Settings of a lane's broker.
struct BrokerSettings: Sendable {
  /// The servers, tried in turn.
  let endpoints: [Endpoint]
  /// Name in the broker's list of connections.
  let name: String
  /// The queue to consume.
  let queue: String
  /// Queue of the messages that no worker survived; `nil` for a lane that leaves them to another.
  let deadQueue: String?
  /// Most unacknowledged deliveries that may be here.
  let prefetch: UInt16
  /// Body limit, heartbeat and time-outs.
  let limits: Limits
  /// Most published messages that may be unconfirmed.
  let unconfirmedLimit: Int

  /// Longest time that a broker may leave publishes unanswered.
  let confirmTimeout = Duration.seconds(10)
}
