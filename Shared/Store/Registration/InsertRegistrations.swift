import Domain
import Postgres

/// Inserts registrations, each with the message that brought it and what matched (M3).
struct InsertRegistrations: Statement {
  /// With the profile and what matched; `nil` while it is held (M7).
  typealias Recorded = (
    id: RegistrationID, registration: Registration, profile: ProfileID?, match: Match?,
    provenance: Provenance
  )

  let registrations: [Recorded]

  static let sql = """
    INSERT INTO registration (
      id, profile_id, kind, event_id, matched_rule, matched_key, received_at, source, message_id,
      content)
    SELECT
      u.id, u.profile_id, u.kind, u.event_id, u.matched_rule, u.matched_key, u.received_at,
      u.source, u.message_id, u.content
    FROM unnest(
      $1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[],
      $8::text[], $9::text[], $10::jsonb[])
      AS u (
        id, profile_id, kind, event_id, matched_rule, matched_key, received_at, source,
        message_id, content)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(registrations) { $0.id.value }
    parameters.uuidArray(registrations) { $0.profile?.value }
    parameters.textArray(registrations) { $0.registration.kind.rawValue }
    parameters.textArray(registrations) { $0.registration.eventID }
    parameters.textArray(registrations) { $0.match?.rule.rawValue }
    parameters.textArray(registrations) { $0.match?.key.text }
    parameters.timestampArray(registrations) { $0.provenance.at.microseconds }
    parameters.textArray(registrations) { $0.provenance.message.source }
    parameters.textArray(registrations) { $0.provenance.message.id }
    parameters.jsonArray(registrations) { $0.registration.content }
  }
}
