import Domain
import Postgres

/// Inserts notes, each with the message that brought it (M6).
struct InsertNotes: Statement {
  typealias Recorded = (
    id: NoteID, note: Note, writtenAt: Timestamp, isMatched: Bool, provenance: Provenance
  )

  let notes: [Recorded]

  static let sql = """
    INSERT INTO note (
      id, mail_hash, written_at, received_at, subject, body, is_cut, participants, attachments,
      forwarded_from, is_unmatched, source, message_id)
    SELECT
      u.id, u.mail_hash, u.written_at, u.received_at, u.subject, u.body, u.is_cut, u.participants,
      u.attachments, u.forwarded_from, u.is_unmatched, u.source, u.message_id
    FROM unnest(
      $1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::text[],
      $7::boolean[], $8::jsonb[], $9::jsonb[], $10::text[], $11::boolean[], $12::text[],
      $13::text[])
      AS u (
        id, mail_hash, written_at, received_at, subject, body, is_cut, participants, attachments,
        forwarded_from, is_unmatched, source, message_id)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(notes) { $0.id.value }
    parameters.uuidArray(notes) { $0.note.mail?.value }
    parameters.timestampArray(notes) { $0.writtenAt.microseconds }
    parameters.timestampArray(notes) { $0.provenance.at.microseconds }
    parameters.textArray(notes) { $0.note.subject }
    parameters.textArray(notes) { $0.note.text }
    parameters.boolArray(notes) { $0.note.isCut }
    parameters.jsonArray(notes) { NoteText.json(of: $0.note.participants) }
    parameters.jsonArray(notes) { NoteText.json(of: $0.note.attachments) }
    parameters.textArray(notes) { $0.note.forwardedFrom?.key.text }
    parameters.boolArray(notes) { !$0.isMatched }
    parameters.textArray(notes) { $0.provenance.message.source }
    parameters.textArray(notes) { $0.provenance.message.id }
  }
}

/// Files notes on profiles.
struct FileNotes: Statement {
  typealias Filed = (id: NoteID, profile: ProfileID, match: NoteMatch, at: Timestamp)

  let filed: [Filed]

  static let sql = """
    INSERT INTO note_profile (note_id, profile_id, matched_keys, filed_at)
    SELECT u.note_id, u.profile_id, u.matched_keys::text[], u.filed_at
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[])
      AS u (note_id, profile_id, matched_keys, filed_at)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(filed) { $0.id.value }
    parameters.uuidArray(filed) { $0.profile.value }
    parameters.textArray(filed) { ArrayText.joined($0.match.keys.map(\.text)) }
    parameters.timestampArray(filed) { $0.at.microseconds }
  }
}

/// Takes notes off the list of those that wait for a steward.
struct SettleNotes: Statement {
  let ids: [NoteID]

  static let sql = """
    UPDATE note AS n
    SET is_unmatched = false
    WHERE n.id = ANY ($1::uuid[])
    AND n.is_unmatched
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(ids) { $0.value }
  }
}
