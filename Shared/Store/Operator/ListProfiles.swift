import Domain
import Postgres

/// Lists active profiles without a primary address (S5) that are not hidden (L8), by id.
struct ListNoPrimary: Statement {
  let after: ProfileID?
  let limit: Int

  static let sql = """
    SELECT
      p.id, p.given_name, p.family_name,
      ARRAY(SELECT a.text FROM address AS a WHERE a.profile_id = p.id ORDER BY a.position)
    FROM profile AS p
    WHERE p.state = 0
    AND NOT \(HiddenProfile.profile)
    AND p.id > $1
    AND NOT EXISTS (SELECT FROM address AS a WHERE a.profile_id = p.id AND a.uses & 1 <> 0)
    ORDER BY p.id
    LIMIT $2
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(after?.value ?? 0)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> NoPrimaryRecord {
    NoPrimaryRecord(
      id: ProfileID(value: try row.uuid(0)), name: try row.name(1),
      addresses: try row.textArray(3))
  }
}

/// Lists the marked addresses of active profiles that are not hidden (B4, L8), by profile.
struct ListUndeliverable: Statement {
  let after: ProfileID?
  /// Number of profiles on a page: they are counted and not rows, so that no page ends within one.
  let limit: Int

  static let sql = """
    SELECT
      p.id, p.given_name, p.family_name, a.key, a.text, a.uses, \(MarkRecord.columns)
    FROM (
      SELECT DISTINCT p.id, p.given_name, p.family_name
      FROM mark AS m
      JOIN address AS a ON a.key = m.key
      JOIN profile AS p ON p.id = a.profile_id
      WHERE m.since IS NOT NULL
      AND p.state = 0
      AND NOT \(HiddenProfile.profile)
      AND p.id > $1
      ORDER BY p.id
      LIMIT $2
    ) AS p
    JOIN address AS a ON a.profile_id = p.id
    JOIN mark AS m ON m.key = a.key
    WHERE m.since IS NOT NULL
    ORDER BY p.id, a.position, a.key
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(after?.value ?? 0)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> UndeliverableRecord {
    guard let mark = try row.mark(6) else { throw .decoding(column: 6, .malformed) }
    return UndeliverableRecord(
      profile: ProfileID(value: try row.uuid(0)), name: try row.name(1),
      address: try row.address(3), mark: mark)
  }
}
