import Domain
import Postgres

/// Lets registrations come along with a merge (L4).
struct CarryRegistrations: Statement {
  let removed: ProfileID
  let kept: ProfileID

  static let sql = """
    UPDATE registration AS r
    SET profile_id = $2, merged_from = coalesce(r.merged_from, r.profile_id)
    WHERE r.profile_id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(removed.value)
    parameters.uuid(kept.value)
  }
}

/// Gives back the registrations that came along with a merge (L4).
///
/// Those of the profile that was merged away, and of all that had been merged into it before.
struct ReturnRegistrations: Statement {
  let removed: ProfileID
  let kept: ProfileID

  static let sql = """
    WITH RECURSIVE merged_profiles (id) AS (
      SELECT $1::uuid
      \(MergeWalk.downwards)
    )
    UPDATE registration AS r
    SET profile_id = $1, merged_from = nullif(r.merged_from, $1)
    WHERE r.merged_from = ANY (ARRAY(SELECT m.id FROM merged_profiles AS m))
    AND r.profile_id = $2
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(removed.value)
    parameters.uuid(kept.value)
  }
}
