import Glibc
import POSIX
import Postgres
import Testing
import Threading

/// Connections to a database of this run's own, on the server that `DATABASE_URL` names.
enum DatabaseHarness {
  private static let name = "postgres_tests_\(getpid())_\(UInt32.random(in: 0 ... .max))"

  /// Made with the first connection, and dropped when the process ends.
  private static let database: Result<String, any Error> = Result {
    var line = try connect(server())
    try line.script("CREATE DATABASE \(name)")
    atexit { DatabaseHarness.drop() }
    return try uri(database: name)
  }

  private static func drop() {
    // What can't be dropped is for whoever looks after the server.
    var line = try? connect(server())
    try? line?.script("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
  }

  static func server() throws -> String {
    let value = Environment.variables["DATABASE_URL"]
    return try #require(value, "Set DATABASE_URL to a PostgreSQL server, as ./dev test does.")
  }

  /// The server's URI with another database; what is added is of the form `&name=value`.
  static func uri(database: String, _ more: String = "") throws -> String {
    let server = try server()
    let start = try #require(server.firstRange(of: "://")).upperBound
    let slash = server[start...].firstIndex(of: "/") ?? server.endIndex
    let query = server[slash...].split(separator: "?").dropFirst().first.map { "&\($0)" } ?? ""
    return server[..<slash] + "/\(database)?application_name=postgres-tests" + query + more
  }

  /// The server's URI with another host before its own, which is given a second.
  static func uri(database: String, behind host: String) throws -> String {
    let uri = try uri(database: database, "&connect_timeout=1")
    let start = try #require(uri.firstRange(of: "://")).upperBound
    let end = try #require(uri[start...].firstIndex(of: "/"))
    let place = uri[start..<end].lastIndex(of: "@").map { uri.index(after: $0) } ?? start
    return uri[..<place] + "\(host)," + uri[place...]
  }

  /// A connection that waits for itself alone, to the run's own database.
  static func connect(_ session: Session = Session(), _ more: String = "") throws -> Line {
    try connect(database.get() + more, session)
  }

  /// A connection to any server.
  static func connect(
    _ uri: String, _ session: Session = Session(), timeout: Duration = .seconds(60)
  ) throws(PostgresError) -> Line {
    var waiter = CountingWaiter()
    let connection = try Connection(
      uri, applicationName: "tests", timeout: timeout, session: session, waiting: &waiter)
    return Line(connection: connection, waiter: waiter)
  }
}

/// A connection with its waiter.
struct Line: ~Copyable {
  var connection: Connection
  var waiter: CountingWaiter

  @discardableResult
  mutating func run<S: Statement>(_ statement: S) throws(PostgresError) -> [S.Row] {
    try connection.run(statement, waiting: &waiter)
  }

  /// The process of the server that serves this connection.
  mutating func backend() throws -> Int32 {
    Int32(try #require(try run(BackendProcess()).first))
  }

  mutating func sync() throws(PostgresError) {
    try connection.sync(waiting: &waiter)
  }

  mutating func script(_ script: String) throws(PostgresError) {
    try connection.execute(script: script, waiting: &waiter)
  }

  mutating func rollback() {
    connection.rollback(waiting: &waiter)
  }

  /// Returns the error with which a statement fails.
  mutating func failure<S: Statement>(of statement: S) -> PostgresError? {
    do throws(PostgresError) {
      _ = try run(statement)
      return nil
    } catch {
      return error
    }
  }
}

extension Line {
  /// Returns the error with which the sync of what is enqueued fails.
  mutating func failureOfSync() -> PostgresError? {
    do throws(PostgresError) {
      try sync()
      return nil
    } catch {
      return error
    }
  }

  /// Returns the error with which a script fails.
  mutating func failure(ofScript script: String) -> PostgresError? {
    do throws(PostgresError) {
      try self.script(script)
      return nil
    } catch {
      return error
    }
  }
}

/// Counts how often it was asked, and gives up waiting every 20 ms, as a lane does that has other
/// things to look after.
struct CountingWaiter: Waiter, ~Copyable {
  private var waiter = PollWaiter()
  private(set) var waits = 0

  mutating func wait(
    for descriptor: Int32, _ interest: Interest, until deadline: ContinuousClock.Instant
  ) -> Bool {
    waits += 1
    return waiter.wait(for: descriptor, interest, until: min(deadline, .now + .milliseconds(20)))
  }
}

/// The SQLSTATE of an error of the server.
func sqlstate(_ error: PostgresError?) -> SQLState? {
  guard case .server(let fault) = error else { return nil }
  return fault.sqlstate
}

/// One number, from whatever SQL.
protocol Number: Statement where Row == Int64 {}

extension Number {
  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int64 {
    try row.int8(0)
  }
}

struct BackendProcess: Number {
  static let sql = "SELECT pg_backend_pid()::int8"
}
