import Domain
import Postgres

/// Asks the server what it is and what we are to it; the answer is one row, whatever our rights.
struct ReadServer: Statement {
  static let sql = """
    SELECT
      split_part(current_setting('server_version'), ' ', 1),
      current_setting('server_version_num')::integer,
      current_setting('server_encoding'),
      (SELECT s.version FROM pg_stat_ssl AS s WHERE s.pid = pg_backend_pid() AND s.ssl),
      current_user::text, current_database()::text,
      current_setting('is_superuser')::boolean, pg_is_in_recovery(),
      (SELECT sum(d.numbackends)::bigint FROM pg_stat_database AS d), clock_timestamp(),
      n.nspname::text, has_schema_privilege(n.oid, 'USAGE'), pg_has_role(n.nspowner, 'USAGE'),
      EXISTS (
        SELECT FROM pg_class AS c
        WHERE c.relnamespace = n.oid AND c.relname = 'schema_migration'),
      EXISTS (SELECT FROM pg_collation AS c WHERE c.collname = 'und-x-icu')
    FROM (SELECT split_part(current_setting('search_path'), ',', 1) AS name) AS wanted
    LEFT JOIN pg_namespace AS n ON n.nspname = wanted.name
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ServerRecord {
    ServerRecord(
      version: try row.text(0), versionNumber: Int(try row.int4(1)), encoding: try row.text(2),
      tls: try row.optionalText(3), user: try row.text(4), database: try row.text(5),
      isSuperuser: try row.bool(6), isStandby: try row.bool(7), sessions: Int(try row.int8(8)),
      clock: try row.moment(9), schema: try schema(row), hasICU: try row.bool(14))
  }

  private static func schema(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> SchemaRecord? {
    guard let name = try row.optionalText(10) else { return nil }
    return SchemaRecord(
      name: name, isUsable: try row.bool(11), isOurs: try row.bool(12), hasSteps: try row.bool(13))
  }
}

/// Reads settings of the server by name, in the order of their names; one that it does not know is
/// left out.
struct ReadServerSettings: Statement {
  let names: [String]

  static let sql = """
    SELECT s.name, s.setting, s.source
    FROM pg_settings AS s
    WHERE s.name = ANY ($1::text[])
    ORDER BY s.name
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(names) { $0 }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ServerSetting {
    ServerSetting(name: try row.text(0), value: try row.text(1), source: try row.text(2))
  }
}

/// Reads the ids of the secrets that made the tags which still count; each id is one step in the
/// index, however many tags it made.
struct ReadErasureKeys: Statement {
  static let sql = """
    WITH RECURSIVE used (key_id) AS (
      (SELECT e.key_id FROM erased_address AS e ORDER BY e.key_id LIMIT 1)
      UNION ALL
      SELECT (
        SELECT e.key_id FROM erased_address AS e
        WHERE e.key_id > u.key_id ORDER BY e.key_id LIMIT 1)
      FROM used AS u
      WHERE u.key_id IS NOT NULL
    )
    SELECT u.key_id
    FROM used AS u
    WHERE EXISTS (
      SELECT FROM erased_address AS e WHERE e.key_id = u.key_id AND e.expires_at > now())
    ORDER BY u.key_id
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String {
    try row.text(0)
  }
}
