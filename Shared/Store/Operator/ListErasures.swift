import Domain
import Postgres

/// Lists purges with all ids that each person had, in the order in which they were carried out (L2).
struct ListErasures: Statement {
  let since: Timestamp?
  let after: ErasureReceipt?
  let limit: Int

  static let sql = """
    SELECT
      \(ErasureReceipt.columns),
      ARRAY(
        WITH RECURSIVE merged_profiles (id) AS (
          SELECT e.profile_id
          \(MergeWalk.downwards)
        )
        SELECT m.id FROM merged_profiles AS m ORDER BY m.id)
    FROM erasure AS e
    WHERE ($1::timestamptz IS NULL OR e.purged_at >= $1)
    AND ($2::timestamptz IS NULL OR (e.purged_at, e.profile_id) > ($2, $3::uuid))
    ORDER BY e.purged_at, e.profile_id
    LIMIT $4
    """

  func bind(_ parameters: inout Parameters) {
    parameters.timestamp(since?.microseconds)
    parameters.timestamp(after?.purgedAt.microseconds)
    parameters.uuid(after?.profile.value)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ErasureEntry {
    ErasureEntry(
      receipt: try row.receipt(), profiles: try row.uuidArray(8).map { ProfileID(value: $0) })
  }
}

/// Finds the kept profile of each id and all that are one with it (L4, L5).
struct FindKeptProfiles: Statement {
  let ids: [ProfileID]

  static let sql = """
    SELECT w.id, h.id, h.state,
      ARRAY(
        WITH RECURSIVE merged_profiles (id) AS (
          SELECT h.id
          \(MergeWalk.downwards)
        )
        SELECT m.id FROM merged_profiles AS m ORDER BY m.id)
    FROM unnest($1::uuid[]) AS w (id)
    CROSS JOIN LATERAL (
      WITH RECURSIVE upwards (id, merged_into) AS (
        SELECT p.id, p.merged_into FROM profile AS p WHERE p.id = w.id
        \(MergeWalk.upwards)
      )
      SELECT p.id, p.state
      FROM upwards AS u
      JOIN profile AS p ON p.id = u.id
      WHERE u.merged_into IS NULL
    ) AS h
    ORDER BY w.id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(ids) { $0.value }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> KeptProfile {
    KeptProfile(
      asked: ProfileID(value: try row.uuid(0)), kept: ProfileID(value: try row.uuid(1)),
      isPurged: try row.state(2) == .purged,
      members: try row.uuidArray(3).map { ProfileID(value: $0) })
  }
}
