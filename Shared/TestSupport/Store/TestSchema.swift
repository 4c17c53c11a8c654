import POSIX
public import Postgres
public import Store
public import Threading

/// A schema of its own in a database for tests, migrated; it goes when the value goes.
public final class TestSchema: Sendable {
  /// Location of the schema.
  public let location: StoreLocation
  /// Its name.
  public let name: String
  /// The database's URI.
  public let uri: String

  /// Makes the schema, in the database `x_store_tests` of the server that `DATABASE_URL` names.
  public init() throws {
    guard let server = Environment.variables["DATABASE_URL"] else {
      throw Missing(sentence: "DATABASE_URL is not set: it names the server for the tests.")
    }
    try Self.makeDatabase(on: server)
    uri = ServerURL.replacing(path: "x_store_tests", in: server)
    name = "t" + String(UInt64.random(in: .min ... .max), radix: 36)
    location = StoreLocation(uri, schema: name)
    var waiter = PollWaiter()
    var connection = try Connection(
      uri, applicationName: "tests", timeout: .seconds(60), waiting: &waiter)
    try connection.execute(script: "CREATE SCHEMA \(name)", waiting: &waiter)
  }

  deinit {
    var waiter = PollWaiter()
    // A schema that could not be dropped is in nobody's way.
    guard
      var connection = try? Connection(
        uri, applicationName: "tests", timeout: .seconds(60), waiting: &waiter)
    else { return }
    try? connection.execute(script: "DROP SCHEMA \(name) CASCADE", waiting: &waiter)
  }

  /// Runs the migrations.
  public func migrate() throws(StoreError) {
    var waiter = PollWaiter()
    _ = try Migrator(location).migrate(waiting: &waiter)
  }

  /// Runs a script with the schema in the search path.
  public func execute(_ script: String) throws {
    var waiter = PollWaiter()
    var connection = try connect(waiting: &waiter)
    connection.deadline = .seconds(300)
    try connection.execute(script: script, waiting: &waiter)
  }

  /// Runs one statement with the schema in the search path.
  public func run<S: Statement>(_ statement: S) throws -> [S.Row] {
    var waiter = PollWaiter()
    var connection = try connect(waiting: &waiter)
    return try connection.run(statement, waiting: &waiter)
  }

  /// Connects with the schema in the search path.
  public func connect(waiting waiter: inout PollWaiter) throws(PostgresError) -> Connection {
    var session = Session()
    session.searchPath = name
    return try Connection(
      uri, applicationName: "tests", timeout: .seconds(60), session: session, waiting: &waiter)
  }

  /// Reason why a test cannot run.
  public struct Missing: Error, CustomStringConvertible {
    let sentence: String

    /// The sentence.
    public var description: String { sentence }
  }

  private static func makeDatabase(on server: String) throws {
    var waiter = PollWaiter()
    var connection = try Connection(
      server, applicationName: "tests", timeout: .seconds(60), waiting: &waiter)
    do throws(PostgresError) {
      try connection.execute(
        script: "CREATE DATABASE x_store_tests TEMPLATE template0", waiting: &waiter)
    } catch {
      // 42P04 and 23505: it is there, or another test just makes it.
      guard case .server(let fault) = error,
        fault.sqlstate == "42P04" || fault.sqlstate == "23505"
      else { throw error }
    }
  }
}
