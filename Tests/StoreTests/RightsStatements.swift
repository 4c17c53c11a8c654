import Postgres
import Store

/// Reads the rights of each user on each table, in letters.
struct ReadMatrix: Statement {
  let schema: String
  let users: [String]

  struct Row {
    let table: String
    let letters: [String]
  }

  static let sql = """
    SELECT c.relname, ARRAY(
      SELECT string_agg(
        CASE
          WHEN has_table_privilege(u.name, c.oid, p.word) THEN left(p.word, 1)
          WHEN p.word = 'DELETE' THEN ''
          WHEN has_any_column_privilege(u.name, c.oid, p.word) THEN lower(left(p.word, 1))
          ELSE ''
        END, '' ORDER BY p.place)
      FROM unnest($2::text[]) WITH ORDINALITY AS u (name, place)
      CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE'])
        WITH ORDINALITY AS p (word, place)
      GROUP BY u.place
      ORDER BY u.place)
    FROM pg_class AS c
    WHERE c.relnamespace = $1::text::regnamespace AND c.relkind = 'r'
    ORDER BY c.relname COLLATE "C"
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(schema)
    parameters.textArray(users)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    Row(table: try row.text(0), letters: try row.textArray(1))
  }
}

/// Reads the columns that each user may read, add or change, where it may not with the whole table.
struct ReadColumnRights: Statement {
  let schema: String
  let users: [String]

  struct Row {
    let user: Int
    let right: String
  }

  static let sql = """
    SELECT
      u.place,
      p.word || ' ' || c.relname || ': ' || string_agg(a.attname, ' ' ORDER BY a.attnum)
    FROM unnest($2::text[]) WITH ORDINALITY AS u (name, place)
    CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE']) AS p (word)
    CROSS JOIN pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = $1::text::regnamespace AND c.relkind = 'r'
    AND NOT has_table_privilege(u.name, c.oid, p.word)
    AND has_column_privilege(u.name, c.oid, a.attnum, p.word)
    GROUP BY u.place, p.word, c.relname
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(schema)
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
