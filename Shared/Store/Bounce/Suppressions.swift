import Domain
import Postgres

/// Notes what gateways hold back (B9).
struct SetSuppressions: Statement {
  typealias Row = Never

  let suppressions: [(key: AddressKey, suppression: Suppression)]

  static let sql = """
    INSERT INTO suppression AS s (key, gateway, since, until, reason)
    SELECT u.key, u.gateway, u.since, u.until, u.reason
    FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::text[])
      AS u (key, gateway, since, until, reason)
    ON CONFLICT (key, gateway) DO UPDATE
    SET since = excluded.since, until = excluded.until, reason = excluded.reason
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(suppressions) { $0.key.text }
    parameters.textArray(suppressions) { $0.suppression.gateway }
    parameters.timestampArray(suppressions) { $0.suppression.since.microseconds }
    parameters.timestampArray(suppressions) { $0.suppression.until?.microseconds }
    parameters.textArray(suppressions) { $0.suppression.reason }
  }
}

/// Deletes what is held back no more.
struct EndSuppressions: Statement {
  typealias Row = Never

  let ended: [(key: AddressKey, gateway: String)]

  static let sql = """
    DELETE FROM suppression AS s
    USING unnest($1::text[], $2::text[]) AS u (key, gateway)
    WHERE s.key = ANY ($1::text[])
    AND s.key = u.key
    AND s.gateway = u.gateway
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(ended) { $0.key.text }
    parameters.textArray(ended) { $0.gateway }
  }
}

extension RowReader {
  /// gateway, since, until, reason.
  func suppression(_ column: Int) throws(PostgresError) -> Suppression {
    Suppression(
      gateway: try text(column), since: try moment(column + 1),
      until: try optionalTimestamp(column + 2).map { Timestamp(microseconds: $0) },
      reason: try optionalText(column + 3))
  }
}
