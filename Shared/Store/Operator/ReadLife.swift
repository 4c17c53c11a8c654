import Domain
import Postgres

/// Reads which bulk mail a person wants none of (R6).
struct ReadOptOuts: ProfileStatement {
  let profile: ProfileID

  static let sql = """
    SELECT o.topic, o.since, o.by_type, o.by_source, o.by_id, o.by_actor
    FROM opt_out AS o
    WHERE o.profile_id = $1
    ORDER BY o.topic
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> OptOutRecord {
    OptOutRecord(topic: try row.text(0), origin: try row.origin(1))
  }
}

/// Finds the profiles that were merged into one, through any number of merges (L4).
struct ReadMergedProfiles: ProfileStatement {
  let profile: ProfileID

  static let sql = """
    WITH RECURSIVE merged_profiles (id) AS (
      SELECT $1::uuid
      \(MergeWalk.downwards)
    )
    SELECT p.id, p.merged_into, g.merged_at
    FROM merged_profiles AS m
    JOIN profile AS p ON p.id = m.id
    LEFT JOIN merge AS g ON g.removed_id = p.id
    WHERE p.id <> $1
    ORDER BY p.id
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> MergedProfile {
    MergedProfile(
      id: ProfileID(value: try row.uuid(0)), into: ProfileID(value: try row.uuid(1)),
      at: try row.optionalTimestamp(2).map { Timestamp(microseconds: $0) })
  }
}

/// Reads the receipt of a purge: it is kept under the id of the profile that others were merged into (L2).
struct ReadReceipt: ProfileStatement {
  let profile: ProfileID

  static let sql = """
    SELECT \(ErasureReceipt.columns)
    FROM erasure AS e
    WHERE e.profile_id = coalesce(
      (SELECT \(MergeWalk.kept) FROM (VALUES ($1::uuid)) AS w (id)), $1::uuid)
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ErasureReceipt {
    try row.receipt()
  }
}
