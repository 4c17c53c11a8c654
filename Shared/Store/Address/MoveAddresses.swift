import Domain
import Postgres

/// Moves addresses to other profiles in their spelling (U3), without a use for the moment: what it has there is given when
/// all that is taken has been taken.
struct MoveAddresses: Statement {
  let moved: [PlacedAddress]

  static let sql = """
    UPDATE address AS a
    SET
      profile_id = u.profile_id,
      uses = 0,
      position = u.position,
      added_at = u.added_at,
      added_by_type = u.type,
      added_by_source = u.source,
      added_by_id = u.id,
      added_by_actor = u.actor
    FROM unnest(
      $1::text[], $2::uuid[], $3::bigint[], $4::timestamptz[], $5::text[], $6::text[], $7::text[],
      $8::text[])
      AS u (key, profile_id, position, added_at, type, source, id, actor)
    WHERE a.key = ANY ($1::text[])
    AND a.key = u.key
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(moved) { $0.key.text }
    parameters.uuidArray(moved) { $0.profile.value }
    parameters.int8Array(moved) { $0.position }
    parameters.provenanceArrays(moved) { $0.provenance }
  }
}

/// Takes addresses back to the profiles that they came from with a merge: as in ``MoveAddresses``, but with the
/// provenance of their last stay there (E2).
struct ReturnAddresses: Statement {
  let moved: [PlacedAddress]

  static let sql = """
    UPDATE address AS a
    SET
      profile_id = u.profile_id,
      uses = 0,
      position = u.position,
      added_at = coalesce(u.first_at, u.added_at),
      added_by_type = coalesce(u.first_type, u.type),
      added_by_source = coalesce(u.first_source, u.source),
      added_by_id = coalesce(u.first_id, u.id),
      added_by_actor = CASE WHEN u.first_at IS NULL THEN u.actor ELSE u.first_actor END
    FROM (
      SELECT
        n.key, n.profile_id, n.position, n.added_at, n.type, n.source, n.id, n.actor,
        p.added_at AS first_at, p.added_by_type AS first_type, p.added_by_source AS first_source,
        p.added_by_id AS first_id, p.added_by_actor AS first_actor
      FROM unnest(
        $1::text[], $2::uuid[], $3::bigint[], $4::timestamptz[], $5::text[], $6::text[],
        $7::text[], $8::text[])
        AS n (key, profile_id, position, added_at, type, source, id, actor)
      LEFT JOIN LATERAL (
        SELECT
          k.added_at, k.added_by_type, k.added_by_source, k.added_by_id, k.added_by_actor
        FROM address_past AS k
        WHERE k.key = n.key AND k.profile_id = n.profile_id
        ORDER BY k.removed_at DESC
        LIMIT 1
      ) AS p ON true
    ) AS u
    WHERE a.key = ANY ($1::text[])
    AND a.key = u.key
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(moved) { $0.key.text }
    parameters.uuidArray(moved) { $0.profile.value }
    parameters.int8Array(moved) { $0.position }
    parameters.provenanceArrays(moved) { $0.provenance }
  }
}
