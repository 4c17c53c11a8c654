import Messaging
import Settings
import Store
import Threading

/// A delivery in hand, with the connection that it came over: a tag means nothing on another one.
struct ReceivedDelivery: Sendable {
  /// Message that arrived.
  let delivery: Delivery
  /// Number of the lane's connection, counted from 1; an ack for an older one is dropped.
  let generation: Int
  /// Time at which it came.
  let arrived = ContinuousClock.now

  /// Notes where a delivery came from, and that it came now.
  init(delivery: Delivery, generation: Int) {
    self.delivery = delivery
    self.generation = generation
  }
}

/// Broker of a lane: deliveries in, acks and messages out, and to be waited in.
///
/// Waiting for anything, the database included, is done here: meanwhile frames are taken, heartbeats
/// answered and queued messages published.
protocol Broker: Waiter, ~Copyable {
  /// `true` if both connections stand.
  var isConnected: Bool { get }
  /// `true` if messages are being delivered.
  var isSubscribed: Bool { get }
  /// `true` if the broker has asked publishers to pause (an alarm).
  var isBlocked: Bool { get }
  /// Number of consuming connections that this lane has had; deliveries of an older one will come
  /// again.
  var generation: Int { get }
  /// Number of deliveries that are here and not yet taken.
  var waiting: Int { get }
  /// The first of them; `nil` if there is none.
  var next: ReceivedDelivery? { get }
  /// Number of outbox rows that are being published and are not confirmed.
  var unconfirmed: Int { get }

  /// Makes both connections; does not consume yet.
  mutating func connect() throws(AMQPError)
  /// Starts consuming the queue and its dead-letter queue.
  mutating func subscribe() throws(AMQPError)
  /// Closes the consuming connection and forgets what came over it; the broker delivers it again.
  mutating func unsubscribe()
  /// Asks how many messages are ready in the queue, and waits for the answer.
  ///
  /// - Returns: `nil` if the connection was lost over it.
  mutating func countReady() -> Int?
  /// Takes what has arrived, without waiting.
  mutating func pump()
  /// Takes the next deliveries, in order, as `admit` allows: it is given the one and how many there are.
  mutating func take(while admit: (Delivery, Int) -> Bool) -> [ReceivedDelivery]
  /// Acknowledges all deliveries of a connection up to a tag; dropped if that connection is gone.
  mutating func acknowledge(upTo tag: UInt64, generation: Int)
  /// `true` if more may be queued for publishing; what is not lies in the outbox, where a sweep
  /// finds it.
  var hasRoom: Bool { get }
  /// The outbox rows that are being published here.
  var publishing: [OutboxID] { get }
  /// Queues an outbox row for publishing; one that is here already is not queued twice.
  mutating func publish(_ row: OutboxRow)
  /// Hands over the rows that were confirmed since the last call.
  mutating func takeConfirmed() -> [ConfirmedRow]
  /// Hands over what the lane should count and log since the last call.
  mutating func takeNotes() -> BrokerNotes
  /// Sets a failpoint that the next wait for another descriptor passes: what was sent there is under
  /// way, and unanswered. `nil` takes it back.
  mutating func arm(_ point: Failpoint?)
  /// Waits until something arrives, someone wakes the lane, or the deadline has passed.
  mutating func rest(until deadline: ContinuousClock.Instant)
  /// Closes politely, within a time limit.
  mutating func close()
}

/// An outbox row of which each message was confirmed, or has no receiver.
struct ConfirmedRow: Hashable, Sendable {
  /// Id of the row.
  let id: OutboxID
  /// Time at which it was handed over for publishing.
  let since: ContinuousClock.Instant
}

/// Events in a broker since it was last asked.
struct BrokerNotes: Sendable {
  /// Reasons why connections were lost, in order; no secrets, no personal data.
  var losses: [String] = []
  /// `true` if a publish was forbidden: to connect again at once would not help.
  var isForbidden = false
  /// Messages that the broker answered for, counted singly where it answered for many at once.
  var confirmed = 0
  /// Messages that the broker could not keep.
  var rejected = 0
  /// Messages that came back as unroutable and are sent again.
  var returned = 0
  /// Events that no queue is bound for, by type.
  var unrouted: [String: Int] = [:]
  /// Messages that were sent.
  var published = 0
  /// Messages that no broker takes: a name or the headers are too long.
  var unsendable = 0

  /// Nothing happened.
  init() {}

  /// `true` if the broker took what was published, whether somebody gets it or not.
  var wasTaken: Bool { confirmed > 0 || !unrouted.isEmpty }

  /// Adds what the broker answered.
  mutating func count(_ settled: PendingPublishes.Settled) {
    confirmed += settled.confirmed
    rejected += settled.rejected
    returned += settled.returned
    unrouted.merge(settled.unrouted, uniquingKeysWith: +)
  }
}
