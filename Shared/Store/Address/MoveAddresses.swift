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
