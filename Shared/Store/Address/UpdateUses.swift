import Domain
import Postgres

/// New uses of an address that stands already, and what changed them (E2).
struct NewUses {
  let key: AddressKey
  let uses: Uses
  let provenance: Provenance?
}

/// Takes from addresses the uses that they lose; the indexes that keep S1 look at each row as it
/// changes, so whatever is taken must be gone before another row gets it.
struct TakeUses: Statement {
  let changes: [NewUses]

  static let sql = """
    UPDATE address AS a
    SET
      uses = a.uses & u.uses,
      uses_changed_at = u.at,
      uses_changed_by_type = u.type,
      uses_changed_by_source = u.source,
      uses_changed_by_id = u.id,
      uses_changed_by_actor = u.actor
    FROM unnest(
      $1::text[], $2::smallint[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[])
      AS u (key, uses, at, type, source, id, actor)
    WHERE a.key = ANY ($1::text[])
    AND a.key = u.key
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(changes) { $0.key.text }
    parameters.int2Array(changes) { $0.uses.rawValue }
    parameters.provenanceArrays(changes) { $0.provenance }
  }
}

/// Gives addresses the uses that they end up with.
struct GiveUses: Statement {
  let changes: [NewUses]

  static let sql = """
    UPDATE address AS a
    SET
      uses = u.uses,
      uses_changed_at = u.at,
      uses_changed_by_type = u.type,
      uses_changed_by_source = u.source,
      uses_changed_by_id = u.id,
      uses_changed_by_actor = u.actor
    FROM unnest(
      $1::text[], $2::smallint[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[])
      AS u (key, uses, at, type, source, id, actor)
    WHERE a.key = ANY ($1::text[])
    AND a.key = u.key
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(changes) { $0.key.text }
    parameters.int2Array(changes) { $0.uses.rawValue }
    parameters.provenanceArrays(changes) { $0.provenance }
  }
}
