import Domain
import Postgres

/// Puts registrations on other profiles, as stewards decided (M5, M7); a merge that they came along with
/// does not take them back any more.
struct MoveRegistrations: Statement {
  let moves: [(id: RegistrationID, profile: ProfileID)]

  static let sql = """
    UPDATE registration AS r
    SET
      profile_id = u.profile_id,
      merged_from = NULL,
      matched_rule = 'steward'
    FROM unnest($1::uuid[], $2::uuid[]) AS u (id, profile_id)
    WHERE r.id = ANY ($1::uuid[])
    AND r.id = u.id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(moves) { $0.id.value }
    parameters.uuidArray(moves) { $0.profile.value }
  }
}
