import Domain
import Postgres

/// Keeps what merges gave, so that they can be taken back (L4).
struct InsertMerges: Statement {
  let merges: [Merge]

  static let sql = """
    INSERT INTO merge (
      removed_id, kept_id, merged_at, state_before, address_keys, uses_before, uses_after,
      kept_keys, kept_uses, given_name, family_name, phone, external_systems, external_values,
      is_protected, topics)
    SELECT
      u.removed_id, u.kept_id, u.merged_at, u.state_before, u.address_keys::text[],
      u.uses_before::smallint[], u.uses_after::smallint[], u.kept_keys::text[],
      u.kept_uses::smallint[], u.given_name, u.family_name, u.phone, u.external_systems::text[],
      u.external_values::text[], u.is_protected, u.topics::text[]
    FROM unnest(
      $1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
      $9::boolean[], $10::text[], $11::uuid[], $12::timestamptz[], $13::smallint[], $14::text[],
      $15::text[], $16::text[])
      AS u (
        removed_id, kept_keys, kept_uses, given_name, family_name, phone, external_systems,
        external_values, is_protected, topics, kept_id, merged_at, state_before, address_keys,
        uses_before, uses_after)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.given(by: merges)
    parameters.uuidArray(merges) { $0.kept.value }
    parameters.timestampArray(merges) { $0.at.microseconds }
    parameters.int2Array(merges) { $0.stateBefore.rawValue }
    parameters.textArray(merges) { ArrayText.joined($0.addresses.map(\.key.text)) }
    parameters.textArray(merges) { ArrayText.joined($0.addresses.map(\.before)) }
    parameters.textArray(merges) { ArrayText.joined($0.addresses.map(\.after)) }
  }
}

/// Forgets merges that were taken back.
struct DeleteMerges: ProfilesStatement {
  /// Those that had been merged away.
  let profiles: [ProfileID]

  static let sql = """
    DELETE FROM merge AS m
    WHERE m.removed_id = ANY ($1::uuid[])
    """
}
