import Postgres
import Threading

/// Location of the tables: a database, and the schema in it.
public struct StoreLocation: Sendable {
  /// URI for libpq; may hold a password, so it is never printed.
  let uri: String
  /// The schema: lower-case letters, digits and `_`.
  let schema: String

  /// Names a database.
  ///
  /// - Parameters:
  ///   - uri: as libpq takes it.
  ///   - schema: where the tables are; another than `brevduva` only in tests.
  public init(_ uri: String, schema: String = "brevduva") {
    let isPlain = schema.utf8.allSatisfy {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "_")
    }
    precondition(isPlain, "A schema's name has lower-case letters, digits and _ only.")
    self.uri = uri
    self.schema = schema
  }

  /// The limits and names of a connection.
  ///
  /// The isolation is pinned because what a lock waited for is
  /// seen only by a later statement of `READ COMMITTED`.
  func session(
    lockTimeout: Duration? = .seconds(5), statementTimeout: Duration? = .seconds(30)
  ) -> Session {
    var session = Session()
    session.searchPath = "\(schema), pg_temp"
    session.lockTimeout = lockTimeout
    session.statementTimeout = statementTimeout
    // A worker that is frozen in a transaction holds the rows of its batch, and on an ordered queue
    // everyone's turn: nobody goes on until the server has ended it. Between two statements of ours lies
    // nothing but deciding.
    session.idleInTransactionTimeout = .seconds(10)
    // Walks along merges, which few profiles need, are estimated so dear that the server would compile
    // them for most of a second, each time.
    session.settings = ["default_transaction_isolation": "read committed", "jit": "off"]
    return session
  }

  func connect(
    applicationName: String, session: Session, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> Connection {
    try Connection(
      uri, applicationName: applicationName, timeout: .seconds(10), session: session,
      waiting: &waiter)
  }
}
