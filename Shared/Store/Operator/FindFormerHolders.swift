import Domain
import Postgres

/// Finds who had an address before (E2), the latest first; neither a hidden profile nor, as where it
/// went, one (L8).
struct FindFormerHolders: Statement {
  let key: AddressKey
  let limit: Int

  static let sql = """
    SELECT
      \(ProfileSummary.columns),
      s.text, s.added_at, s.removed_at,
      (
        SELECT w.id FROM (VALUES (s.moved_to)) AS w (id) WHERE NOT \(HiddenProfile.condition))
    FROM address_past AS s
    JOIN profile AS p ON p.id = s.profile_id
    WHERE s.key = $1
    AND NOT \(HiddenProfile.profile)
    ORDER BY s.removed_at DESC, s.id
    LIMIT $2
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(key.text)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> FormerHolder {
    FormerHolder(
      profile: try row.profileSummary(), address: try row.text(6), from: try row.moment(7),
      to: try row.moment(8), movedTo: try row.optionalUUID(9).map { ProfileID(value: $0) })
  }
}
