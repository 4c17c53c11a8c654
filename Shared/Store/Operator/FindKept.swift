import Domain
import Postgres

/// Finds the profile that an id stands for, through any number of merges (L5); of one that was not
/// merged, itself.
struct FindKept: ProfileStatement {
  let profile: ProfileID

  static let sql = """
    WITH RECURSIVE upwards (id, merged_into) AS (
      SELECT p.id, p.merged_into FROM profile AS p WHERE p.id = $1
      \(MergeWalk.upwards)
    )
    SELECT u.id
    FROM upwards AS u
    WHERE u.merged_into IS NULL
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ProfileID {
    ProfileID(value: try row.uuid(0))
  }
}
