import Domain
import Postgres

/// Puts registrations on other profiles, as stewards decided (M5, M7); a merge that they came along with
/// does not take them back any more.
struct MoveRegistrations: Statement {
  let moves: [(id: RegistrationID, profile: ProfileID, at: Timestamp)]

  static let sql = """
    UPDATE registration AS r
    SET
      profile_id = u.profile_id,
      merged_from = NULL,
      matched_rule = 'steward',
      moved_at = u.moved_at
    FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS u (id, profile_id, moved_at)
    WHERE r.id = ANY ($1::uuid[])
    AND r.id = u.id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(moves) { $0.id.value }
    parameters.uuidArray(moves) { $0.profile.value }
    parameters.timestampArray(moves) { $0.at.microseconds }
  }
}
