import Domain
import Postgres
import Threading

extension Connection {
  /// Writes a batch and commits, in one round trip: only the statements that it needs, in an order
  /// that is the same for every lane, so that two cannot wait for each other.
  ///
  /// This is that order: whoever is erased; merges, and what comes along or goes back; what leaves its place;
  /// profiles; what comes to them; what stands beside them; at last what became of the messages. Whoever ends a
  /// profile or joins it with another shares no row with the others (``Domain/BatchCompany``); an erasure takes
  /// further round trips.
  ///
  /// - Returns: what is to be published.
  mutating func write(
    _ batch: BatchDecision, queue: String?, erasure policy: ErasurePolicy?,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> [OutgoingMessage] {
    let messages = batch.messages.sorted { $0.cause.message.precedes($1.cause.message) }
    let writes = BatchWrites(batch.messages)
    let mentions = MentionWrites(messages)
    // What was published already is not searched for whoever is erased.
    try enqueue(DeleteOutbox.init, ifAny: batch.confirmed)
    let replaced = messages.filter(\.replacesParked)
    try enqueue(DeleteReplacedInbox.init, ifAny: replaced)
    try enqueue(DeleteReplacedParked.init, ifAny: replaced)
    let erased = try enqueue(writes.erasures, policy: policy, waiting: &waiter)
    try enqueue(writes.merges)
    try enqueueLeaving(writes.addresses)
    try enqueueLeaving(writes.profiles)
    try enqueue(writes.profiles)
    try enqueueComing(writes.addresses)
    try enqueue(writes.marks)
    try enqueue(writes.bounces)
    try enqueueReturned(writes.addresses, erasure: policy)
    try enqueue(writes.registrations)
    try enqueue(writes.notes)
    try enqueue(writes.suggestions)
    try enqueue(writes.counters)
    try enqueueStorms(writes.bounces)
    try enqueue(writes.imports)
    try enqueue(writes.mailings)
    try enqueue(InsertInbox.init, ifAny: messages)
    try enqueueListed(messages, unsearched: mentions.unsearched)
    try enqueue(mentions)
    try eraseOwn(erased, naming: mentions, policy: policy, waiting: &waiter)
    let outgoing = policy?.outgoing(of: batch, without: erased) ?? batch.outgoing
    if let id = batch.outboxID, !outgoing.isEmpty {
      _ = try enqueue(InsertOutbox(id: id, queue: queue, messages: outgoing))
    }
    _ = try enqueue(Commit())
    try sync(waiting: &waiter)
    return outgoing
  }

  /// Sends a statement over rows, unless there are none.
  @discardableResult
  mutating func enqueue<Row, S: Statement>(
    _ statement: ([Row]) -> S, ifAny rows: [Row]
  ) throws(PostgresError) -> Ticket<S>? {
    if rows.isEmpty { nil } else { try enqueue(statement(rows)) }
  }

  private mutating func enqueueListed(
    _ messages: [DecidedMessage], unsearched: Set<ParkedID>
  ) throws(PostgresError) {
    var parked: [(message: DecidedMessage, parked: Parked)] = []
    var refused: [(message: DecidedMessage, code: String, sentence: String)] = []
    for message in messages {
      switch message.disposition {
      case .applied, .alreadyApplied: break
      case .refused(let code, let sentence): refused.append((message, code, sentence))
      case .parked(let kept): parked.append((message, kept))
      }
    }
    try enqueue({ InsertParked(parked: $0, unsearched: unsearched) }, ifAny: parked)
    try enqueue(InsertRefused.init, ifAny: refused)
  }
}

extension MessageReference {
  /// The order of the inbox's key, by octets.
  fileprivate func precedes(_ other: MessageReference) -> Bool {
    if id != other.id { return id.utf8.lexicographicallyPrecedes(other.id.utf8) }
    return source.utf8.lexicographicallyPrecedes(other.source.utf8)
  }
}
