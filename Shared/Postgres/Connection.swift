public import Threading

/// One connection to PostgreSQL, used by one thread.
///
/// Statements are enqueued, and one sync sends them, lets the caller's waiter wait, and reads all the
/// answers: one round trip, however many statements. Nothing in here blocks but the look-up of a host's
/// name. The connection is closed when the value goes.
public struct Connection: ~Copyable {
  /// Longest time of one sync.
  ///
  /// When it is over, the statement is cancelled and the connection is broken: a server that is
  /// frozen answers nothing any more, its own limits included.
  public var deadline: Duration = .seconds(30)
  /// Number of round trips since the connection stood.
  public internal(set) var roundTrips = 0
  /// Number of statements that were sent to be executed since the connection stood.
  public internal(set) var executed = 0

  let handle: Handle
  var isLost = false
  var pipeline = Pipeline()
  /// The answers of the last sync, until they are taken.
  var answers: [Pipeline.Answer] = []
  var syncs = 0
  var statements: Statements
  var parameters = Parameters()
  /// Reads that are still to be tried before the next wait.
  var readsAhead = 0

  /// Connects, waiting through the waiter.
  ///
  /// Several hosts in the URI are tried in turn, each within its `connect_timeout` (5 s unless the URI
  /// says otherwise). Keep-alives, `tcp_user_timeout`, UTF-8 and no GSS are added unless the URI has
  /// them.
  ///
  /// - Parameters:
  ///   - uri: as libpq takes it; passwords may also come from libpq's files and variables.
  ///   - applicationName: shown in `pg_stat_activity`, unless the URI names another.
  ///   - timeout: the longest time for all of it.
  ///   - session: limits and names set on the new connection.
  ///   - waiter: lent for this call.
  /// - Throws: ``PostgresError/connection(_:)``, or what the server says to the session's settings.
  public init(
    _ uri: String, applicationName: String, timeout: Duration, session: Session = Session(),
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    let handle = try Self.opened(
      uri, applicationName: applicationName, session, until: .now + timeout, waiting: &waiter)
    self.init(handle, Statements(areKept: session.keepsStatements))
  }

  /// A connection that is set up: a value that owns a handle can't throw once it is made in an `init`.
  private static func opened(
    _ uri: String, applicationName: String, _ session: Session,
    until limit: ContinuousClock.Instant, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> Handle {
    let handle = try Handle.connected(
      to: uri, applicationName: applicationName, until: limit, waiting: &waiter)
    var connection = Self(handle, Statements(areKept: false))
    let configure = Configure(session: session)
    let backends = try connection.exchange(
      until: limit, waiting: &waiter, configure, isKept: false)
    var connected = connection.handle
    connected.isPooled = backends.contains { $0 != connected.backend }
    return connected
  }

  private init(_ handle: consuming Handle, _ statements: Statements) {
    self.handle = handle
    self.statements = statements
  }

  /// `true` if the connection is of no use any more: it was lost, or an answer did not come in
  /// time.
  public var isBroken: Bool { isLost || handle.isBad }

  /// `true` if a pooler such as PgBouncer stands between the server and us, as far as that shows: the settings
  /// of the session were set, and another process of the server did it than the one that was told.
  public var isPooled: Bool { handle.isPooled }

  /// `true` if a transaction is open, failed or not, as of the last sync.
  public var isInTransaction: Bool { handle.isInTransaction }

  /// The socket, for a lane's own poll or a watchdog; -1 when there is none any more.
  public var descriptor: Int32 { handle.descriptor }

  /// Puts a statement into the pipeline; it is sent, at the latest, by the next sync.
  ///
  /// It is prepared with its first use on this connection, in the same round trip.
  ///
  /// - Returns: what its rows are taken by, after the sync.
  public mutating func enqueue<S: Statement>(_ statement: S) throws(PostgresError) -> Ticket<S> {
    try enqueue(statement, isKept: true)
  }

  /// Sends the pipeline and reads all the answers: one round trip; none if nothing is enqueued.
  ///
  /// Outside `BEGIN` and `COMMIT` the statements of one sync are one transaction.
  ///
  /// - Throws: the first error of the pipeline, after which the rest was skipped by the server. The
  ///   connection stays usable unless it is broken; a transaction that was begun is to be rolled back.
  public mutating func sync(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    if pipeline.isEmpty { return }
    try sync(until: .now + deadline, waiting: &waiter)
  }

  /// Gives the decoded rows of a statement of the last sync, and frees them: once for each ticket.
  ///
  /// - Throws: what the statement's `decode` throws; if the statement failed or was skipped, the error
  ///   of the sync.
  public mutating func take<S: Statement>(_ ticket: Ticket<S>) throws(PostgresError) -> [S.Row] {
    let (affected, rows) = try done(ticket)
    guard let rows else { return [] }
    answers[ticket.place] = .done(affected: affected, rows: nil)
    var decoded: [S.Row] = []
    let count = rows.handle.rowCount
    decoded.reserveCapacity(count)
    var reader = RowReader(rows)
    while reader.row < count {
      decoded.append(try S.decode(reader))
      reader.row += 1
    }
    return decoded
  }

  /// Returns the number of rows that a statement of the last sync selected, inserted, updated or
  /// deleted.
  public func affected<S: Statement>(_ ticket: Ticket<S>) throws(PostgresError) -> Int {
    try done(ticket).affected
  }

  /// Runs one statement, with all that is enqueued before it, and gives its rows.
  ///
  /// Outside a transaction, a statement alone whose plan the server has thrown away (0A000, 26000) is
  /// prepared again and run once more.
  public mutating func run<S: Statement>(
    _ statement: S, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> [S.Row] {
    let isAlone = pipeline.isEmpty && !isInTransaction
    do throws(PostgresError) {
      return try exchange(until: .now + deadline, waiting: &waiter, statement, isKept: true)
    } catch {
      guard isAlone, error.action == .reprepare, !isBroken else { throw error }
      return try exchange(until: .now + deadline, waiting: &waiter, statement, isKept: true)
    }
  }

  /// Rolls back, if a transaction is open; a connection that can't is broken afterwards.
  public mutating func rollback(waiting waiter: inout some Waiter & ~Copyable) {
    guard !isBroken, isInTransaction || !pipeline.isEmpty else { return }
    do throws(PostgresError) {
      // What was enqueued and never synced may have failed; then this was skipped with it.
      if !pipeline.isEmpty { try? sync(waiting: &waiter) }
      if isInTransaction { _ = try run(Rollback(), waiting: &waiter) }
    } catch {
      breakOff()
    }
  }
}

extension Connection {
  func done<S: Statement>(
    _ ticket: Ticket<S>
  ) throws(PostgresError) -> (affected: Int, rows: ResultBox?) {
    precondition(ticket.sync == syncs, "A ticket is of use after its own sync and until the next.")
    guard ticket.place < answers.count else { throw .connection(.lost) }
    switch answers[ticket.place] {
    case .done(let affected, let rows): return (affected, rows)
    case .failed(let error): throw error
    }
  }
}
