import Domain
import Postgres

/// Reads what is held back of mail to addresses that the touched profiles had before and nobody has now, and to
/// touched ones that nobody has (L2, B9).
struct ReadFormerSuppressions: Statement {
  let request: LoadRequest

  /// The profile that had the address; `nil` for one that was asked for itself.
  typealias Row = (profile: ProfileID?, key: AddressKey, suppression: Suppression)

  static let sql = """
    WITH RECURSIVE \(LoadRequest.namedProfiles), \(LoadRequest.mergedProfiles),
    \(ReadPersonKeys.former)
    SELECT f.profile_id, f.key, s.gateway, s.since, s.until, s.reason
    FROM (
      SELECT w.profile_id, w.key FROM former AS w
      UNION ALL
      SELECT NULL, w.key FROM unnest($2::text[]) AS w (key)
    ) AS f
    CROSS JOIN LATERAL (
      SELECT k.gateway, k.since, k.until, k.reason
      FROM suppression AS k
      WHERE k.key = f.key
      OFFSET 0
    ) AS s
    WHERE NOT EXISTS (SELECT FROM address AS h WHERE h.key = f.key OFFSET 0)
    """

  func bind(_ parameters: inout Parameters) {
    request.bindNamed(&parameters)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    (
      try row.optionalUUID(0).map { ProfileID(value: $0) }, AddressKey(stored: try row.text(1)),
      try row.suppression(2)
    )
  }
}
