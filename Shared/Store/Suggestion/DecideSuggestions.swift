import Domain
import Postgres

/// Files what stewards decided on suggestions (E4).
struct DecideSuggestions: Statement {
  let decisions: [(id: SuggestionID, isAccepted: Bool, provenance: Provenance)]

  static let sql = """
    UPDATE suggestion AS s
    SET state = u.state, decided_at = u.decided_at, decided_by = u.decided_by
    FROM unnest($1::uuid[], $2::smallint[], $3::timestamptz[], $4::text[])
      AS u (id, state, decided_at, decided_by)
    WHERE s.id = ANY ($1::uuid[])
    AND s.id = u.id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(decisions) { $0.id.value }
    parameters.int2Array(decisions) {
      ($0.isAccepted ? SuggestionState.Decision.accepted : .dismissed).rawValue
    }
    parameters.timestampArray(decisions) { $0.provenance.at.microseconds }
    parameters.textArray(decisions) { $0.provenance.actor }
  }
}
