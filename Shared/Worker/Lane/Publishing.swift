import Store

/// The outbox rows that a lane is publishing: what is to be sent next, and which rows are confirmed.
///
/// A state machine without I/O. A row is confirmed when each of its messages was acked and none was
/// returned or rejected; a row that failed in part is given up here and swept later, whole: its events
/// keep their ids, by which a receiver drops doubles.
struct Publishing {
  private struct Row {
    let messages: [OutgoingMessage]
    let since: ContinuousClock.Instant
    var sent = 0
    var open: Int
    var hasFailed = false
  }

  /// How many messages may lie here; rows beyond that wait in the outbox.
  private let capacity: Int
  private var rows: [OutboxID: Row] = [:]
  /// Rows with something left to send, in order.
  private var toSend: [OutboxID] = []
  /// The row of each sequence number from `firstSequence` on; `nil` once it is answered.
  private var sent: [OutboxID?] = []
  private var firstSequence: UInt64 = 1
  private var confirmed: [ConfirmedRow] = []
  private var messages = 0

  /// An empty one that takes rows while fewer than `capacity` messages are unconfirmed.
  init(capacity: Int) {
    self.capacity = capacity
  }

  /// Rows that are neither confirmed nor given up.
  var unconfirmed: Int { rows.count }

  /// Whether something is left to send.
  var hasMore: Bool { !toSend.isEmpty }

  /// Whether something was sent that the broker has not answered for.
  var isAwaited: Bool { !sent.isEmpty }

  func contains(_ row: OutboxID) -> Bool { rows[row] != nil }

  /// Takes a row, unless it is here already or too much is; then it stays in the outbox for a sweep.
  mutating func add(_ row: OutboxRow, at now: ContinuousClock.Instant) -> Bool {
    guard messages < capacity, rows[row.id] == nil else { return false }
    guard !row.messages.isEmpty else {
      confirmed.append(ConfirmedRow(id: row.id, since: now))
      return true
    }
    rows[row.id] = Row(messages: row.messages, since: now, open: row.messages.count)
    toSend.append(row.id)
    messages += row.messages.count
    return true
  }

  /// The next message to send; it counts as sent with the next sequence number, 1 being the first of a
  /// connection.
  mutating func next() -> OutgoingMessage? {
    guard let id = toSend.first, var row = rows[id] else { return nil }
    let message = row.messages[row.sent]
    row.sent += 1
    if row.sent == row.messages.count { toSend.removeFirst() }
    rows[id] = row
    sent.append(id)
    return message
  }

  /// The broker has taken a message, or all up to it; returns how many that were.
  @discardableResult
  mutating func acked(_ sequence: UInt64, multiple: Bool) -> Int {
    answered(sequence, multiple: multiple, failed: false)
  }

  /// The broker has refused a message, or all up to it: their rows are published again later.
  @discardableResult
  mutating func rejected(_ sequence: UInt64, multiple: Bool) -> Int {
    answered(sequence, multiple: multiple, failed: true)
  }

  /// A message came back as unroutable; its ack is still to come (traps of `mandatory`).
  mutating func returned(messageID: String) {
    for (id, row) in rows where row.messages.contains(where: { $0.messageID == messageID }) {
      rows[id]?.hasFailed = true
    }
  }

  /// The connection is gone: what was not confirmed is sent again, whole rows in order, and sequence
  /// numbers start anew.
  mutating func restart() {
    toSend = rows.keys.sorted()
    for id in toSend {
      guard let row = rows[id] else { continue }
      rows[id] = Row(messages: row.messages, since: row.since, open: row.messages.count)
    }
    sent.removeAll()
    firstSequence = 1
  }

  /// The rows that were confirmed since the last call.
  mutating func takeConfirmed() -> [ConfirmedRow] {
    defer { confirmed.removeAll() }
    return confirmed
  }

  private mutating func answered(_ sequence: UInt64, multiple: Bool, failed: Bool) -> Int {
    guard sequence >= firstSequence, sequence - firstSequence < UInt64(sent.count) else { return 0 }
    var count = 0
    let last = Int(sequence - firstSequence)
    for place in (multiple ? 0 : last)...last {
      guard let id = sent[place] else { continue }
      sent[place] = nil
      answered(row: id, failed: failed)
      count += 1
    }
    let answeredPrefix = sent.prefix { $0 == nil }.count
    sent.removeFirst(answeredPrefix)
    firstSequence += UInt64(answeredPrefix)
    return count
  }

  private mutating func answered(row id: OutboxID, failed: Bool) {
    guard var row = rows[id] else { return }
    row.open -= 1
    if failed { row.hasFailed = true }
    rows[id] = row
    guard row.open == 0 else { return }
    rows[id] = nil
    messages -= row.messages.count
    if !row.hasFailed { confirmed.append(ConfirmedRow(id: id, since: row.since)) }
  }
}
