import Domain
import Postgres

/// Deletes the addresses that left every profile.
struct DeleteAddresses: Statement {
  let keys: [AddressKey]

  static let sql = """
    DELETE FROM address AS a
    WHERE a.key = ANY ($1::text[])
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(keys) { $0.text }
  }
}
