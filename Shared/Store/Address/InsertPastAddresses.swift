import Domain
import Postgres

/// Writes down the placements that ended (E2), before anything else changes: what the batch does not know of
/// them stands in the row that is about to change.
struct InsertPastAddresses: Statement {
  let past: [PastAddress]

  static let sql = """
    INSERT INTO address_past (
      key, profile_id, text, uses, moved_to,
      added_at, added_by_type, added_by_source, added_by_id, added_by_actor,
      removed_at, removed_by_type, removed_by_source, removed_by_id, removed_by_actor)
    SELECT
      u.key, u.profile_id, coalesce(u.text, a.text), coalesce(u.uses, a.uses), u.moved_to,
      coalesce(u.added_at, a.added_at), coalesce(u.added_by_type, a.added_by_type),
      coalesce(u.added_by_source, a.added_by_source), coalesce(u.added_by_id, a.added_by_id),
      CASE WHEN u.added_at IS NULL THEN a.added_by_actor ELSE u.added_by_actor END,
      u.removed_at, u.removed_by_type, u.removed_by_source, u.removed_by_id, u.removed_by_actor
    FROM unnest(
      $1::text[], $2::uuid[], $3::text[], $4::smallint[], $5::uuid[],
      $6::timestamptz[], $7::text[], $8::text[], $9::text[], $10::text[],
      $11::timestamptz[], $12::text[], $13::text[], $14::text[], $15::text[])
      AS u (
        key, profile_id, text, uses, moved_to,
        added_at, added_by_type, added_by_source, added_by_id, added_by_actor,
        removed_at, removed_by_type, removed_by_source, removed_by_id, removed_by_actor)
    LEFT JOIN LATERAL (
      SELECT
        k.text, k.uses, k.added_at, k.added_by_type, k.added_by_source, k.added_by_id,
        k.added_by_actor
      FROM address AS k
      WHERE k.key = u.key
      OFFSET 0
    ) AS a ON true
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(past) { $0.key.text }
    parameters.uuidArray(past) { $0.placement.profile.value }
    parameters.textArray(past) { $0.placement.text }
    parameters.int2Array(past) { $0.placement.uses?.rawValue }
    parameters.uuidArray(past) { $0.movedTo?.value }
    parameters.provenanceArrays(past) { $0.placement.provenance }
    parameters.provenanceArrays(past) { $0.removed }
  }
}
