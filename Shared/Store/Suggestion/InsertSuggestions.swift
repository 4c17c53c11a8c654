import Domain
import Postgres

/// Puts suggestions before the stewards, sorted by what makes them the same one (E4).
struct InsertSuggestions: Statement {
  let suggestions: [(suggestion: Suggestion, at: Timestamp)]

  static let sql = """
    INSERT INTO suggestion (
      id, kind, profile_id, other_profile_id, registration_id, evidence, made_at)
    SELECT
      u.id, u.kind, u.profile_id, u.other_profile_id, u.registration_id, u.evidence, u.made_at
    FROM unnest(
      $1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::timestamptz[])
      AS u (id, kind, profile_id, other_profile_id, registration_id, evidence, made_at)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(suggestions) { $0.suggestion.id.value }
    parameters.textArray(suggestions) { $0.suggestion.kind.rawValue }
    parameters.uuidArray(suggestions) { $0.suggestion.profiles.first?.value }
    parameters.uuidArray(suggestions) { $0.suggestion.profiles.dropFirst().first?.value }
    parameters.uuidArray(suggestions) { $0.suggestion.registration?.value }
    parameters.textArray(suggestions) { $0.suggestion.evidence }
    parameters.timestampArray(suggestions) { $0.at.microseconds }
  }
}
