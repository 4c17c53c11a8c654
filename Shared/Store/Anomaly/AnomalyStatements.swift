import Domain
import Postgres

/// Adds what a lane met to the counts; one that was not met for a day begins anew.
///
/// The rows are few, and stand in one order, so that two lanes cannot wait for each other.
struct CountAnomalies: Statement {
  typealias Row = Never

  let counts: [(anomaly: Anomaly, count: Int)]

  static let sql = """
    INSERT INTO anomaly AS a (kind, subject, amount)
    SELECT u.kind, u.subject, u.amount
    FROM unnest($1::smallint[], $2::text[], $3::bigint[]) AS u (kind, subject, amount)
    ORDER BY u.kind, u.subject COLLATE "C"
    ON CONFLICT ON CONSTRAINT anomaly_once DO UPDATE
    SET
      amount = excluded.amount
        + CASE WHEN a.last_at > now() - interval '24 hours' THEN a.amount ELSE 0 END,
      first_at =
        CASE WHEN a.last_at > now() - interval '24 hours' THEN a.first_at ELSE now() END,
      last_at = now()
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int2Array(counts) { $0.anomaly.columns.kind }
    parameters.textArray(counts) { $0.anomaly.columns.subject }
    parameters.int8Array(counts) { Int64($0.count) }
  }
}

/// Reads what was met within the last day.
struct ReadAnomalies: Statement {
  static let sql = """
    SELECT a.kind, a.subject, a.amount, a.first_at, a.last_at
    FROM anomaly AS a
    WHERE a.last_at > now() - interval '24 hours'
    ORDER BY a.kind, a.subject
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> AnomalyRecord {
    let subject = try row.text(1)
    let anomaly: Anomaly =
      switch try row.int2(0) {
      case 0: .unroutedEvent(type: subject)
      case 1: .prioritizedDelivery(queue: subject)
      default: throw .decoding(column: 0, .malformed)
      }
    return AnomalyRecord(
      anomaly: anomaly, count: Int(try row.int8(2)), since: try row.moment(3),
      last: try row.moment(4))
  }
}

extension Anomaly {
  /// The table's number for its kind, and what it is about.
  fileprivate var columns: (kind: Int16, subject: String) {
    switch self {
    case .unroutedEvent(let type): (0, type)
    case .prioritizedDelivery(let queue): (1, queue)
    }
  }
}
