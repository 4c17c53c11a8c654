import Domain
import Postgres

/// Reads which bulk mail a person wants none of (R6).
struct ReadOptOuts: Statement {
  let profile: ProfileID

  static let sql = """
    SELECT o.topic, o.since, o.by_type, o.by_source, o.by_id, o.by_actor
    FROM opt_out AS o
    WHERE o.profile_id = $1
    ORDER BY o.topic
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(profile.value)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> OptOutRecord {
    OptOutRecord(topic: try row.text(0), origin: try row.origin(1))
  }
}

/// Finds the profiles that were merged into one, through any number of merges (L4).
struct ReadMergedProfiles: Statement {
  let head: ProfileID

  /// `UNION` and not `UNION ALL`: were there a circle, the search would end all the same.
  static let sql = """
    WITH RECURSIVE merged_profiles (id, merged_into) AS (
      SELECT p.id, p.merged_into
      FROM profile AS p
      WHERE p.merged_into = $1
      UNION
      SELECT p.id, p.merged_into
      FROM merged_profiles AS m
      JOIN profile AS p ON p.merged_into = m.id
    )
    SELECT m.id, m.merged_into, g.merged_at
    FROM merged_profiles AS m
    LEFT JOIN merge AS g ON g.removed_id = m.id
    ORDER BY m.id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(head.value)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> MergedProfile {
    MergedProfile(
      id: ProfileID(value: try row.uuid(0)), into: ProfileID(value: try row.uuid(1)),
      at: try row.optionalTimestamp(2).map { Timestamp(microseconds: $0) })
  }
}

/// Reads the receipt of a purge (L2).
struct ReadReceipt: Statement {
  let profile: ProfileID

  static let sql = """
    SELECT e.profile_id, e.purged_at, e.decision, e.source, e.message_id, e.actor, e.counts
    FROM erasure AS e
    WHERE e.profile_id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(profile.value)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ErasureReceipt {
    try row.receipt()
  }
}
