/// The SQL with which an administrator gives each role its rights in a database, and takes all others.
///
/// It can be run again: after a step of the schema, or for a role that is new. A role that is missing is
/// made, with the right to log in and without a password.
public struct GrantScript: Sendable {
  /// A program that logs in with a role of its own.
  public typealias Login = (program: String, role: DatabaseRole)

  private let logins: [Login]
  private let prefix: String
  private let schema: String

  /// Names the roles by a prefix, such as `brevduva` for `brevduva_registration`.
  ///
  /// - Parameters:
  ///   - logins: the programs, each with its role.
  ///   - prefix: see ``isPrefix(_:)``.
  ///   - schema: where the tables are; another than `brevduva` only in tests.
  public init(for logins: [Login], prefix: String, schema: String = "brevduva") {
    precondition(Self.isPrefix(prefix), "A prefix has lower-case letters, digits and _ only.")
    self.logins = logins
    self.prefix = prefix
    self.schema = schema
  }

  /// Returns whether a text can begin the roles' names: lower-case letters, digits and `_`, a
  /// letter first, at most 40 of them.
  public static func isPrefix(_ text: String) -> Bool {
    text.wholeMatch(of: /[a-z][a-z0-9_]{0,39}/) != nil
  }

  /// The whole name of a role.
  public func name(of role: DatabaseRole) -> String { "\(prefix)_\(role.name)" }

  /// The whole names of all roles.
  public var names: [String] { logins.map { name(of: $0.role) } }

  /// The statements, in one transaction.
  public var lines: [String] {
    let names = names.joined(separator: ", ")
    let roles: [String] =
      ["DO $roles$", "BEGIN"] + logins.flatMap { making($0.role) } + [
        "  EXECUTE format('GRANT CONNECT ON DATABASE %I TO \(names)', current_database());",
        "END", "$roles$;", "",
      ]
    let schemas = [
      "REVOKE CREATE ON SCHEMA public FROM PUBLIC;",
      "REVOKE ALL ON SCHEMA \(schema) FROM PUBLIC, \(names);",
      "REVOKE ALL ON ALL TABLES IN SCHEMA \(schema) FROM PUBLIC, \(names);",
      "GRANT USAGE ON SCHEMA \(schema) TO \(names);",
    ]
    return ["BEGIN;"] + roles + schemas + logins.flatMap(granting) + ["", "COMMIT;"]
  }

  private func making(_ role: DatabaseRole) -> [String] {
    [
      "  IF to_regrole('\(name(of: role))') IS NULL THEN",
      "    CREATE ROLE \(name(of: role)) LOGIN;",
      "  END IF;",
    ]
  }

  private func granting(_ login: Login) -> [String] {
    ["", "-- \(login.program)"]
      + login.role.grants.map { grant in
        let columns = grant.columns.map { " (\($0.joined(separator: ", ")))" } ?? ""
        return "GRANT \(grant.privilege.rawValue)\(columns) ON \(schema).\(grant.table) "
          + "TO \(name(of: login.role));"
      }
  }
}
