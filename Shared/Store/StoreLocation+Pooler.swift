import Postgres
import Threading

extension StoreLocation {
  /// The fault of a pooler that gives each transaction another connection of the server, and its cure.
  static let poolerFault = """
    A pooler (PgBouncer) gives each transaction another connection of the server: what is set and \
    prepared on one is not there on the next. Set pool_mode = session for this database in its \
    configuration, or name PostgreSQL itself in DATABASE_URL.
    """
}

extension Connection {
  /// Looks whether a pooler stands before the server that gives each transaction another connection.
  ///
  /// Another client of it tells: for a session each has a process of the server to itself. One that is not
  /// let in tells nothing.
  mutating func isPooledByTransaction(
    at location: StoreLocation, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> Bool {
    guard isPooled else { return false }
    var other: Connection
    do throws(PostgresError) {
      other = try location.connect(
        applicationName: "brevduva", session: Session(), waiting: &waiter)
    } catch {
      return false
    }
    var ours: Set<Int32> = []
    var others: Set<Int32> = []
    for _ in 0..<4 {
      do throws(PostgresError) {
        ours.formUnion(try run(ReadBackend(), waiting: &waiter))
        others.formUnion(try other.run(ReadBackend(), waiting: &waiter))
      } catch {
        // The statement that one has prepared is not there for the other, or is there already.
        guard error.action == .reprepare else { throw error }
        return true
      }
    }
    return ours.count > 1 || others.count > 1 || ours == others
  }
}

/// Asks which process of the server answers.
struct ReadBackend: Statement {
  static let sql = "SELECT pg_backend_pid()"

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int32 {
    try row.int4(0)
  }
}
