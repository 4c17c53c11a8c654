public import Domain
import Hashing
import Postgres
public import Threading

/// The store of a lane in PostgreSQL: one connection, one round trip to load a batch, one to write it.
///
/// It connects with its first use, and again when the connection was lost: after an outage the next
/// call finds out whether the database is back.
public struct PostgresStore: ~Copyable, Store {
  private var database: ReconnectingConnection
  private let role: DatabaseRole?
  private let queue: String?
  private let erasure: ErasurePolicy?
  private let retention: Retention?
  private let timed: [TimedRows]
  private let read: RegistrationReader

  /// Aims at a database; nothing is connected yet.
  ///
  /// - Parameters:
  ///   - location: the database, and the schema in it.
  ///   - read: reads the registrations that a batch touches.
  ///   - role: the rights that its user needs, looked at by ``check(waiting:)``; `nil` for no matter.
  ///   - queue: the queue that the lane takes from: it publishes what belongs to that one, or to none.
  ///   - erasure: how it erases and recognises the erased; `nil` for a service that does neither.
  ///   - retention: how long handled messages are known; `nil` for a lane that deletes none.
  ///   - timed: what else the lane's service keeps for a limited time.
  ///   - applicationName: shown in `pg_stat_activity`.
  ///   - lockTimeout: the longest wait for a row that another lane holds.
  public init(
    _ location: StoreLocation, reading read: @escaping RegistrationReader,
    role: DatabaseRole? = nil, queue: String? = nil, erasure: ErasurePolicy? = nil,
    retention: Retention? = nil, deleting timed: [TimedRows] = [],
    applicationName: String = "brevduva",
    lockTimeout: Duration = .seconds(5)
  ) {
    self.read = read
    self.role = role
    self.queue = queue
    self.erasure = erasure
    self.retention = retention
    self.timed = timed
    database = ReconnectingConnection(
      location, applicationName: applicationName,
      session: location.session(lockTimeout: lockTimeout).withIndexPlans)
  }

  /// Number of round trips, for a test to count; those of connecting are left out.
  public var roundTrips: Int { database.roundTrips }

  /// Number of statements that were sent to be executed, for a test to count; those of connecting are left out.
  public var executed: Int { database.executed }

  /// Begins a transaction and loads what a batch touches, in one round trip.
  public mutating func load(
    _ touch: Touch, messages: [MessageReference], fence: Fence?,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Loaded {
    let loaded = try find(
      LoadRequest(touch, messages: messages), fence: fence, waiting: &waiter)
    if let fence, let epoch = loaded.epoch, !fence.admits(epoch) {
      abandon(waiting: &waiter)
      throw .superseded
    }
    return loaded
  }

  private mutating func find(
    _ request: LoadRequest, fence: Fence?, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Loaded {
    do throws(PostgresError) {
      try database.connect(waiting: &waiter)
      // A transaction that was given up without a word is over before the next begins.
      database.connection?.rollback(waiting: &waiter)
      if let loaded = try database.connection?.load(
        request, fence: fence, ring: erasure?.keys, reading: read, waiting: &waiter)
      {
        return loaded
      }
    } catch {
      throw database.recovered(from: error, waiting: &waiter)
    }
    throw .contention(sqlstate: "40001")
  }

  /// Writes a decided batch and commits, in one round trip.
  @discardableResult
  public mutating func write(
    _ batch: BatchDecision, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [OutgoingMessage] {
    guard database.isInTransaction else { throw .contention(sqlstate: "25P01") }
    do throws(PostgresError) {
      return try database.connection?.write(
        batch, queue: queue, erasure: erasure, waiting: &waiter) ?? []
    } catch {
      throw database.recovered(from: error, waiting: &waiter)
    }
  }

  /// Rolls back, if a transaction is open.
  public mutating func abandon(waiting waiter: inout some Waiter & ~Copyable) {
    database.abandon(waiting: &waiter)
  }

  /// Reads an import, with the rows of one chunk that wait for their turn.
  public mutating func importState(
    of id: ImportID, chunk: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> StoredImport? {
    try database.run(ReadImport(id: id, chunk: chunk), waiting: &waiter).first
  }

  /// Begins to read the file of an import.
  public mutating func beginReading(
    of id: ImportID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> ImportReading? {
    try database.run(BeginReading(id: id), waiting: &waiter).first.map {
      ImportReading(id: id, token: $0)
    }
  }

  /// Keeps rows while a file is read.
  public mutating func keep(
    _ portions: [ImportPortion], in reading: ImportReading,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Bool {
    do throws(PostgresError) {
      try database.connect(waiting: &waiter)
      return try database.connection?.keep(portions, in: reading, waiting: &waiter) ?? false
    } catch {
      throw database.recovered(from: error, waiting: &waiter)
    }
  }

  /// Gives up a reading.
  public mutating func end(
    _ reading: ImportReading, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) {
    _ = try database.run(EndReading(reading: reading), waiting: &waiter)
  }

  /// Reads the next profiles to which the undo of an import has not come.
  public mutating func profilesToGiveBack(
    of id: ImportID, after last: ProfileID?, limit: Int,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [ProfileID] {
    try database.run(ReadUndoSlice(id: id, last: last, limit: limit), waiting: &waiter)
  }

  /// Reads the first profiles that the undo of an import left as they are.
  public mutating func keptProfiles(
    of id: ImportID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [KeptProfileReason] {
    try database.run(
      ReadKeptProfiles(id: id, after: nil, limit: ImportReport.told), waiting: &waiter
    ).map(\.kept)
  }

  /// Reads a slice of the active profiles, in the order of their ids.
  public mutating func activeProfiles(
    after last: ProfileID?, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [ProfileID] {
    try database.run(ReadActiveProfiles(last: last, limit: limit), waiting: &waiter)
  }

  /// Reads addresses whose marks a storm holds.
  public mutating func heldAddresses(
    by storm: StormID, limit: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [AddressKey] {
    try database.run(ReadHeldAddresses(storm: storm, limit: limit), waiting: &waiter)
  }

  /// Reads a mailing for those who go on with it.
  public mutating func mailing(
    _ id: MailingID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> StoredMailing? {
    try database.run(ReadMailing(id: id), waiting: &waiter).first
  }

  /// Reads the next profiles of a mailing's audience.
  public mutating func audience(
    of id: MailingID, after last: ProfileID?, limit: Int,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [AudienceMember] {
    try database.run(ReadAudience(id: id, after: last, limit: limit), waiting: &waiter)
  }

  /// Reads the next recipients of a mailing whose turn has not come.
  public mutating func waitingRecipients(
    of id: MailingID, after last: ProfileID?, limit: Int,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [WaitingRecipient] {
    try database.run(ReadWaitingRecipients(id: id, after: last, limit: limit), waiting: &waiter)
  }

  /// Begins the hand-over of a mailing whose moment has come.
  public mutating func beginDueMailing(
    as outboxID: OutboxID, _ message: (MailingID) -> OutgoingMessage,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> OutboxRow? {
    do throws(PostgresError) {
      try database.connect(waiting: &waiter)
      return try database.connection?.beginDueMailing(
        as: outboxID, on: queue, message, waiting: &waiter) ?? nil
    } catch {
      throw database.recovered(from: error, waiting: &waiter)
    }
  }

  /// Claims outbox rows that a dead worker of the queue left.
  public mutating func sweep(
    olderThan age: Duration, lease: Duration, limit: Int, except held: [OutboxID],
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [OutboxRow] {
    try database.run(
      ClaimOutbox(age: age, lease: lease, limit: limit, queue: queue, held: held),
      waiting: &waiter)
  }

  /// Deletes outbox rows whose messages are all confirmed.
  public mutating func forget(
    _ rows: [OutboxID], waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) {
    if rows.isEmpty { return }
    _ = try database.run(DeleteOutbox(ids: rows), waiting: &waiter)
  }

  /// Counts what waits in the outbox.
  public mutating func backlog(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Backlog {
    try database.run(ReadBacklog(), waiting: &waiter).first ?? .empty
  }

  /// Notes that a message is about to be tried alone.
  public mutating func countTrial(
    of fingerprint: [UInt8], on queue: String, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Int {
    try database.run(CountTrial(fingerprint: fingerprint, queue: queue), waiting: &waiter).first
      ?? 1
  }

  /// Adds what was met to what `doctor` tells.
  public mutating func count(
    _ anomalies: [Anomaly: Int], waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) {
    if anomalies.isEmpty { return }
    let counts = anomalies.map { (anomaly: $0.key, count: $0.value) }
    _ = try database.run(CountAnomalies(counts: counts), waiting: &waiter)
  }

  /// Deletes counts that no window reaches, the tags of erased addresses whose time is over (L6), if it
  /// recognises them, and a portion each of messages that were handled long ago and of what else its service keeps.
  public mutating func expire(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Bool {
    _ = try database.run(DeleteOldCounts(), waiting: &waiter)
    if erasure != nil { _ = try database.run(DeleteExpired(), waiting: &waiter) }
    var deleted: [Int] = []
    for rows in timed {
      switch rows {
      case .imports:
        deleted += try database.run(DeleteOldImportLines(), waiting: &waiter)
        deleted += try database.run(DeleteOldReadings(), waiting: &waiter)
        deleted += try database.run(DeleteOldImportedProfiles(), waiting: &waiter)
      case .bounces(let lifetime):
        deleted += try database.run(DeleteOldBounces(lifetime: lifetime), waiting: &waiter)
      }
    }
    if let retention {
      deleted += try database.run(DeleteOldRefused(age: retention.refused), waiting: &waiter)
      deleted += try database.run(DeleteOldInbox(age: retention.inbox), waiting: &waiter)
    }
    return deleted.contains(Retention.portion)
  }

  /// Checks that the schema is one that this program can use, that the user has the role's rights, and
  /// that no key is missing by which the erased are recognised (L6).
  public mutating func check(waiting waiter: inout some Waiter & ~Copyable) throws(StoreError) {
    try database.check(waiting: &waiter)
    if let role,
      let objection = try database.run(ReadRights(role: role), waiting: &waiter).first?.objection
    {
      throw .unusable(objection)
    }
    guard let erasure else { return }
    let needed = try database.run(ReadErasureKeys(), waiting: &waiter)
    if let missing = MissingErasureKeys(needed: needed, known: erasure.keys.ids) {
      throw .unusable("\(missing) `brevduva doctor` says more.")
    }
  }
}

extension Session {
  /// Session with plans that depend on no estimate.
  ///
  /// The parameters of a batch are arrays whose length the planner cannot know, and a table that was
  /// empty when a plan was made may hold a million rows before the next ANALYZE. So a plan is made
  /// once, and what pays on small tables only is ruled out: every look-up goes through its index.
  var withIndexPlans: Session {
    var session = self
    for (name, value) in [
      ("plan_cache_mode", "force_generic_plan"), ("enable_seqscan", "off"),
      ("enable_hashjoin", "off"), ("enable_mergejoin", "off"),
    ] {
      session.settings[name] = value
    }
    return session
  }
}
