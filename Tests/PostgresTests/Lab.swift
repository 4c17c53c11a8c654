import Glibc
import Postgres
import Testing
import Threading

/// Connections to the server that `DATABASE_URL` names.
enum Lab {
  static func uri() throws -> String {
    let value = getenv("DATABASE_URL").map { String(cString: $0) }
    return try #require(value, "Set DATABASE_URL to a PostgreSQL server, as ./dev test does.")
  }

  /// A connection that waits for itself alone.
  static func connect(
    _ session: Session = Session(), uri other: String? = nil
  ) throws -> Line {
    let uri = try other ?? uri()
    var waiter = PollWaiter()
    let connection = try Connection(
      uri, applicationName: "brevduva-tests", timeout: .seconds(20), session: session,
      waiting: &waiter)
    return Line(connection: connection, waiter: waiter)
  }
}

/// A connection with its waiter.
struct Line: ~Copyable {
  var connection: Connection
  var waiter: PollWaiter

  mutating func run<S: Statement>(_ statement: S) throws(PostgresError) -> [S.Row] {
    try connection.run(statement, waiting: &waiter)
  }

  mutating func sync() throws(PostgresError) {
    try connection.sync(waiting: &waiter)
  }

  mutating func script(_ script: String) throws(PostgresError) {
    try connection.execute(script: script, waiting: &waiter)
  }
}
