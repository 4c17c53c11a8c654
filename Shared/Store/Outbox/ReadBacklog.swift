import Postgres

/// Counts what waits in the outbox, and since when.
struct ReadBacklog: Statement {
  static let sql = """
    SELECT
      coalesce(sum(o.message_count), 0),
      coalesce((extract(epoch FROM now() - min(o.created_at)) * 1000000)::bigint, 0)
    FROM outbox AS o
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Backlog {
    Backlog(messages: Int(try row.int8(0)), age: .microseconds(max(0, try row.int8(1))))
  }
}
