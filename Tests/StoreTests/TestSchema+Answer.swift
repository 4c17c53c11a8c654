import Postgres
import TestSupport

extension TestSchema {
  /// The one text that a query gives; empty for none.
  func answer(_ sql: String) throws -> String {
    try execute("DROP TABLE IF EXISTS answer; CREATE TABLE answer (text) AS \(sql)")
    return try run(Answer()).first.flatMap(\.self) ?? ""
  }
}

/// The answer of a query that was kept in a table.
private struct Answer: Statement {
  static let sql = "SELECT a.text FROM answer AS a"

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> String? {
    try row.optionalText(0)
  }
}
