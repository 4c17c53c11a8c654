import Postgres
import Store

/// Reads what each user may do with each column, and of which tables it may take rows away.
struct ReadHeldRights: Statement {
  let users: [String]

  struct Row {
    /// Place of the user among those who were asked for.
    let user: Int
    /// Privilege, table and column: `SELECT address.key`, `DELETE address`.
    let right: String
  }

  static let sql = """
    SELECT u.place, p.word || ' ' || c.relname || '.' || a.attname
    FROM unnest($1::text[]) WITH ORDINALITY AS u (name, place)
    CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) AS p (word)
    CROSS JOIN pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = current_schema()::text::regnamespace AND c.relkind = 'r'
    AND has_column_privilege(u.name, c.oid, a.attnum, p.word)
    UNION ALL
    SELECT u.place, 'DELETE ' || c.relname
    FROM unnest($1::text[]) WITH ORDINALITY AS u (name, place)
    CROSS JOIN pg_class AS c
    WHERE c.relnamespace = current_schema()::text::regnamespace AND c.relkind = 'r'
    AND has_table_privilege(u.name, c.oid, 'DELETE')
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(users)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    Row(user: Int(try row.int8(0)) - 1, right: try row.text(1))
  }
}

/// Reads the further rights of a user: none may truncate, refer, make triggers or tables, or own
/// anything.
struct ReadOtherRights: Statement {
  let schema: String
  let users: [String]

  static let sql = """
    SELECT u.name || ' ' || p.word || ' ' || c.relname
    FROM unnest($2::text[]) AS u (name)
    CROSS JOIN unnest(ARRAY['TRUNCATE', 'REFERENCES', 'TRIGGER']) AS p (word)
    CROSS JOIN pg_class AS c
    WHERE c.relnamespace = $1::text::regnamespace AND c.relkind = 'r'
    AND (has_table_privilege(u.name, c.oid, p.word) OR pg_has_role(u.name, c.relowner, 'MEMBER'))
    UNION ALL
    SELECT u.name || ' creates in ' || n.name
    FROM unnest($2::text[]) AS u (name)
    CROSS JOIN unnest(ARRAY[$1::text, 'public']) AS n (name)
    WHERE has_schema_privilege(u.name, n.name, 'CREATE')
    UNION ALL
    SELECT r.rolname || ' has an attribute of the powerful'
    FROM pg_roles AS r
    WHERE r.rolname = ANY ($2::text[])
    AND (r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(schema)
    parameters.textArray(users)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String {
    try row.text(0)
  }
}
