import Domain
import Postgres

/// New uses of an address that stands already.
struct NewUses {
  let key: AddressKey
  let uses: Uses
}

/// Takes from addresses the uses that they lose; the indexes that keep S1 look at each row as it
/// changes, so whatever is taken must be gone before another row gets it.
struct TakeUses: Statement {
  let changes: [NewUses]

  static let sql = """
    UPDATE address AS a
    SET uses = a.uses & u.uses
    FROM unnest($1::text[], $2::smallint[]) AS u (key, uses)
    WHERE a.key = ANY ($1::text[])
    AND a.key = u.key
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(changes) { $0.key.text }
    parameters.int2Array(changes) { $0.uses.rawValue }
  }
}

/// Gives addresses the uses that they end up with.
struct GiveUses: Statement {
  let changes: [NewUses]

  static let sql = """
    UPDATE address AS a
    SET uses = u.uses
    FROM unnest($1::text[], $2::smallint[]) AS u (key, uses)
    WHERE a.key = ANY ($1::text[])
    AND a.key = u.key
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(changes) { $0.key.text }
    parameters.int2Array(changes) { $0.uses.rawValue }
  }
}
