import Domain
import Postgres

/// Reads what the notes of a profile are about, the latest first; of those in which somebody else who is hidden
/// stands no words (L8).
struct ReadNotesOfProfile: ProfileStatement {
  let profile: ProfileID

  static let sql = """
    SELECT n.id, CASE WHEN h.hidden THEN '' ELSE n.subject END, n.written_at
    FROM note AS n
    CROSS JOIN LATERAL (
      SELECT EXISTS (
        SELECT FROM \(HiddenNote.named) AS w WHERE \(HiddenProfile.besides)) AS hidden
    ) AS h
    WHERE n.id = ANY (
      ARRAY(SELECT k.note_id FROM note_profile AS k WHERE k.profile_id = $1))
    ORDER BY n.written_at DESC, n.id DESC
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> NoteSummary {
    try row.noteSummary(0)
  }
}

/// Reads the notes of a person whole, the latest first; of those in which a hidden person stands no words (L8).
struct ReadNoteRecords: Statement {
  /// All that the person is.
  let profiles: [ProfileID]
  /// Notes of which those are the person's too that wait for a steward, and that one of the authors wrote.
  let waiting: [UInt128]
  let authors: [AddressKey]

  static let sql = """
    SELECT
      n.id, CASE WHEN h.hidden THEN '' ELSE n.subject END, n.written_at, n.received_at, n.source,
      n.message_id,
      ARRAY(
        SELECT u.key
        FROM note_profile AS k
        CROSS JOIN unnest(k.matched_keys) AS u (key)
        WHERE k.note_id = n.id AND k.profile_id = ANY ($1::uuid[])),
      NOT h.hidden, n.participants, n.body, n.is_cut, n.attachments, n.forwarded_from
    FROM note AS n
    CROSS JOIN LATERAL (
      SELECT EXISTS (
        SELECT FROM \(HiddenNote.named) AS w
        WHERE w.id <> ALL ($1::uuid[]) AND \(HiddenProfile.condition)
      ) AS hidden
    ) AS h
    WHERE n.id = ANY (
      ARRAY(SELECT k.note_id FROM note_profile AS k WHERE k.profile_id = ANY ($1::uuid[])))
    OR (
      n.id = ANY ($2::uuid[])
      AND n.is_unmatched
      AND EXISTS (
        SELECT
        FROM jsonb_array_elements(n.participants) AS e (mailbox)
        WHERE e.mailbox ->> 'role' = 'from' AND e.mailbox ->> 'key' = ANY ($3::text[])))
    ORDER BY n.written_at DESC, n.id DESC
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(profiles) { $0.value }
    parameters.uuidArray(waiting) { $0 }
    parameters.textArray(authors) { $0.text }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> NoteRecord {
    var content: NoteRecord.Content?
    if try row.bool(7) {
      content = NoteRecord.Content(
        participants: NoteText.participants(try row.json(8)), text: try row.text(9),
        isCut: try row.bool(10), attachments: NoteText.attachments(try row.json(11)),
        forwardedFrom: try row.optionalText(12))
    }
    return NoteRecord(
      summary: try row.noteSummary(0), receivedAt: try row.moment(3),
      message: MessageReference(source: try row.text(4), id: try row.text(5)),
      matched: try row.textArray(6).map { AddressKey(stored: $0) }, content: content)
  }
}

/// Lists the notes that wait for a steward, oldest first (M6).
struct ListUnmatchedNotes: Statement {
  let after: NoteID?
  let limit: Int

  static let sql = """
    SELECT
      n.id, CASE WHEN h.hidden THEN '' ELSE n.subject END, n.written_at,
      ARRAY(
        SELECT e.mailbox ->> 'address'
        FROM jsonb_array_elements(n.participants) AS e (mailbox)
        WHERE NOT h.hidden AND e.mailbox ->> 'role' = 'from'),
      CASE WHEN NOT h.hidden THEN n.forwarded_from END
    FROM note AS n
    CROSS JOIN LATERAL (
      SELECT EXISTS (
        SELECT FROM \(HiddenNote.named) AS w WHERE \(HiddenProfile.condition)) AS hidden
    ) AS h
    WHERE n.is_unmatched
    AND ($1::uuid IS NULL OR n.id > $1)
    ORDER BY n.id
    LIMIT $2
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(after?.value)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> UnmatchedNoteRecord {
    UnmatchedNoteRecord(
      summary: try row.noteSummary(0), from: try row.textArray(3),
      forwardedFrom: try row.optionalText(4))
  }
}

/// Whom a note leads to, for ``HiddenProfile``.
private enum HiddenNote {
  /// Of `note AS n`, a table with a column `id`: the profiles that it is on, and those that hold an address in it
  /// or in what it passes on, or held it if nobody has it now.
  static let named = """
    (
      SELECT k.profile_id AS id FROM note_profile AS k WHERE k.note_id = n.id
      UNION ALL
      SELECT h.profile_id
      FROM (
        SELECT e.mailbox ->> 'key' AS key
        FROM jsonb_array_elements(n.participants) AS e (mailbox)
        UNION ALL
        SELECT n.forwarded_from
      ) AS e
      CROSS JOIN LATERAL (
        SELECT a.profile_id FROM address AS a WHERE a.key = e.key
        UNION ALL
        SELECT p.profile_id
        FROM address_past AS p
        WHERE p.key = e.key
        AND NOT EXISTS (SELECT FROM address AS k WHERE k.key = e.key OFFSET 0)
        OFFSET 0
      ) AS h
    )
    """
}

extension RowReader {
  /// What a note is about: its id, its subject and its time.
  fileprivate func noteSummary(_ column: Int) throws(PostgresError) -> NoteSummary {
    NoteSummary(
      id: NoteID(value: try uuid(column)), subject: try text(column + 1),
      at: try moment(column + 2))
  }
}
