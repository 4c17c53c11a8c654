import Postgres

/// Waits for the only right to migrate, until the end of the transaction.
struct LockMigrations: Statement {
  typealias Row = Void

  static let sql = """
    SELECT
      set_config('lock_timeout', '60s', true),
      pg_advisory_xact_lock(hashtextextended('brevduva migrate ' || current_database(), 0)),
      set_config('lock_timeout', '5s', true)
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) {}
}

/// The schema in which tables are made, the first of the search path; none where it does not exist.
///
/// `current_schema()` would name the session's temporary one then, which stands in the path as well.
struct ReadCurrentSchema: Statement {
  static let sql = """
    SELECT (
      SELECT n.nspname::text
      FROM pg_namespace AS n
      WHERE n.nspname = split_part(current_setting('search_path'), ',', 1))
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String? {
    try row.optionalText(0)
  }
}

/// Reads the steps that a database has, each compared with ours.
struct ReadMigrations: Statement {
  let known: [Migration]

  static let sql = """
    SELECT m.number, m.usable_from, m.checksum = sha256(convert_to(u.sql, 'UTF8'))
    FROM schema_migration AS m
    LEFT JOIN unnest($1::integer[], $2::text[]) AS u (number, sql) ON u.number = m.number
    ORDER BY m.number
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int4Array(known) { $0.number }
    parameters.textArray(known) { $0.sql }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> AppliedMigration {
    AppliedMigration(
      number: try row.int4(0), usableFrom: try row.int4(1), isSame: try row.optionalBool(2))
  }
}

/// Records a step, with the checksum of its text.
struct InsertMigration: Statement {
  let migration: Migration

  static let sql = """
    INSERT INTO schema_migration (number, name, usable_from, checksum)
    VALUES ($1, $2, $3, sha256(convert_to($4, 'UTF8')))
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int4(migration.number)
    parameters.text(migration.name)
    parameters.int4(migration.usableFrom)
    parameters.text(migration.sql)
  }
}
