import Domain
import Store

extension MemoryState {
  /// Writes a batch, with the constraints that the tables have.
  mutating func write(_ batch: BatchDecision, queue: String?) throws(StoreError) {
    var touched: Set<ProfileID> = []
    for message in batch.messages {
      for logged in message.changes {
        try apply(logged, by: message.cause)
        touched.formUnion(logged.change.scope.named)
      }
    }
    try checkUses(of: touched)
    for message in batch.messages { try enter(message) }
    if let id = batch.outboxID, !batch.outgoing.isEmpty {
      outbox[id] = Waiting(
        row: OutboxRow(id: id, messages: batch.outgoing), queue: queue, createdAt: now)
      contents.outbox[id] = batch.outgoing.count
    }
    forget(batch.confirmed)
  }

  mutating func forgetCounts() {
    for old in counted where old.at <= now - CounterKey.window {
      contents.counts[old.key, default: 0] -= old.amount
    }
    contents.counts = contents.counts.filter { $0.value != 0 }
    counted.removeAll { $0.at <= now - CounterKey.window }
  }

  mutating func forget(_ rows: [OutboxID]) {
    for id in rows {
      outbox[id] = nil
      contents.outbox[id] = nil
    }
  }

  private mutating func enter(_ message: DecidedMessage) throws(StoreError) {
    let reference = message.cause.message
    if message.replacesParked, let outcome = contents.inbox[reference],
      outcome == .parked || outcome == .retried
    {
      contents.inbox[reference] = nil
      contents.parked[reference] = nil
    }
    guard contents.inbox[reference] == nil else { throw .conflict(constraint: "inbox_once") }
    hashes[reference] = message.bodyHash
    handledAt[reference] = now
    contents.inbox[reference] = message.disposition.outcome
    switch message.disposition {
    case .applied, .alreadyApplied: break
    case .refused(let code, _): contents.refused[reference] = code
    case .parked(let parked): contents.parked[reference] = parked.code
    }
  }

  /// Deletes what a retention lets go; a message that is still parked stays known.
  mutating func forgetMessages(_ retention: Retention) {
    func isOver(_ reference: MessageReference, _ time: Duration) -> Bool {
      handledAt[reference].map { now - $0 >= time } ?? false
    }
    contents.refused = contents.refused.filter { !isOver($0.key, retention.refused) }
    contents.inbox = contents.inbox.filter { reference, _ in
      !isOver(reference, retention.inbox) || contents.parked[reference] != nil
    }
  }

  private mutating func apply(
    _ logged: LoggedChange, by cause: Cause
  ) throws(StoreError) {
    let origin = logged.origin(in: cause.message)
    switch logged.change {
    case .profile(let id, let change): try write(change, of: id, by: origin)
    case .address(let key, let change): try write(change, of: key, by: origin)
    case .mark(let key, _, let change): write(change, of: key)
    case .bounce(let key, _, let change): write(change, of: key)
    case .suppression(let key, _, let change): write(change, of: key)
    case .storm(let storm, let change): try write(change, of: storm)
    case .registration(let id, let change): write(change, of: id, at: cause.at)
    case .note(let id, let change): try write(change, of: id, at: cause.at)
    case .suggestion(let suggestion, let change): try write(change, of: suggestion)
    case .merge(let merge, let change): write(change, of: merge)
    case .erasure(let merged, let change): write(change, of: merged)
    case .message: break
    case .counter(let key, .increased(let amount)): count(key, amount)
    case .counter(let key, .announced): count(key.announcement, 1)
    case .imported(let id, let change): try write(change, of: id, at: cause.at)
    case .mailing(let id, let change): try write(change, of: id, at: cause.at)
    }
    contents.profiles.apply(logged.change)
  }
}
