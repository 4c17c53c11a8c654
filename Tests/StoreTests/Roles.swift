import Postgres
@testable import Store
import TestSupport
import Threading
import WorkerDefinitions

/// The roles of `brevduva grants database`, made for one schema; they go with the value.
final class Roles {
  let schema: TestSchema
  let script: GrantScript

  init() throws {
    schema = try TestSchema()
    try schema.migrate()
    script = GrantScript(prefix: schema.name, schema: schema.name)
    try apply()
  }

  deinit {
    let names = DatabaseRole.all.map(script.name).joined(separator: ", ")
    // Roles that could not be dropped are in nobody's way.
    try? schema.execute("DROP OWNED BY \(names); DROP ROLE \(names)")
  }

  func apply() throws {
    try schema.execute(script.lines.joined(separator: "\n"))
  }

  /// A session with a role's rights.
  func session(
    as role: DatabaseRole, waiting waiter: inout PollWaiter
  ) throws -> Connection {
    var connection = try schema.connect(waiting: &waiter)
    try connection.execute(script: "SET ROLE \(script.name(of: role))", waiting: &waiter)
    return connection
  }
}

/// A prepared statement of a session, which can be asked whether its user may run it.
struct StatementCall {
  /// Name of the statement.
  let name: String
  private let script: String

  /// Prepares statements in a session.
  static func prepare(
    _ statements: [any Statement], _ session: inout Connection, waiting waiter: inout PollWaiter
  ) throws -> [StatementCall] {
    var calls: [StatementCall] = []
    for (place, statement) in statements.enumerated() {
      let sql = type(of: statement).sql
      try session.execute(script: "PREPARE s\(place) AS \(sql)", waiting: &waiter)
      let count = sql.matches(of: /\$(\d+)/).compactMap { Int($0.1) }.max() ?? 0
      let values = Array(repeating: "NULL", count: count).joined(separator: ", ")
      calls.append(
        StatementCall(
          name: "\(type(of: statement))",
          script: "EXPLAIN EXECUTE s\(place)" + (count == 0 ? "" : " (\(values))")))
    }
    return calls
  }

  /// Looks whether the session's user may run it.
  func isAllowed(_ session: inout Connection, waiting waiter: inout PollWaiter) throws -> Bool {
    do throws(PostgresError) {
      try session.execute(script: script, waiting: &waiter)
      return true
    } catch {
      guard case .server(let fault) = error, fault.sqlstate == "42501" else { throw error }
      return false
    }
  }
}
