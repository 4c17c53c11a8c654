import POSIX
import Postgres
public import Store
import Synchronization
import Threading

/// A database with the schema and the rights of all programs, of which tests that start programs take copies.
///
/// It is made once for a process and a server. It and its roles stay when the process ends; the next process with the
/// same name takes the roles over and makes the database anew.
public final class TemplateDatabase: Sendable {
  /// Name of the owner's role, and of the database.
  public let owner: String
  /// The owner's and the programs'.
  public let password = String(UInt64.random(in: 0 ... .max), radix: 36)
  private let server: String

  private static let made = Mutex<[String: TemplateDatabase]>([:])

  /// Names and rights of the programs' roles.
  public let roles: GrantScript

  /// Returns the one of a server, and makes it if it was not asked for before.
  ///
  /// Two processes on one server need two names: `BREVDUVA_TEST_RUN`.
  /// - Parameters:
  ///   - server: the administrator's URL.
  ///   - roles: makes the rights of the programs, whose roles are named by what it is given.
  /// - Returns: it, with the schema of this build.
  /// - Throws: what the server said.
  public static func on(
    _ server: String, roles: (String) -> GrantScript
  ) throws -> TemplateDatabase {
    try made.withLock { made in
      if let known = made[server] { return known }
      let name = Environment.variables["BREVDUVA_TEST_RUN"] ?? "alone"
      let owner = "x_template_\(name)"
      let new = try TemplateDatabase(server, owner, roles(owner))
      made[server] = new
      return new
    }
  }

  private init(_ server: String, _ owner: String, _ roles: GrantScript) throws {
    self.server = server
    self.owner = owner
    self.roles = roles
    try ask("DROP DATABASE IF EXISTS \(owner) WITH (FORCE)")
    try ask(
      """
      DO $$ BEGIN IF to_regrole('\(owner)') IS NULL THEN CREATE ROLE \(owner) LOGIN; END IF; END $$;
      ALTER ROLE \(owner) PASSWORD '\(password)'
      """)
    try ask("CREATE DATABASE \(owner) OWNER \(owner)")
    let url = ServerURL.replacing(path: owner, in: server)
    var waiter = PollWaiter()
    let own = ServerURL.replacing(user: owner, password: password, in: url)
    _ = try Migrator(StoreLocation(own)).migrate(waiting: &waiter)
    let passwords = roles.names.map { "ALTER ROLE \($0) PASSWORD '\(password)';" }
    try ask((roles.lines + passwords).joined(separator: "\n"), at: url)
  }

  /// Makes a copy of it, or an empty database of the same owner.
  ///
  /// - Returns: its URL, the administrator's.
  /// - Throws: what the server said.
  public func makeDatabase(named name: String, isEmpty: Bool = false) throws -> String {
    try ask("CREATE DATABASE \(name) OWNER \(owner)\(isEmpty ? "" : " TEMPLATE \(owner)")")
    return ServerURL.replacing(path: name, in: server)
  }

  /// Returns the URL of a database for one of the roles.
  public func url(_ database: String, as role: String) -> String {
    ServerURL.replacing(user: role, password: password, in: database)
  }

  private func ask(_ script: String, at url: String? = nil) throws {
    var waiter = PollWaiter()
    var connection = try Connection(
      url ?? server, applicationName: "tests", timeout: .seconds(60), waiting: &waiter)
    try connection.execute(script: script, waiting: &waiter)
  }
}
