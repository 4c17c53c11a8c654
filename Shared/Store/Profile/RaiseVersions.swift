import Domain
import Postgres

/// Raises the versions of profiles by the number of changes that the batch made to each, where it leaves their
/// details.
struct RaiseVersions: Statement {
  let raised: [(profile: ProfileID, by: Int64)]

  static let sql = """
    UPDATE profile AS p
    SET version = p.version + u.by
    FROM unnest($1::uuid[], $2::bigint[]) AS u (id, by)
    WHERE p.id = ANY ($1::uuid[])
    AND p.id = u.id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(raised) { $0.profile.value }
    parameters.int8Array(raised) { $0.by }
  }
}
