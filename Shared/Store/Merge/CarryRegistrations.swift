import Domain
import Postgres

/// Lets registrations come along with merges (L4).
struct CarryRegistrations: Statement {
  let merges: [Merge]

  static let sql = """
    UPDATE registration AS r
    SET profile_id = u.kept_id, merged_from = coalesce(r.merged_from, r.profile_id)
    FROM unnest($1::uuid[], $2::uuid[]) AS u (removed_id, kept_id)
    WHERE r.profile_id = ANY ($1::uuid[])
    AND r.profile_id = u.removed_id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(merges) { $0.removed.value }
    parameters.uuidArray(merges) { $0.kept.value }
  }
}

/// A registration that goes back with the end of a merge.
struct ReturnedRegistration {
  let id: RegistrationID
  /// The profile that was kept.
  let kept: ProfileID
  /// The one that comes back.
  let removed: ProfileID
}

/// Gives back the registrations that came along with merges, and those that came since by an address that
/// goes back (L4).
struct ReturnRegistrations: Statement {
  let returned: [ReturnedRegistration]

  static let sql = """
    UPDATE registration AS r
    SET profile_id = u.removed_id, merged_from = nullif(r.merged_from, u.removed_id)
    FROM unnest($1::uuid[], $2::uuid[]) AS u (id, removed_id)
    WHERE r.id = ANY ($1::uuid[])
    AND r.id = u.id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(returned) { $0.id.value }
    parameters.uuidArray(returned) { $0.removed.value }
  }
}

/// Lets the suggestions that registrations gave rise to go with them, unless the same one was made there
/// before; then it goes.
struct ReturnSuggestions: Statement {
  let returned: [ReturnedRegistration]

  static let sql = """
    WITH theirs AS MATERIALIZED (
      SELECT
        s.id, s.kind, s.evidence,
        CASE WHEN s.profile_id = u.kept_id THEN u.removed_id ELSE s.profile_id END AS profile_id,
        CASE WHEN s.other_profile_id = u.kept_id THEN u.removed_id ELSE s.other_profile_id END
          AS other_profile_id
      FROM (
        SELECT DISTINCT w.kept_id, w.removed_id
        FROM unnest($3::uuid[], $2::uuid[]) AS w (kept_id, removed_id)
      ) AS u
      CROSS JOIN LATERAL (
        SELECT k.id, k.kind, k.evidence, k.profile_id, k.other_profile_id, k.registration_id
        FROM suggestion AS k
        WHERE k.profile_id = u.kept_id
        UNION
        SELECT k.id, k.kind, k.evidence, k.profile_id, k.other_profile_id, k.registration_id
        FROM suggestion AS k
        WHERE k.other_profile_id = u.kept_id
        OFFSET 0
      ) AS s
      WHERE s.registration_id = ANY ($1::uuid[])
      AND EXISTS (
        SELECT
        FROM unnest($1::uuid[], $2::uuid[]) AS w (id, removed_id)
        WHERE w.id = s.registration_id AND w.removed_id = u.removed_id)
    ), twice AS (
      DELETE FROM suggestion AS s
      USING theirs AS t
      WHERE s.id = ANY (ARRAY(SELECT a.id FROM theirs AS a))
      AND s.id = t.id
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
    WHERE s.id = ANY (ARRAY(SELECT a.id FROM theirs AS a))
    AND s.id = t.id
    AND NOT EXISTS (SELECT FROM twice AS d WHERE d.id = t.id)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(returned) { $0.id.value }
    parameters.uuidArray(returned) { $0.removed.value }
    parameters.uuidArray(returned) { $0.kept.value }
  }
}
