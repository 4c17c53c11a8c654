import Domain
import Postgres

/// Writes a mailing that was begun.
struct InsertMailing: Statement {
  let mailing: Mailing
  let hash: [UInt8]
  let provenance: Provenance

  static let sql = """
    INSERT INTO mailing (
      id, hash, topic, address_use, falls_back, is_everybody, profile_ids, event_ids, kinds,
      except_everybody, except_profile_ids, except_event_ids, except_kinds, subject, body_text,
      body_html, not_before, do_not_send_after, begun_at, source, message_id, actor)
    VALUES (
      $1, $2, $3, $4, $5, $6, $7::uuid[], $8::text[], $9::text[], $10, $11::uuid[], $12::text[],
      $13::text[], $14, $15, $16, $17, $18, $19, $20, $21, $22)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(mailing.id)
    parameters.bytes(hash)
    parameters.text(mailing.topic)
    parameters.text(mailing.use.rawValue)
    parameters.bool(mailing.fallsBackToPrimary)
    parameters.audience(mailing.audience)
    parameters.audience(mailing.exceptions)
    parameters.text(mailing.text.subject)
    parameters.text(mailing.text.text)
    parameters.text(mailing.text.html)
    parameters.timestamp(mailing.notBefore?.microseconds)
    parameters.timestamp(mailing.doNotSendAfter?.microseconds)
    parameters.timestamp(provenance.at.microseconds)
    parameters.text(provenance.message.source)
    parameters.text(provenance.message.id)
    parameters.text(provenance.actor)
  }
}

extension Parameters {
  /// An audience: whether it is everybody, profiles, events, kinds of registrations.
  mutating func audience(_ audience: Audience) {
    bool(audience.isEverybody)
    uuidArray(audience.profiles.sorted()) { $0.value }
    textArray(audience.events.sorted())
    textArray(audience.kinds.map(\.rawValue).sorted())
  }
}
