import Domain
import Postgres

/// Deletes outbox rows whose messages are all confirmed.
struct DeleteOutbox: Statement {
  let ids: [OutboxID]

  static let sql = """
    DELETE FROM outbox AS o
    WHERE o.id = ANY ($1::uuid[])
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(ids) { $0.value }
  }
}
