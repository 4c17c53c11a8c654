import Domain
import Postgres

/// Sets marks (B4, B6); what was cleared before is remembered.
struct SetMarks: Statement {
  let marks: [(key: AddressKey, mark: Mark)]

  static let sql = """
    INSERT INTO mark AS m (key, since, status, reason)
    SELECT u.key, u.since, u.status, u.reason
    FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[])
      AS u (key, since, status, reason)
    ON CONFLICT (key) DO UPDATE
    SET since = excluded.since, status = excluded.status, reason = excluded.reason
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(marks) { $0.key.text }
    parameters.timestampArray(marks) { $0.mark.since.microseconds }
    parameters.textArray(marks) { $0.mark.status }
    parameters.textArray(marks) { $0.mark.reason }
  }
}

/// Clears marks, and keeps when (B5).
struct ClearMarks: Statement {
  let cleared: [(key: AddressKey, at: Timestamp)]

  static let sql = """
    INSERT INTO mark AS m (key, cleared_at)
    SELECT u.key, u.cleared_at
    FROM unnest($1::text[], $2::timestamptz[]) AS u (key, cleared_at)
    ON CONFLICT (key) DO UPDATE
    SET since = NULL, status = NULL, reason = NULL, cleared_at = excluded.cleared_at
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(cleared) { $0.key.text }
    parameters.timestampArray(cleared) { $0.at.microseconds }
  }
}
