import Postgres

/// A column of the schema, for the register of processing.
public struct ColumnRecord: Hashable, Sendable {
  /// The table's name.
  public let table: String
  /// Purpose of the table.
  public let purpose: String
  /// The column's name.
  public let name: String
  /// Comment of the column.
  public let comment: ColumnComment
}

/// Reads the comments of all tables in the schema that is worked in.
struct ReadColumns: Statement {
  static let sql = """
    SELECT
      c.relname, coalesce(obj_description(c.oid, 'pg_class'), ''), a.attname,
      coalesce(col_description(c.oid, a.attnum), '')
    FROM pg_class AS c
    JOIN pg_attribute AS a ON a.attrelid = c.oid
    WHERE c.relnamespace = current_schema()::text::regnamespace
    AND c.relkind = 'r'
    AND a.attnum > 0
    AND NOT a.attisdropped
    ORDER BY c.relname, a.attnum
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ColumnRecord {
    ColumnRecord(
      table: try row.text(0), purpose: try row.text(1), name: try row.text(2),
      comment: ColumnComment(try row.text(3)))
  }
}
