import Contract
import Domain
import Store
import TestSupport
import Threading

/// A database for a test, in memory or in PostgreSQL, so that one test is run against both.
enum TestDatabase: Sendable {
  /// In memory.
  case memory(MemoryDatabase)
  /// A schema of its own on a real server.
  case postgres(TestSchema)

  /// Store in memory, or in PostgreSQL.
  enum Kind: String, CaseIterable, Sendable {
    /// In memory.
    case memory
    /// On a real server.
    case postgres
  }

  /// An empty database, migrated.
  init(_ kind: Kind) throws {
    switch kind {
    case .memory: self = .memory(MemoryDatabase())
    case .postgres:
      let schema = try TestSchema()
      try schema.migrate()
      self = .postgres(schema)
    }
  }

  /// A store for one more lane, that takes from a queue if one is named.
  func store(queue: String? = nil, retention: Retention? = nil) -> TestStore {
    TestStore(self, queue: queue, retention: retention)
  }

  /// Lets time pass in which no reading of a file keeps rows, so that another may take its place.
  func letReadingsStand() throws {
    switch self {
    case .memory(let database): database.advance(by: .seconds(11))
    case .postgres(let schema):
      try schema.execute("UPDATE import SET read_at = read_at - interval '11 s'")
    }
  }

  /// Makes all that was counted so much older, and all that was handled so old.
  func age(by time: Duration) throws {
    switch self {
    case .memory(let database): database.advance(by: time)
    case .postgres(let schema):
      let age = "interval '\(time.components.seconds) s'"
      try schema.execute(
        """
        UPDATE counter SET counted_at = counted_at - \(age);
        UPDATE inbox SET handled_at = now() - \(age);
        UPDATE refused SET refused_at = now() - \(age);
        """)
    }
  }

  /// All that it keeps now.
  var contents: StoreContents {
    get throws {
      switch self {
      case .memory(let database): database.contents
      case .postgres(let schema): try StoreContents(of: schema)
      }
    }
  }
}

/// The store of a lane in a test, whichever stands behind it, with a waiter of its own.
final class TestStore {
  private var memory: MemoryStore?
  private var postgres: PostgresStore?
  private var waiter = PollWaiter()

  init(_ database: TestDatabase, queue: String? = nil, retention: Retention? = nil) {
    switch database {
    case .memory(let database):
      memory = MemoryStore(database, queue: queue, retention: retention)
    case .postgres(let schema):
      postgres = PostgresStore(
        schema.location, reading: RecordedRegistration.init, queue: queue, erasure: .test,
        retention: retention, deleting: [.imports], applicationName: "tests",
        lockTimeout: .milliseconds(100))
    }
  }

  /// See ``Store/Store/load(_:messages:fence:waiting:)``.
  func load(
    _ touch: Touch = Touch(), messages: [MessageReference] = [], fence: Fence? = nil
  ) throws(StoreError) -> Loaded {
    if let loaded = try memory?.load(touch, messages: messages, fence: fence, waiting: &waiter) {
      return loaded
    }
    return try postgres?.load(touch, messages: messages, fence: fence, waiting: &waiter) ?? Loaded()
  }

  /// See ``Store/Store/write(_:waiting:)``.
  @discardableResult
  func write(_ batch: BatchDecision) throws(StoreError) -> [OutgoingMessage] {
    if let outgoing = try memory?.write(batch, waiting: &waiter) { return outgoing }
    return try postgres?.write(batch, waiting: &waiter) ?? []
  }

  /// See ``Store/Store/abandon(waiting:)``.
  func abandon() {
    memory?.abandon(waiting: &waiter)
    postgres?.abandon(waiting: &waiter)
  }

  /// See ``Store/Store/importState(of:chunk:waiting:)``.
  func importState(of id: ImportID, chunk: Int) throws(StoreError) -> StoredImport? {
    if let found = try memory?.importState(of: id, chunk: chunk, waiting: &waiter) { return found }
    return try postgres?.importState(of: id, chunk: chunk, waiting: &waiter) ?? nil
  }

  /// See ``Store/Store/beginReading(of:waiting:)``.
  func beginReading(of id: ImportID) throws(StoreError) -> ImportReading? {
    if let reading = try memory?.beginReading(of: id, waiting: &waiter) { return reading }
    return try postgres?.beginReading(of: id, waiting: &waiter) ?? nil
  }

  /// See ``Store/Store/keep(_:in:waiting:)``.
  func keep(
    _ portions: [ImportPortion], in reading: ImportReading
  ) throws(StoreError) -> Bool {
    if let isKept = try memory?.keep(portions, in: reading, waiting: &waiter) { return isKept }
    return try postgres?.keep(portions, in: reading, waiting: &waiter) ?? false
  }

  /// Keeps the rows of an import as they are kept while its file is read, the first chunk left out.
  func read(
    _ id: ImportID, _ chunks: [[ImportLine]]
  ) throws(StoreError) -> ImportReading? {
    guard chunks.count > 1, let reading = try beginReading(of: id) else { return nil }
    let portions = chunks.indices.dropFirst().map { ImportPortion(chunk: $0, lines: chunks[$0]) }
    return try keep(portions, in: reading) ? reading : nil
  }

  /// See ``Store/Store/end(_:waiting:)``.
  func end(_ reading: ImportReading) throws(StoreError) {
    try memory?.end(reading, waiting: &waiter)
    try postgres?.end(reading, waiting: &waiter)
  }

  /// See ``Store/Store/profilesToGiveBack(of:after:limit:waiting:)``.
  func profilesToGiveBack(
    of id: ImportID, after last: ProfileID?, limit: Int
  ) throws(StoreError) -> [ProfileID] {
    if let slice = try memory?.profilesToGiveBack(
      of: id, after: last, limit: limit, waiting: &waiter)
    {
      return slice
    }
    return try postgres?.profilesToGiveBack(of: id, after: last, limit: limit, waiting: &waiter)
      ?? []
  }

  /// See ``Store/Store/keptProfiles(of:waiting:)``.
  func keptProfiles(of id: ImportID) throws(StoreError) -> [KeptProfileReason] {
    if let kept = try memory?.keptProfiles(of: id, waiting: &waiter) { return kept }
    return try postgres?.keptProfiles(of: id, waiting: &waiter) ?? []
  }

  /// See ``Store/Store/mailing(_:waiting:)``.
  func mailing(_ id: MailingID) throws(StoreError) -> StoredMailing? {
    if let found = try memory?.mailing(id, waiting: &waiter) { return found }
    return try postgres?.mailing(id, waiting: &waiter) ?? nil
  }

  /// See ``Store/Store/audience(of:after:limit:waiting:)``.
  func audience(
    of id: MailingID, after last: ProfileID?, limit: Int
  ) throws(StoreError) -> [AudienceMember] {
    if let slice = try memory?.audience(of: id, after: last, limit: limit, waiting: &waiter) {
      return slice
    }
    return try postgres?.audience(of: id, after: last, limit: limit, waiting: &waiter) ?? []
  }

  /// See ``Store/Store/waitingRecipients(of:after:limit:waiting:)``.
  func waitingRecipients(
    of id: MailingID, after last: ProfileID? = nil, limit: Int = 100
  ) throws(StoreError) -> [WaitingRecipient] {
    if let slice = try memory?.waitingRecipients(
      of: id, after: last, limit: limit, waiting: &waiter)
    {
      return slice
    }
    return try postgres?.waitingRecipients(of: id, after: last, limit: limit, waiting: &waiter)
      ?? []
  }

  /// See ``Store/Store/beginDueMailing(as:_:waiting:)``.
  func beginDueMailing(
    as id: OutboxID, _ message: (MailingID) -> OutgoingMessage
  ) throws(StoreError) -> OutboxRow? {
    if let row = try memory?.beginDueMailing(as: id, message, waiting: &waiter) { return row }
    return try postgres?.beginDueMailing(as: id, message, waiting: &waiter) ?? nil
  }

  /// See ``Store/Store/activeProfiles(after:limit:waiting:)``.
  func activeProfiles(after last: ProfileID?, limit: Int) throws(StoreError) -> [ProfileID] {
    if let slice = try memory?.activeProfiles(after: last, limit: limit, waiting: &waiter) {
      return slice
    }
    return try postgres?.activeProfiles(after: last, limit: limit, waiting: &waiter) ?? []
  }

  /// See ``Store/Store/heldAddresses(by:limit:waiting:)``.
  func heldAddresses(by storm: StormID, limit: Int = 100) throws(StoreError) -> [AddressKey] {
    if let held = try memory?.heldAddresses(by: storm, limit: limit, waiting: &waiter) {
      return held
    }
    return try postgres?.heldAddresses(by: storm, limit: limit, waiting: &waiter) ?? []
  }

  /// See ``Store/Store/sweep(olderThan:lease:limit:except:waiting:)``.
  func sweep(
    olderThan age: Duration = .zero, lease: Duration = .seconds(60), limit: Int = 100,
    except held: [OutboxID] = []
  ) throws(StoreError) -> [OutboxRow] {
    if let rows = try memory?.sweep(
      olderThan: age, lease: lease, limit: limit, except: held, waiting: &waiter)
    {
      return rows
    }
    return try postgres?.sweep(
      olderThan: age, lease: lease, limit: limit, except: held, waiting: &waiter) ?? []
  }

  /// See ``Store/Store/forget(_:waiting:)``.
  func forget(_ rows: [OutboxID]) throws(StoreError) {
    try memory?.forget(rows, waiting: &waiter)
    try postgres?.forget(rows, waiting: &waiter)
  }

  /// See ``Store/Store/backlog(waiting:)``.
  func backlog() throws(StoreError) -> Backlog {
    if let backlog = try memory?.backlog(waiting: &waiter) { return backlog }
    return try postgres?.backlog(waiting: &waiter) ?? .empty
  }

  /// See ``Store/Store/countTrial(of:on:waiting:)``.
  func countTrial(of suspect: [UInt8], on queue: String) throws(StoreError) -> Int {
    if let count = try memory?.countTrial(of: suspect, on: queue, waiting: &waiter) {
      return count
    }
    return try postgres?.countTrial(of: suspect, on: queue, waiting: &waiter) ?? 0
  }

  /// See ``Store/Store/count(_:waiting:)``.
  func count(_ anomalies: [Anomaly: Int]) throws(StoreError) {
    try memory?.count(anomalies, waiting: &waiter)
    try postgres?.count(anomalies, waiting: &waiter)
  }

  /// See ``Store/Store/expire(waiting:)``.
  func expire() throws(StoreError) {
    _ = try memory?.expire(waiting: &waiter)
    _ = try postgres?.expire(waiting: &waiter)
  }

  /// See ``Store/Store/check(waiting:)``.
  func check() throws(StoreError) {
    try memory?.check(waiting: &waiter)
    try postgres?.check(waiting: &waiter)
  }
}
