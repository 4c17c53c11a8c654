import Domain
import Postgres

/// Looks up which profiles external ids stand on; they are only looked at, so nothing is locked.
struct ReadExternalHolders: Statement {
  let ids: [ExternalID]

  struct Row {
    let id: ExternalID
    let holder: ProfileID
  }

  static let sql = """
    SELECT e.system, e.value, e.profile_id
    FROM unnest($1::text[], $2::text[]) AS u (system, value)
    CROSS JOIN LATERAL (
      SELECT k.system, k.value, k.profile_id
      FROM external_id AS k
      WHERE k.system = u.system AND k.value = u.value
      OFFSET 0
    ) AS e
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(ids) { $0.system }
    parameters.textArray(ids) { $0.value }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    Row(
      id: ExternalID(system: try row.text(0), value: try row.text(1)),
      holder: ProfileID(value: try row.uuid(2)))
  }
}
