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

/// Gives back the registrations that came along with a merge, and those that came since by an address that
/// goes back (L4).
struct ReturnRegistrations: Statement {
  let ids: [RegistrationID]
  let removed: ProfileID

  static let sql = """
    UPDATE registration AS r
    SET profile_id = $2, merged_from = nullif(r.merged_from, $2)
    WHERE r.id = ANY ($1::uuid[])
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(ids) { $0.value }
    parameters.uuid(removed.value)
  }
}

/// Lets the suggestions that registrations gave rise to go with them, unless the same one was made there
/// before; then it goes.
struct ReturnSuggestions: Statement {
  let ids: [RegistrationID]
  let removed: ProfileID
  let kept: ProfileID

  static let sql = """
    WITH theirs AS MATERIALIZED (
      SELECT
        s.id, s.kind, s.evidence,
        CASE WHEN s.profile_id = $3 THEN $2 ELSE s.profile_id END AS profile_id,
        CASE WHEN s.other_profile_id = $3 THEN $2 ELSE s.other_profile_id END AS other_profile_id
      FROM suggestion AS s
      WHERE (s.profile_id = $3 OR s.other_profile_id = $3)
      AND s.registration_id = ANY ($1::uuid[])
    ), twice AS (
      DELETE FROM suggestion AS s
      USING theirs AS t
      WHERE s.id = t.id
      AND EXISTS (
        SELECT
        FROM suggestion AS k
        WHERE k.profile_id = t.profile_id
        AND k.kind = t.kind
        AND k.other_profile_id IS NOT DISTINCT FROM t.other_profile_id
        AND md5(k.evidence) = md5(t.evidence)
        AND k.id <> t.id
        OFFSET 0)
      RETURNING s.id
    )
    UPDATE suggestion AS s
    SET profile_id = t.profile_id, other_profile_id = t.other_profile_id
    FROM theirs AS t
    WHERE s.id = t.id
    AND NOT EXISTS (SELECT FROM twice AS d WHERE d.id = t.id)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(ids) { $0.value }
    parameters.uuid(removed.value)
    parameters.uuid(kept.value)
  }
}
