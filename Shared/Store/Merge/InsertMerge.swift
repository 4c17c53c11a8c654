import Domain
import Postgres

/// Keeps what a merge gave, so that it can be taken back (L4).
struct InsertMerge: Statement {
  let merge: Merge

  static let sql = """
    INSERT INTO merge (
      removed_id, kept_id, merged_at, state_before, address_keys, uses_before, uses_after,
      kept_keys, kept_uses, given_name, family_name, phone, external_systems, external_values,
      is_protected, topics)
    VALUES (
      $1, $2, $3, $4, $5, $6, $7, CASE WHEN $8 THEN $9::text[] END,
      CASE WHEN $8 THEN $10::smallint[] END, $11, $12, $13, $14, $15, $16, $17)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(merge.removed.value)
    parameters.uuid(merge.kept.value)
    parameters.timestamp(merge.at.microseconds)
    parameters.int2(merge.stateBefore.rawValue)
    parameters.textArray(merge.addresses) { $0.key.text }
    parameters.int2Array(merge.addresses) { $0.before.rawValue }
    parameters.int2Array(merge.addresses) { $0.after.rawValue }
    parameters.keptUses(of: merge)
    parameters.given(by: merge)
  }
}

/// Forgets a merge that was taken back.
struct DeleteMerge: Statement {
  let removed: ProfileID

  static let sql = """
    DELETE FROM merge AS m
    WHERE m.removed_id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(removed.value)
  }
}
