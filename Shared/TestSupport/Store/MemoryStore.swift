public import Domain
public import Store
public import Threading

/// The store of a lane in memory: what ``PostgresStore`` answers, as one conformance suite sees to.
///
/// Where PostgreSQL would wait for a row that another lane holds, this one answers with contention at
/// once. When the value goes, its open transaction goes with it.
public struct MemoryStore: ~Copyable, Store {
  private let database: MemoryDatabase
  private let lane: Int
  private let queue: String?
  private let retention: Retention?

  /// A store for one lane, that takes from a queue if one is named, and deletes old messages by a retention
  /// if one is given.
  public init(_ database: MemoryDatabase, queue: String? = nil, retention: Retention? = nil) {
    self.database = database
    self.queue = queue
    self.retention = retention
    lane = database.newLane()
  }

  deinit {
    database.release(lane)
  }

  /// Begins a transaction and loads what a batch touches.
  public mutating func load(
    _ touch: Touch, messages: [MessageReference], fence: Fence?,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Loaded {
    database.release(lane)
    let lane = lane
    return try database.change { state throws(StoreError) in
      try state.load(touch, messages: messages, fence: fence, for: lane)
    }
  }

  /// Writes a decided batch and commits; nobody is searched for in what it tells.
  @discardableResult
  public mutating func write(
    _ batch: BatchDecision, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [OutgoingMessage] {
    let (lane, queue) = (lane, queue)
    defer { database.release(lane) }
    try database.change { state throws(StoreError) in
      guard state.holds[lane] != nil else { throw .contention(sqlstate: "25P01") }
      var written = state
      try written.write(batch, queue: queue)
      if let turn = state.turns[lane] { written.epochs[turn.queue] = turn.epoch }
      state = written
    }
    return batch.outgoing
  }

  /// Gives up the open transaction, if there is one.
  public mutating func abandon(waiting waiter: inout some Waiter & ~Copyable) {
    database.release(lane)
  }

  /// Begins to read the file of an import.
  public mutating func beginReading(
    of id: ImportID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> ImportReading? {
    try database.change { $0.beginReading(of: id) }
  }

  /// Keeps rows while a file is read.
  public mutating func keep(
    _ portions: [ImportPortion], in reading: ImportReading,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Bool {
    try database.change { $0.keep(portions, in: reading) }
  }

  /// Gives up a reading.
  public mutating func end(
    _ reading: ImportReading, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) {
    try database.change { $0.end(reading) }
  }

  /// Reads an import, with the rows of one chunk that wait for their turn.
  public mutating func importState(
    of id: ImportID, chunk: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> StoredImport? {
    try database.change { $0.importState(of: id, chunk: chunk) }
  }

  /// Reads the next profiles to which the undo of an import has not come.
  public mutating func profilesToGiveBack(
    of id: ImportID, after last: ProfileID?, limit: Int,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [ProfileID] {
    try database.change { $0.profilesToGiveBack(of: id, after: last, limit: limit) }
  }

  /// Reads the first profiles that the undo of an import left as they are.
  public mutating func keptProfiles(
    of id: ImportID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [KeptProfileReason] {
    try database.change { $0.keptProfiles(of: id) }
  }

  /// Reads a mailing for those who go on with it.
  public mutating func mailing(
    _ id: MailingID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> StoredMailing? {
    try database.change { $0.storedMailing(id) }
  }

  /// Reads the next profiles of a mailing's audience.
  public mutating func audience(
    of id: MailingID, after last: ProfileID?, limit: Int,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [AudienceMember] {
    try database.change { $0.audience(of: id, after: last, limit: limit) }
  }

  /// Reads the next recipients of a mailing whose turn has not come.
  public mutating func waitingRecipients(
    of id: MailingID, after last: ProfileID?, limit: Int,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [WaitingRecipient] {
    try database.change { $0.waitingRecipients(of: id, after: last, limit: limit) }
  }

  /// Begins the hand-over of a mailing whose moment has come.
  public mutating func beginDueMailing(
    as outboxID: OutboxID, _ message: (MailingID) -> OutgoingMessage,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> OutboxRow? {
    let queue = queue
    return try database.change { $0.beginDueMailing(as: outboxID, on: queue, message) }
  }

  /// Reads a slice of the active profiles.
  public mutating func activeProfiles(
    after last: ProfileID?, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [ProfileID] {
    try database.change { state in
      let rest = state.contents.profiles.values.filter { profile in
        profile.state == .active && last.map { profile.id > $0 } ?? true
      }
      return Array(rest.map(\.id).sorted().prefix(limit))
    }
  }

  /// Reads addresses whose marks a storm holds.
  public mutating func heldAddresses(
    by storm: StormID, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [AddressKey] {
    try database.change { $0.heldAddresses(by: storm, limit: limit) }
  }

  /// Claims outbox rows of the queue that are old enough, or whose claim has run out.
  public mutating func sweep(
    olderThan age: Duration, lease: Duration, limit: Int, except held: [OutboxID],
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [OutboxRow] {
    let queue = queue
    return try database.change { state in
      let due = state.outbox.values.filter {
        ($0.claimedUntil ?? $0.createdAt + age) <= state.now && !held.contains($0.row.id)
          && ($0.queue == nil || $0.queue == queue)
      }
      let first = due.sorted { ($0.createdAt, $0.row.id) < ($1.createdAt, $1.row.id) }.prefix(limit)
      for waiting in first { state.outbox[waiting.row.id]?.claimedUntil = state.now + lease }
      return first.map(\.row)
    }
  }

  /// Deletes outbox rows whose messages are all confirmed.
  public mutating func forget(
    _ rows: [OutboxID], waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) {
    try database.change { $0.forget(rows) }
  }

  /// Counts what waits in the outbox.
  public mutating func backlog(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Backlog {
    try database.change { state in
      let oldest = state.outbox.values.map(\.createdAt).min() ?? state.now
      let count = state.outbox.values.reduce(0) { $0 + $1.row.messages.count }
      return Backlog(messages: count, age: state.now - oldest)
    }
  }

  /// Notes that a message is about to be tried alone.
  public mutating func countTrial(
    of fingerprint: [UInt8], on queue: String, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Int {
    try database.change { state in
      let before =
        state.trials[queue].flatMap { $0.fingerprint == fingerprint ? $0.count : nil } ?? 0
      state.trials[queue] = (fingerprint, before + 1)
      return before + 1
    }
  }

  /// Adds what was met to what an operator is told.
  public mutating func count(
    _ anomalies: [Anomaly: Int], waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) {
    try database.change { $0.contents.anomalies.merge(anomalies, uniquingKeysWith: +) }
  }

  /// Deletes counts that no window reaches and old messages; erased addresses do not expire, since their time
  /// is not kept.
  public mutating func expire(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Bool {
    let retention = retention
    try database.change { state in
      state.forgetCounts()
      if let retention { state.forgetMessages(retention) }
    }
    return false
  }

  /// Checks nothing but that the database does not fail.
  public mutating func check(waiting waiter: inout some Waiter & ~Copyable) throws(StoreError) {
    try database.change { _ in }
  }
}
