import Postgres

/// Rights of the session's user beside those of a role.
public struct HeldRights: Hashable, Sendable {
  /// The user.
  public let user: String
  /// Rights of the role that this user lacks, such as `SELECT (key) on address`; without the right
  /// to enter the schema all of them.
  public let missing: [String]

  /// Reason not to work with these rights, and the cure; `nil` if there is none.
  public var objection: String? {
    guard let first = missing.first else { return nil }
    let others = missing.count > 1 ? " and \(missing.count - 1) more" : ""
    return "The database user \(user) lacks the right \(first)\(others): apply what "
      + "`brevduva grants database` prints."
  }
}

/// Compares the rights of the session's user with those of a role.
struct ReadRights: Statement {
  private let rights: [(grant: Grant, column: String?)]

  init(role: DatabaseRole) {
    rights = role.grants.flatMap { grant in
      grant.columns?.map { (grant, $0) } ?? [(grant, nil)]
    }
  }

  static let sql = """
    SELECT
      current_user::text,
      ARRAY(
        SELECT concat(u.privilege, ' (' || u.column_name || ')', ' on ', u.table_name)
        FROM unnest($1::text[], $2::text[], $3::text[])
          WITH ORDINALITY AS u (privilege, table_name, column_name, place)
        LEFT JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = u.table_name
        LEFT JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attname = u.column_name
        WHERE NOT coalesce(has_schema_privilege(n.oid, 'USAGE'), false)
        OR NOT coalesce(
          CASE
            WHEN u.column_name IS NULL THEN has_table_privilege(c.oid, u.privilege)
            ELSE has_column_privilege(c.oid, a.attnum, u.privilege)
          END, false)
        ORDER BY u.place)
    FROM (SELECT split_part(current_setting('search_path'), ',', 1) AS name) AS wanted
    LEFT JOIN pg_namespace AS n ON n.nspname = wanted.name
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(rights) { $0.grant.privilege.rawValue }
    parameters.textArray(rights) { $0.grant.table }
    parameters.textArray(rights) { $0.column }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> HeldRights {
    HeldRights(user: try row.text(0), missing: try row.textArray(1))
  }
}
