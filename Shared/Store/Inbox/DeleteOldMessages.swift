import Postgres

/// Deletes the oldest rows of the inbox whose time is over, a portion of them, by their places; one worker at a
/// time, and whoever comes meanwhile deletes none.
///
/// The row of a message that is still parked stays as long as that: by it the message is known when it comes
/// mended.
struct DeleteOldInbox: Statement {
  let age: Duration

  static let sql = """
    WITH gone AS (
      DELETE FROM inbox AS i
      WHERE i.ctid = ANY (ARRAY(
        SELECT o.ctid
        FROM inbox AS o
        WHERE (SELECT \(Retention.turn))
        AND o.handled_at <= now() - $1 * interval '1 microsecond'
        AND NOT (
          o.ending = 3
          AND EXISTS (
            SELECT FROM parked AS p
            WHERE p.message_id = o.message_id AND p.source = o.source
            OFFSET 0))
        ORDER BY o.handled_at
        LIMIT $2))
      RETURNING i.message_id, i.source
    ), forgotten AS (
      DELETE FROM mention AS m
      WHERE m.ctid = ANY (ARRAY(
        \(Retention.forgotten)
        WHERE NOT EXISTS (
          SELECT FROM refused AS k
          WHERE k.message_id = g.message_id AND k.source = g.source
          OFFSET 0)))
    )
    SELECT count(*) FROM gone
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int8(age.microseconds)
    parameters.int8(Int64(Retention.portion))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int {
    Int(try row.int8(0))
  }
}

/// Deletes the oldest rows of the list of refused messages whose time is over, a portion of them, by their
/// places; one worker at a time.
struct DeleteOldRefused: Statement {
  let age: Duration

  static let sql = """
    WITH gone AS (
      DELETE FROM refused AS r
      WHERE r.ctid = ANY (ARRAY(
        SELECT o.ctid
        FROM refused AS o
        WHERE (SELECT \(Retention.turn))
        AND o.refused_at <= now() - $1 * interval '1 microsecond'
        ORDER BY o.refused_at
        LIMIT $2))
      RETURNING r.message_id, r.source
    ), forgotten AS (
      DELETE FROM mention AS m
      WHERE m.ctid = ANY (ARRAY(
        \(Retention.forgotten)
        WHERE NOT EXISTS (
          SELECT FROM inbox AS k
          WHERE k.message_id = g.message_id AND k.source = g.source
          OFFSET 0)))
    )
    SELECT count(*) FROM gone
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int8(age.microseconds)
    parameters.int8(Int64(Retention.portion))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int {
    Int(try row.int8(0))
  }
}

extension Retention {
  /// SQL that takes the turn of deleting until the transaction ends; false for whoever comes meanwhile.
  static let turn =
    "pg_try_advisory_xact_lock(hashtextextended('brevduva retention ' || current_schema(), 0))"

  /// SQL for the places of whom the messages that are gone named, but for those that a worker holds who writes
  /// such a message anew (``RenewMentions``); another table may still have them.
  ///
  /// What is left so goes with the next row, or with the purge of the one who is named.
  fileprivate static let forgotten = """
    SELECT n.ctid
    FROM gone AS g
    CROSS JOIN LATERAL (
      SELECT k.ctid
      FROM mention AS k
      WHERE k.subject = g.message_id AND k.kind = 4 AND k.source = g.source
      OFFSET 0
      FOR UPDATE SKIP LOCKED
    ) AS n
    """
}
