import Contract
import Messaging
import Store

/// State machine of the outbox rows that a lane is publishing: what is to be sent next, and which
/// rows are confirmed.
///
/// A state machine without I/O. A row is done with when each of its messages is: the broker keeps it, or it
/// is an event that no queue is bound for, which has no receiver. A row of which a message was rejected, or
/// one that somebody must get (a part of long work, mail) came back, is given up here and swept later,
/// whole: its events keep their ids, by which a receiver drops doubles.
struct PendingPublishes {
  /// Numbers of messages that an event of the broker settled.
  struct Settled: Hashable {
    /// Those that the broker keeps.
    var confirmed = 0
    /// Those that came back and are sent again.
    var returned = 0
    /// Those that the broker could not keep.
    var rejected = 0
    /// Events that no queue is bound for, by type; they are let go.
    var unrouted: [String: Int] = [:]
  }

  private struct Row {
    let messages: [OutgoingMessage]
    let since: ContinuousClock.Instant
    var sent = 0
    var open: Int
    var hasFailed = false
  }

  /// Number of messages from which on there is no more room.
  private let capacity: Int
  private var rows: [OutboxID: Row] = [:]
  /// Rows with something left to send, in order.
  private var toSend: [OutboxID] = []
  private var awaited = OutstandingConfirms<OutboxID>()
  private var confirmed: [ConfirmedRow] = []
  private var messages = 0

  /// An empty one that has room while fewer than `capacity` messages are unconfirmed.
  init(capacity: Int) {
    self.capacity = capacity
  }

  /// Rows that are neither confirmed nor given up.
  var unconfirmed: Int { rows.count }

  /// `true` if something was sent that the broker has not answered for.
  var isAwaited: Bool { !awaited.isEmpty }

  /// The rows that are neither confirmed nor given up, in no order.
  var ids: [OutboxID] { Array(rows.keys) }

  /// `true` if another row should be added; one that is not waits in the outbox.
  var hasRoom: Bool { messages < capacity }

  /// Takes a row, unless it is here already.
  mutating func add(_ row: OutboxRow, at now: ContinuousClock.Instant) {
    guard rows[row.id] == nil else { return }
    guard !row.messages.isEmpty else {
      confirmed.append(ConfirmedRow(id: row.id, since: now))
      return
    }
    rows[row.id] = Row(messages: row.messages, since: now, open: row.messages.count)
    toSend.append(row.id)
    messages += row.messages.count
  }

  /// The next message to send; `nil` if all is sent.
  var next: OutgoingMessage? {
    guard let id = toSend.first, let row = rows[id] else { return nil }
    return row.messages[row.sent]
  }

  /// Notes that the next message was sent, under this sequence number.
  mutating func sent(as sequence: UInt64) {
    guard let (id, message) = advance() else { return }
    awaited.track(sequence, messageID: message.messageID, id)
  }

  /// Gives up the row of the next message, which cannot be sent at all: the row is left to those
  /// who mend it.
  mutating func couldNotSend() {
    guard let (id, _) = advance() else { return }
    settle(id, isDone: false)
  }

  private mutating func advance() -> (OutboxID, OutgoingMessage)? {
    guard let id = toSend.first, let row = rows[id] else { return nil }
    rows[id]?.sent += 1
    if row.sent + 1 == row.messages.count { toSend.removeFirst() }
    return (id, row.messages[row.sent])
  }

  /// Takes an answer of the broker.
  mutating func take(_ event: Event) -> Settled {
    var settlements: [(OutboxID, OutstandingConfirms<OutboxID>.Settlement)] = []
    awaited.settle(event) { settlements.append(($0, $1)) }
    var settled = Settled()
    for (id, settlement) in settlements {
      switch settlement {
      case .confirmed: settled.confirmed += 1
      case .returned(let returned):
        if let type = returned.unroutedEvent {
          settled.unrouted[type, default: 0] += 1
        } else {
          settled.returned += 1
        }
      case .rejected: settled.rejected += 1
      }
      settle(id, isDone: settlement.isDone)
    }
    return settled
  }

  private mutating func settle(_ id: OutboxID, isDone: Bool) {
    guard var row = rows[id] else { return }
    row.open -= 1
    if !isDone { row.hasFailed = true }
    rows[id] = row
    guard row.open == 0 else { return }
    rows[id] = nil
    messages -= row.messages.count
    if !row.hasFailed { confirmed.append(ConfirmedRow(id: id, since: row.since)) }
  }

  /// Starts over, since the connection is gone: what was not confirmed is sent again, whole rows in
  /// order.
  mutating func restart() {
    awaited = OutstandingConfirms()
    toSend = rows.keys.sorted()
    for id in toSend {
      guard let row = rows[id] else { continue }
      rows[id] = Row(messages: row.messages, since: row.since, open: row.messages.count)
    }
  }

  /// Gives up the first row that is not confirmed, since the broker forbade a message: the row is
  /// left to the sweep, so that what may not be published does not keep back the rest for good.
  mutating func giveUpFirst() {
    guard let first = rows.keys.min(), let row = rows.removeValue(forKey: first) else { return }
    messages -= row.messages.count
    toSend.removeAll { $0 == first }
  }

  /// The rows that were confirmed since the last call.
  mutating func takeConfirmed() -> [ConfirmedRow] {
    defer { confirmed.removeAll() }
    return confirmed
  }
}

extension OutstandingConfirms.Settlement {
  /// `true` if the message need not be sent again.
  fileprivate var isDone: Bool {
    switch self {
    case .confirmed: true
    case .returned(let returned): returned.unroutedEvent != nil
    case .rejected: false
    }
  }
}

extension Returned {
  /// The type of the event that came back; `nil` for a message that is kept until a queue takes it.
  fileprivate var unroutedEvent: String? {
    exchange == Exchange.events.rawValue ? routingKey : nil
  }
}
