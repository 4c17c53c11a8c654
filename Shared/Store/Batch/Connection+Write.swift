import Domain
import Hashing
import Postgres
import Threading

extension Connection {
  /// Writes a batch and commits, in one round trip: only the statements that it needs, in an order
  /// that is the same for every lane, so that two cannot wait for each other.
  ///
  /// Whoever ends a profile or joins it with another stands alone in the batch; an erasure takes a
  /// second round trip, since its receipt counts what went.
  mutating func write(
    _ batch: BatchDecision, queue: String?, erasure policy: ErasurePolicy?,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    let messages = batch.messages.sorted { $0.cause.message.precedes($1.cause.message) }
    let rows = BatchRows(batch.messages)
    precondition(
      rows.exclusive.isEmpty || messages.count == 1,
      "a message that ends a profile stands alone in its batch")
    try enqueueReplaced(messages.filter(\.replacesParked))
    try enqueueExclusive(rows.exclusive, erasure: policy, waiting: &waiter)
    try enqueue(rows, erasure: policy)
    if !messages.isEmpty { _ = try enqueue(InsertInbox(messages: messages)) }
    try enqueueEndings(messages)
    if let id = batch.outboxID, !batch.outgoing.isEmpty {
      _ = try enqueue(InsertOutbox(id: id, queue: queue, messages: batch.outgoing))
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

  private mutating func enqueueExclusive(
    _ writes: [ExclusiveWrite], erasure policy: ErasurePolicy?,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    for write in writes {
      switch write {
      case .merge(let merge):
        _ = try enqueue(InsertMerge(merge: merge))
        _ = try enqueue(CarryRegistrations(removed: merge.removed, kept: merge.kept))
      case .unmerge(let merge):
        _ = try enqueue(DeleteMerge(removed: merge.removed))
        _ = try enqueue(ReturnRegistrations(removed: merge.removed, kept: merge.kept))
      case .revocation(let profile):
        _ = try enqueue(DeleteErasedByDeath(profiles: [profile]))
      case .erasure(let row):
        guard let policy else { preconditionFailure("a service that erases needs its keys") }
        try erase(row, policy: policy, waiting: &waiter)
      }
    }
  }

  private mutating func enqueue(
    _ rows: BatchRows, erasure policy: ErasurePolicy?
  ) throws(PostgresError) {
    try enqueueLeaving(rows)
    if !rows.created.isEmpty { _ = try enqueue(InsertProfiles(profiles: rows.created)) }
    try enqueueProfiles(rows)
    let addresses = rows.addresses
    if !addresses.added.isEmpty { _ = try enqueue(InsertAddresses(added: addresses.added)) }
    if !addresses.given.isEmpty { _ = try enqueue(GiveUses(changes: addresses.given)) }
    let (set, cleared) = (rows.setMarks, rows.clearedMarks)
    if !set.isEmpty { _ = try enqueue(SetMarks(marks: set)) }
    if !cleared.isEmpty { _ = try enqueue(ClearMarks(cleared: cleared)) }
    if !rows.returned.isEmpty, let keys = policy?.keys {
      let tags = rows.returned.flatMap { keys.tags(of: $0.text) }
      _ = try enqueue(DeleteErasedAddresses(tags: tags))
    }
    try enqueueRegistrations(rows)
  }

  /// What leaves its place, before anything comes there.
  private mutating func enqueueLeaving(_ rows: BatchRows) throws(PostgresError) {
    let addresses = rows.addresses
    if !rows.past.isEmpty { _ = try enqueue(InsertPastAddresses(past: rows.past)) }
    if !addresses.deleted.isEmpty { _ = try enqueue(DeleteAddresses(keys: addresses.deleted)) }
    if !addresses.taken.isEmpty { _ = try enqueue(TakeUses(changes: addresses.taken)) }
    if !addresses.moved.isEmpty { _ = try enqueue(MoveAddresses(moved: addresses.moved)) }
    let externalIDs = rows.leavingExternalIDs
    if !externalIDs.isEmpty { _ = try enqueue(DeleteExternalIDs(ids: externalIDs)) }
  }

  private mutating func enqueueProfiles(_ rows: BatchRows) throws(PostgresError) {
    let raised = rows.versionRises
    if !raised.isEmpty { _ = try enqueue(RaiseVersions(raised: raised)) }
    let (states, details) = (rows.sortedStates, rows.sortedDetails)
    if !states.isEmpty { _ = try enqueue(UpdateStates(states: states)) }
    if !details.isEmpty { _ = try enqueue(UpdateDetails(details: details)) }
    let externalIDs = rows.comingExternalIDs
    if !externalIDs.isEmpty { _ = try enqueue(InsertExternalIDs(ids: externalIDs)) }
    let (coming, leaving) = (rows.comingOptOuts, rows.leavingOptOuts)
    if !coming.isEmpty { _ = try enqueue(InsertOptOuts(optOuts: coming)) }
    if !leaving.isEmpty { _ = try enqueue(DeleteOptOuts(optOuts: leaving)) }
  }

  private mutating func enqueueRegistrations(_ rows: BatchRows) throws(PostgresError) {
    if !rows.registrations.isEmpty {
      _ = try enqueue(InsertRegistrations(registrations: rows.registrations))
    }
    let moves = rows.sortedMoves
    if !moves.isEmpty { _ = try enqueue(MoveRegistrations(moves: moves)) }
    let suggestions = rows.sortedSuggestions
    if !suggestions.isEmpty { _ = try enqueue(InsertSuggestions(suggestions: suggestions)) }
    let decisions = rows.sortedDecisions
    if !decisions.isEmpty { _ = try enqueue(DecideSuggestions(decisions: decisions)) }
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
