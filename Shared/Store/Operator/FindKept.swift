import Domain
import Postgres

/// Finds the profile that an id stands for, through any number of merges (L5); of one that was not
/// merged, itself.
struct FindKept: Statement {
  let id: ProfileID

  /// `UNION` and not `UNION ALL`: were there a circle, the search would end all the same.
  static let sql = """
    WITH RECURSIVE chain (id, merged_into) AS (
      SELECT p.id, p.merged_into
      FROM profile AS p
      WHERE p.id = $1
      UNION
      SELECT p.id, p.merged_into
      FROM chain AS c
      JOIN profile AS p ON p.id = c.merged_into
    )
    SELECT c.id
    FROM chain AS c
    WHERE c.merged_into IS NULL
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(id.value)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ProfileID {
    ProfileID(value: try row.uuid(0))
  }
}
