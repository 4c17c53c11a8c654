import Domain
import Postgres

/// Sums up what was counted within the window, by the database's clock.
///
/// The window filters and is no part of the search: by age all rows of the hour would be read for each subject.
struct ReadCounts: Statement {
  let keys: [CounterKey]

  struct Row {
    let key: CounterKey
    let count: Int
  }

  static let sql = """
    SELECT u.kind, u.subject, u.code, c.amount
    FROM unnest($1::smallint[], $2::text[], $3::text[]) AS u (kind, subject, code)
    CROSS JOIN LATERAL (
      SELECT
        coalesce(
          sum(k.amount) FILTER (WHERE k.counted_at > now() - $4 * interval '1 microsecond'), 0)
          AS amount
      FROM counter AS k
      WHERE k.kind = u.kind
      AND k.subject = u.subject
      AND k.code = u.code
      OFFSET 0
    ) AS c
    """

  func bind(_ parameters: inout Parameters) {
    parameters.counterKeys(keys) { $0 }
    parameters.int8(CounterKey.window.microseconds)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    Row(key: try row.counterKey(0), count: Int(try row.int8(3)))
  }
}

/// Adds what a batch counted, a row for each figure: nobody waits for another's row.
struct InsertCounts: Statement {
  typealias Row = Never

  let counts: [(key: CounterKey, amount: Int)]

  static let sql = """
    INSERT INTO counter (kind, subject, code, amount)
    SELECT u.kind, u.subject, u.code, u.amount
    FROM unnest($1::smallint[], $2::text[], $3::text[], $4::integer[])
      AS u (kind, subject, code, amount)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.counterKeys(counts) { $0.key }
    parameters.int4Array(counts) { Int32(clamping: $0.amount) }
  }
}

/// Deletes what no window reaches back to any more.
struct DeleteOldCounts: Statement {
  typealias Row = Never

  static let sql = """
    DELETE FROM counter AS c
    WHERE c.counted_at <= now() - $1 * interval '1 microsecond'
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int8(CounterKey.window.microseconds)
  }
}

extension CounterKey.Subject {
  /// The table's number for it, and its name.
  var columns: (kind: Int16, name: String) {
    switch self {
    case .mailing(let id): (0, id)
    case .domain(let name): (1, name)
    }
  }
}

extension Parameters {
  /// Appends the names of figures: kind, subject and code, an array for each.
  fileprivate mutating func counterKeys<Row>(_ rows: [Row], _ key: (Row) -> CounterKey) {
    int2Array(rows) { key($0).subject.columns.kind }
    textArray(rows) { key($0).subject.columns.name }
    textArray(rows) { key($0).code }
  }
}

extension RowReader {
  /// kind, subject, code.
  func counterKey(_ column: Int) throws(PostgresError) -> CounterKey {
    CounterKey(try subject(column), code: try text(column + 2))
  }

  /// kind, subject.
  func subject(_ column: Int) throws(PostgresError) -> CounterKey.Subject {
    let name = try text(column + 1)
    switch try int2(column) {
    case 0: return .mailing(name)
    case 1: return .domain(name)
    default: throw .decoding(column: column, .malformed)
    }
  }
}
