import Domain
import Postgres

/// Keeps what a merge gave, so that it can be taken back (L4).
struct InsertMerge: Statement {
  let merge: Merge

  static let sql = """
    INSERT INTO merge (
      removed_id, kept_id, merged_at, state_before, address_keys, uses_before, uses_after,
      given_name, family_name, phone, external_systems, external_values, is_protected, topics)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    """

  func bind(_ parameters: inout Parameters) {
    let external = merge.filled.externalIDs.sorted { $0.key < $1.key }
    parameters.uuid(merge.removed.value)
    parameters.uuid(merge.kept.value)
    parameters.timestamp(merge.at.microseconds)
    parameters.int2(merge.stateBefore.rawValue)
    parameters.textArray(merge.addresses) { $0.key.text }
    parameters.int2Array(merge.addresses) { $0.before.rawValue }
    parameters.int2Array(merge.addresses) { $0.after.rawValue }
    parameters.text(merge.filled.name.given)
    parameters.text(merge.filled.name.family)
    parameters.text(merge.filled.phone)
    parameters.textArray(external) { $0.key }
    parameters.textArray(external) { $0.value }
    parameters.bool(merge.filled.isProtected)
    parameters.textArray(merge.optOuts.sorted())
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
