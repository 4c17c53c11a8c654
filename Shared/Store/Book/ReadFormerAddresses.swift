import Domain
import Postgres

/// Reads what addresses persons once had, and what is held back of mail to them.
///
/// Of all profiles that are one with the ones that are asked for, with the addresses that came along with merges:
/// nobody else in a batch with their erasure may touch one (L1, L2). Mail counts to those that were theirs and that
/// nobody has now (B9).
struct ReadFormerAddresses: Statement {
  let profiles: [ProfileID]
  /// Addresses whose holders are asked for; of one that nobody has is read what is held back there.
  let holders: [AddressKey]

  /// The profile that had the address is `nil` for one that was asked for itself.
  typealias Row = (profile: ProfileID?, key: AddressKey, suppression: Suppression?)

  static let sql = """
    WITH RECURSIVE asked (id) AS MATERIALIZED (
      SELECT w.id FROM unnest($1::uuid[]) AS w (id)
      UNION
      SELECT a.profile_id
      FROM unnest($2::text[]) AS w (key)
      CROSS JOIN LATERAL (
        SELECT k.profile_id FROM address AS k WHERE k.key = w.key OFFSET 0
      ) AS a
    ), upwards (id, merged_into) AS (
      SELECT p.id, p.merged_into
      FROM unnest(ARRAY(SELECT a.id FROM asked AS a)) AS w (id)
      CROSS JOIN LATERAL (
        SELECT k.id, k.merged_into FROM profile AS k WHERE k.id = w.id OFFSET 0
      ) AS p
      \(MergeWalk.upwards)
    ), merged_profiles (id) AS (
      \(MergeWalk.ends)
      \(MergeWalk.downwards)
    )
    SELECT f.id, f.key, s.gateway, s.since, s.until, s.reason
    FROM (
      SELECT m.id, a.key, a.is_theirs
      FROM merged_profiles AS m
      CROSS JOIN LATERAL (
        SELECT k.key, \(ReadPersonKeys.isTheirs) AS is_theirs
        FROM address_past AS k
        WHERE k.profile_id = m.id
        UNION ALL
        SELECT u.key, true
        FROM merge AS k
        CROSS JOIN unnest(k.address_keys) AS u (key)
        WHERE k.removed_id = m.id
        OFFSET 0
      ) AS a
      UNION ALL
      SELECT NULL, w.key, true FROM unnest($2::text[]) AS w (key)
    ) AS f
    LEFT JOIN LATERAL (
      SELECT k.gateway, k.since, k.until, k.reason
      FROM suppression AS k
      WHERE k.key = f.key
      AND f.is_theirs
      AND NOT EXISTS (SELECT FROM address AS h WHERE h.key = f.key OFFSET 0)
      OFFSET 0
    ) AS s ON true
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(profiles) { $0.value }
    parameters.textArray(holders) { $0.text }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    (
      try row.optionalUUID(0).map { ProfileID(value: $0) }, AddressKey(stored: try row.text(1)),
      try row.optionalText(2) == nil ? nil : try row.suppression(2)
    )
  }
}
