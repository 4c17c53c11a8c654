import Domain
import Postgres

/// Deletes the external ids that left their profiles.
struct DeleteExternalIDs: Statement {
  let ids: [ExternalID]

  static let sql = """
    DELETE FROM external_id AS e
    USING unnest($1::text[], $2::text[]) AS u (system, value)
    WHERE e.system = ANY ($1::text[])
    AND e.value = ANY ($2::text[])
    AND e.system = u.system
    AND e.value = u.value
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(ids) { $0.system }
    parameters.textArray(ids) { $0.value }
  }
}
