import Domain
import Postgres

/// Reads a slice of the active profiles, in the order of their ids.
struct ReadActiveProfiles: Statement {
  let last: ProfileID?
  let limit: Int

  static let sql = """
    SELECT p.id
    FROM profile AS p
    WHERE p.id > $1
    AND p.state = 0
    ORDER BY p.id
    LIMIT $2
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(last?.value ?? 0)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ProfileID {
    ProfileID(value: try row.uuid(0))
  }
}
