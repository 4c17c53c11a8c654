import Domain
import Postgres

/// Notes that purged or deceased profiles `$1` have alone: nobody else keeps them.
enum NotesAlone {
  static let sql = """
    alone AS MATERIALIZED (
      SELECT p.note_id
      FROM unnest($1::uuid[]) AS w (id)
      CROSS JOIN LATERAL (
        SELECT k.note_id FROM note_profile AS k WHERE k.profile_id = w.id OFFSET 0
      ) AS p
      WHERE NOT EXISTS (
        SELECT FROM note_profile AS k
        WHERE k.note_id = p.note_id AND k.profile_id <> ALL ($1::uuid[])
        OFFSET 0)
    )
    """
}

/// Reads which of these profiles have notes.
struct ReadNoted: ProfilesStatement {
  let profiles: [ProfileID]

  typealias Row = ProfileID

  static let sql = """
    SELECT DISTINCT w.id
    FROM unnest($1::uuid[]) AS w (id)
    WHERE EXISTS (SELECT FROM note_profile AS k WHERE k.profile_id = w.id OFFSET 0)
    """
}

/// Deletes the notes that purged profiles have alone, and takes the others off them (L2).
struct EraseNotes: ProfilesStatement {
  let profiles: [ProfileID]

  static let sql = """
    WITH \(NotesAlone.sql), filings AS (
      DELETE FROM note_profile AS p
      WHERE p.profile_id = ANY ($1::uuid[])
    ), mentions AS (
      DELETE FROM mention AS m
      WHERE m.subject = ANY (ARRAY(SELECT a.note_id::text FROM alone AS a))
      AND m.kind = 11
    )
    DELETE FROM note AS n
    WHERE n.id = ANY (ARRAY(SELECT a.note_id FROM alone AS a))
    """
}

/// Takes the contact details of persons who have died out of their notes (L1): of what nobody else has, all but
/// the subject goes.
struct EraseNoteContacts: ProfilesStatement {
  let profiles: [ProfileID]

  static let sql = """
    WITH \(NotesAlone.sql), filings AS (
      UPDATE note_profile AS p
      SET matched_keys = '{}'
      WHERE p.profile_id = ANY ($1::uuid[])
    )
    UPDATE note AS n
    SET body = '', participants = '[]', attachments = '[]', forwarded_from = NULL
    WHERE n.id = ANY (ARRAY(SELECT a.note_id FROM alone AS a))
    """
}

/// Takes addresses that are erased out of what others' notes matched by (L1, L2).
struct EraseNoteKeys: Statement {
  let notes: [UInt128]
  let keys: [String]

  static let sql = """
    UPDATE note_profile AS p
    SET matched_keys = ARRAY(
      SELECT u.key
      FROM unnest(p.matched_keys) WITH ORDINALITY AS u (key, place)
      WHERE u.key <> ALL ($2::text[])
      ORDER BY u.place)
    WHERE p.note_id = ANY ($1::uuid[])
    AND p.matched_keys && $2::text[]
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(notes) { $0 }
    parameters.textArray(keys)
  }
}

/// Deletes notes that wait for a steward, and were written by somebody who is erased (L1, L2).
struct DeleteNotes: Statement {
  let places: [String]

  static let sql = """
    DELETE FROM note AS n
    USING unnest($1::text[]) AS u (place)
    WHERE n.ctid = u.place::tid
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(places)
  }
}
