import Postgres
import Threading

/// A connection that is made when it is needed, and anew when it was lost.
struct ReconnectingConnection: ~Copyable {
  private let location: StoreLocation
  private let session: Session
  private let applicationName: String
  /// Connection, there after ``connect(waiting:)``.
  var connection: Connection?
  /// Round trips of connections that are gone.
  private var earlierRoundTrips = 0
  /// Statements of connections that are gone.
  private var earlierExecuted = 0

  init(_ location: StoreLocation, applicationName: String, session: Session) {
    self.location = location
    self.applicationName = applicationName
    self.session = session
  }

  /// Number of round trips, those of connecting left out.
  var roundTrips: Int {
    switch connection {
    case .some(let connection): earlierRoundTrips + connection.roundTrips
    case nil: earlierRoundTrips
    }
  }

  /// Number of statements that were sent to be executed, those of connecting left out.
  var executed: Int {
    switch connection {
    case .some(let connection): earlierExecuted + connection.executed
    case nil: earlierExecuted
    }
  }

  var isInTransaction: Bool {
    switch connection {
    case .some(let connection): connection.isInTransaction && !connection.isBroken
    case nil: false
    }
  }

  mutating func connect(waiting waiter: inout some Waiter & ~Copyable) throws(PostgresError) {
    dropBroken()
    if connection != nil { return }
    connection = try location.connect(
      applicationName: applicationName, session: session, waiting: &waiter)
  }

  /// Runs one statement.
  mutating func run<S: Statement>(
    _ statement: S, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [S.Row] {
    do throws(PostgresError) {
      try connect(waiting: &waiter)
      return try connection?.run(statement, waiting: &waiter) ?? []
    } catch {
      throw recovered(from: error, waiting: &waiter)
    }
  }

  /// Looks whether a pooler gives each transaction another connection of the server.
  mutating func isPooledByTransaction(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Bool {
    do throws(PostgresError) {
      try connect(waiting: &waiter)
      return try connection?.isPooledByTransaction(at: location, waiting: &waiter) ?? false
    } catch {
      throw recovered(from: error, waiting: &waiter)
    }
  }

  /// Checks that each session keeps its connection, and that the schema is one that this program can use.
  mutating func check(waiting waiter: inout some Waiter & ~Copyable) throws(StoreError) {
    if try isPooledByTransaction(waiting: &waiter) { throw .unusable(StoreLocation.poolerFault) }
    let steps = Migration.all
    let applied = try run(ReadMigrations(known: steps), waiting: &waiter)
    if let objection = SchemaState(applied, known: steps).objection { throw .unusable(objection) }
  }

  /// Rolls back, if a transaction is open.
  mutating func abandon(waiting waiter: inout some Waiter & ~Copyable) {
    connection?.rollback(waiting: &waiter)
    dropBroken()
  }

  /// Cleans up after an error, so that no transaction and no broken connection is left, and says
  /// what it means.
  mutating func recovered(
    from error: PostgresError, waiting waiter: inout some Waiter & ~Copyable
  ) -> StoreError {
    abandon(waiting: &waiter)
    return StoreError(error)
  }

  private mutating func dropBroken() {
    guard isBroken else { return }
    earlierRoundTrips = roundTrips
    earlierExecuted = executed
    connection = nil
  }

  private var isBroken: Bool {
    switch connection {
    case .some(let connection): connection.isBroken
    case nil: false
    }
  }
}
