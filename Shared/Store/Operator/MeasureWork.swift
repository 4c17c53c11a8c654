import Domain
import Postgres

/// Counts what was handled in the last 24 hours, so many of the newest and no further.
struct MeasureInbox: Statement {
  /// Number of messages that are read at the most.
  static let most = 200_000

  let most: Int

  struct Row {
    /// Count; `nil` for the row about all of them.
    let record: HandledRecord?
    /// Time at which the first of them was handled; `nil` if there are none.
    let oldest: Timestamp?
    /// `true` if nothing was left out.
    let isWhole: Bool
  }

  static let sql = """
    WITH newest AS (
      SELECT n.queue, n.ending, n.handled_at
      FROM inbox AS n
      WHERE n.handled_at > now() - interval '24 hours'
      ORDER BY n.handled_at DESC
      LIMIT $1
    )
    SELECT
      i.queue, i.ending,
      count(*) FILTER (WHERE i.handled_at > now() - interval '1 minute'),
      count(*) FILTER (WHERE i.handled_at > now() - interval '1 hour'),
      count(*), min(i.handled_at), (SELECT count(*) < $1 FROM newest AS n)
    FROM newest AS i
    GROUP BY GROUPING SETS ((i.queue, i.ending), ())
    ORDER BY i.queue, i.ending
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int8(Int64(most))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    Row(
      record: try record(row),
      oldest: try row.optionalTimestamp(5).map { Timestamp(microseconds: $0) },
      isWhole: try row.bool(6))
  }

  private static func record(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> HandledRecord? {
    guard let queue = try row.optionalText(0) else { return nil }
    return HandledRecord(
      queue: queue, outcome: try row.outcome(1), lastMinute: Int(try row.int8(2)),
      lastHour: Int(try row.int8(3)), lastDay: Int(try row.int8(4)))
  }
}

/// Counts the messages that were refused in the last 24 hours by cause, the most frequent first.
struct CountRefused: Statement {
  static let sql = """
    SELECT r.code, count(*)
    FROM refused AS r
    WHERE r.refused_at > now() - interval '24 hours'
    GROUP BY r.code
    ORDER BY count(*) DESC, r.code
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> RefusedCause {
    RefusedCause(code: try row.text(0), count: Int(try row.int8(1)))
  }
}

/// Asks the server's statistics how large the tables are, and how many rows the inbox was given.
struct EstimateTables: Statement {
  static let sql = """
    SELECT
      (SELECT nullif(c.reltuples, -1)::bigint FROM pg_class AS c WHERE c.oid = 'profile'::regclass),
      (SELECT nullif(c.reltuples, -1)::bigint FROM pg_class AS c
        WHERE c.oid = 'registration'::regclass),
      (SELECT nullif(c.reltuples, -1)::bigint FROM pg_class AS c WHERE c.oid = 'note'::regclass),
      coalesce(pg_stat_get_tuples_inserted('inbox'::regclass), 0)
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> TableEstimates {
    TableEstimates(
      profiles: try row.optionalInt8(0).map { Int($0) },
      registrations: try row.optionalInt8(1).map { Int($0) },
      notes: try row.optionalInt8(2).map { Int($0) }, handled: Int(try row.int8(3)))
  }
}

/// Counts the lanes that are connected, by the names that they give themselves; these are shown to
/// every user.
struct CountLanes: Statement {
  static let sql = """
    SELECT split_part(a.application_name, ' lane ', 1), count(*)
    FROM pg_stat_activity AS a
    WHERE a.datname = current_database()
    AND a.application_name LIKE '%_ lane _%'
    GROUP BY 1
    ORDER BY 1
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> LanesRecord {
    LanesRecord(worker: try row.text(0), lanes: Int(try row.int8(1)))
  }
}
