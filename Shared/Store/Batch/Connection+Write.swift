import Domain
import Postgres
import Threading

extension Connection {
  /// Writes a batch and commits, in one round trip: only the statements that it needs, in an order
  /// that is the same for every lane, so that two cannot wait for each other.
  mutating func write(
    _ batch: Decided, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    let messages = batch.messages.sorted { $0.cause.message.precedes($1.cause.message) }
    try enqueueReplaced(messages.filter(\.replacesParked))
    try enqueue(BatchRows(batch.messages))
    if !messages.isEmpty { _ = try enqueue(InsertInbox(messages: messages)) }
    try enqueueEndings(messages)
    if let id = batch.outboxID, !batch.outgoing.isEmpty {
      _ = try enqueue(InsertOutbox(id: id, messages: batch.outgoing))
    }
    if !batch.confirmed.isEmpty { _ = try enqueue(DeleteOutbox(ids: batch.confirmed)) }
    _ = try enqueue(Commit())
    try sync(waiting: &waiter)
  }

  private mutating func enqueueReplaced(
    _ replaced: [DecidedMessage]
  ) throws(PostgresError) {
    if replaced.isEmpty { return }
    _ = try enqueue(DeleteReplacedInbox(messages: replaced))
    _ = try enqueue(DeleteReplacedParked(messages: replaced))
  }

  private mutating func enqueue(_ rows: BatchRows) throws(PostgresError) {
    let addresses = rows.addresses
    if !rows.past.isEmpty { _ = try enqueue(InsertPastAddresses(past: rows.past)) }
    if !addresses.deleted.isEmpty { _ = try enqueue(DeleteAddresses(keys: addresses.deleted)) }
    if !addresses.taken.isEmpty { _ = try enqueue(TakeUses(changes: addresses.taken)) }
    if !addresses.moved.isEmpty { _ = try enqueue(MoveAddresses(moved: addresses.moved)) }
    if !rows.created.isEmpty { _ = try enqueue(InsertProfiles(profiles: rows.created)) }
    let raised = rows.versionRises
    if !raised.isEmpty { _ = try enqueue(RaiseVersions(raised: raised)) }
    let externalIDs = rows.externalIDs
    if !externalIDs.isEmpty { _ = try enqueue(InsertExternalIDs(ids: externalIDs)) }
    if !addresses.added.isEmpty { _ = try enqueue(InsertAddresses(added: addresses.added)) }
    if !addresses.given.isEmpty { _ = try enqueue(GiveUses(changes: addresses.given)) }
    if !rows.registrations.isEmpty {
      _ = try enqueue(InsertRegistrations(registrations: rows.registrations))
    }
    let suggestions = rows.sortedSuggestions
    if !suggestions.isEmpty { _ = try enqueue(InsertSuggestions(suggestions: suggestions)) }
  }

  private mutating func enqueueEndings(_ messages: [DecidedMessage]) throws(PostgresError) {
    var parked: [(message: DecidedMessage, parked: Parked)] = []
    var refused: [(message: DecidedMessage, code: String, sentence: String)] = []
    for message in messages {
      switch message.ending {
      case .applied, .alreadyApplied: break
      case .refused(let code, let sentence): refused.append((message, code, sentence))
      case .parked(let kept): parked.append((message, kept))
      }
    }
    if !parked.isEmpty { _ = try enqueue(InsertParked(parked: parked)) }
    if !refused.isEmpty { _ = try enqueue(InsertRefused(refused: refused)) }
  }
}

extension MessageReference {
  /// The order of the inbox's key, by octets.
  fileprivate func precedes(_ other: MessageReference) -> Bool {
    if id != other.id { return id.utf8.lexicographicallyPrecedes(other.id.utf8) }
    return source.utf8.lexicographicallyPrecedes(other.source.utf8)
  }
}
