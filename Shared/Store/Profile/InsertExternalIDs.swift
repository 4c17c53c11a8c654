import Domain
import Postgres

/// Inserts the external ids of profiles, sorted, so that two lanes cannot wait for each other.
struct InsertExternalIDs: Statement {
  let ids: [(id: ExternalID, profile: ProfileID)]

  static let sql = """
    INSERT INTO external_id (system, value, profile_id)
    SELECT u.system, u.value, u.profile_id
    FROM unnest($1::text[], $2::text[], $3::uuid[]) AS u (system, value, profile_id)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(ids) { $0.id.system }
    parameters.textArray(ids) { $0.id.value }
    parameters.uuidArray(ids) { $0.profile.value }
  }
}
