import Contract
import Messaging
import Settings
import Store
import Synchronization
import TestSupport
import Threading

@testable import Worker

/// Contents of a broker, in memory: one queue, and what was published and confirmed.
///
/// It fails as a seed says: connections are lost at any step, acks and publishes with them, and the
/// database goes away and comes back.
final class InMemoryWire: Sendable {
  struct State {
    var ready: [Delivery]
    var unacked: [UInt64: Delivery] = [:]
    var nextTag: UInt64 = 1
    var generation = 0
    var isConnected = false
    var isSubscribed = false
    var buffer: [ReceivedDelivery] = []
    var pending: [OutboxRow] = []
    var confirmed: [ConfirmedRow] = []
    /// All messages that arrived, repeats included.
    var arrived: [OutgoingMessage] = []
    var losses = 0
    /// Most deliveries that may be unacknowledged.
    let window: Int
    /// Notes that the lane takes next.
    var notes = BrokerNotes()
    var dice: SeededGenerator
  }

  let state: Mutex<State>
  let database: MemoryDatabase
  let stop: ShutdownSignal
  /// One step in so many goes wrong; 0 for a quiet world.
  let faults: UInt64

  init(
    _ deliveries: [Delivery], database: MemoryDatabase, stop: ShutdownSignal, seed: UInt64,
    faults: UInt64, window: Int = 20
  ) {
    state = Mutex(State(ready: deliveries, window: window, dice: SeededGenerator(seed: seed)))
    self.database = database
    self.stop = stop
    self.faults = faults
  }
}

extension InMemoryWire.State {
  mutating func goesWrong(_ faults: UInt64) -> Bool {
    faults > 0 && dice.next() % faults == 0
  }

  /// The connections are gone: what was not acknowledged is ready again, in its order.
  mutating func lose() {
    isConnected = false
    isSubscribed = false
    buffer = []
    losses += 1
    let back = unacked.keys.sorted().compactMap { unacked[$0] }
    ready.insert(
      contentsOf: back.map {
        var delivery = $0
        delivery.isRedelivered = true
        return delivery
      }, at: 0)
    unacked = [:]
  }

  /// Messages arrive; those for the exchange that the queue is bound to come back.
  mutating func take(_ messages: [OutgoingMessage]) {
    arrived += messages
    for message in messages where message.exchange == Exchange.incoming.rawValue {
      var properties = Properties()
      properties.messageID = message.messageID
      properties.contentType = message.contentType
      ready.append(
        Delivery(
          tag: 0, isRedelivered: false, exchange: message.exchange,
          routingKey: message.routingKey, properties: properties, body: message.body,
          bodySize: message.body.count))
    }
  }

  mutating func deliver() {
    while isSubscribed, unacked.count < window, !ready.isEmpty {
      var delivery = ready.removeFirst()
      delivery.tag = nextTag
      unacked[nextTag] = delivery
      buffer.append(ReceivedDelivery(delivery: delivery, generation: generation))
      nextTag += 1
    }
  }
}

/// A lane's broker in memory, at the border of the loop.
struct MemoryBroker: Broker, ~Copyable {
  let wire: InMemoryWire
  private var waiter = PollWaiter()

  init(wire: InMemoryWire) {
    self.wire = wire
  }

  var isConnected: Bool { wire.state.withLock { $0.isConnected } }
  var isSubscribed: Bool { wire.state.withLock { $0.isSubscribed } }
  var isBlocked: Bool { false }
  var generation: Int { wire.state.withLock { $0.generation } }
  var waiting: Int { wire.state.withLock { $0.buffer.count } }
  var next: ReceivedDelivery? { wire.state.withLock { $0.buffer.first } }
  var unconfirmed: Int { wire.state.withLock { $0.pending.count } }

  mutating func connect() throws(AMQPError) {
    wire.state.withLock { state in
      state.isConnected = true
      state.generation += 1
    }
  }

  mutating func subscribe() throws(AMQPError) {
    wire.state.withLock { $0.isSubscribed = true }
  }

  mutating func unsubscribe() {
    wire.state.withLock { $0.lose() }
  }

  mutating func countReady() -> Int? { wire.state.withLock { $0.ready.count } }

  mutating func pump() {
    let databaseFails: Bool? = wire.state.withLock { state in
      if state.goesWrong(wire.faults) { state.lose() }
      state.deliver()
      if state.isConnected, !state.goesWrong(wire.faults) {
        for row in state.pending {
          state.take(row.messages)
          state.confirmed.append(ConfirmedRow(id: row.id, since: .now))
        }
        state.pending = []
      }
      return wire.faults == 0 ? nil : state.goesWrong(2 * wire.faults)
    }
    if let databaseFails { wire.database.fail(with: databaseFails ? .outage("away") : nil) }
  }

  mutating func take(while admit: (Delivery, Int) -> Bool) -> [ReceivedDelivery] {
    wire.state.withLock { state in
      var count = 0
      while count < state.buffer.count, admit(state.buffer[count].delivery, count) { count += 1 }
      defer { state.buffer.removeFirst(count) }
      return Array(state.buffer[..<count])
    }
  }

  mutating func acknowledge(upTo tag: UInt64, generation: Int) {
    wire.state.withLock { state in
      if state.goesWrong(wire.faults) { state.lose() }
      guard generation == state.generation, state.isSubscribed else { return }
      state.unacked = state.unacked.filter { $0.key > tag }
    }
  }

  var hasRoom: Bool { wire.state.withLock { !$0.goesWrong(wire.faults) } }

  var publishing: [OutboxID] { wire.state.withLock { $0.pending.map(\.id) } }

  mutating func publish(_ row: OutboxRow) {
    wire.state.withLock { $0.pending.append(row) }
  }

  mutating func takeConfirmed() -> [ConfirmedRow] {
    wire.state.withLock { state in
      defer { state.confirmed = [] }
      return state.confirmed
    }
  }

  mutating func takeNotes() -> BrokerNotes {
    wire.state.withLock { state in
      defer { state.notes = BrokerNotes() }
      return state.notes
    }
  }

  mutating func arm(_ point: Failpoint?) {}

  /// Nothing more will come by itself: time passes at once, and when all is settled the lane may go.
  mutating func rest(until deadline: ContinuousClock.Instant) {
    wire.database.advance(by: .seconds(1))
    let isSettled = wire.state.withLock { state in
      state.ready.isEmpty && state.unacked.isEmpty && state.pending.isEmpty
        && state.confirmed.isEmpty
    }
    if isSettled, wire.database.contents.outbox.isEmpty { wire.stop.request() }
  }

  mutating func wait(
    for descriptor: Int32, _ interest: Interest, until deadline: ContinuousClock.Instant
  ) -> Bool {
    waiter.wait(for: descriptor, interest, until: deadline)
  }

  mutating func close() {
    wire.state.withLock { $0.lose() }
  }
}
