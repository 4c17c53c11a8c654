import Domain
import Postgres

/// Reads what addresses profiles once had, and those that came along with merges of theirs, of all that are one with
/// the ones that are asked for: nobody else in a batch with their erasure may touch one (L1, L2).
struct ReadFormerKeys: Statement {
  let profiles: [ProfileID]

  typealias Row = (profile: ProfileID, key: AddressKey)

  static let sql = """
    WITH RECURSIVE upwards (id, merged_into) AS (
      SELECT p.id, p.merged_into
      FROM unnest($1::uuid[]) AS w (id)
      CROSS JOIN LATERAL (
        SELECT k.id, k.merged_into FROM profile AS k WHERE k.id = w.id OFFSET 0
      ) AS p
      \(MergeWalk.upwards)
    ), merged_profiles (id) AS (
      \(MergeWalk.ends)
      \(MergeWalk.downwards)
    )
    SELECT m.id, a.key
    FROM merged_profiles AS m
    CROSS JOIN LATERAL (
      SELECT k.key FROM address_past AS k WHERE k.profile_id = m.id
      UNION ALL
      SELECT u.key
      FROM merge AS k
      CROSS JOIN unnest(k.address_keys) AS u (key)
      WHERE k.removed_id = m.id
      OFFSET 0
    ) AS a
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(profiles) { $0.value }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    (ProfileID(value: try row.uuid(0)), AddressKey(stored: try row.text(1)))
  }
}
