import Domain
import Postgres

/// Reads on whom the notes are that were asked for.
struct ReadNotes: Statement {
  let ids: [NoteID]

  typealias Row = (id: NoteID, profile: ProfileID?)

  static let sql = """
    SELECT n.id, p.profile_id
    FROM note AS n
    LEFT JOIN LATERAL (
      SELECT k.profile_id FROM note_profile AS k WHERE k.note_id = n.id OFFSET 0
    ) AS p ON true
    WHERE n.id = ANY ($1::uuid[])
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(ids) { $0.value }
  }

  /// A row for each profile; one without for a note that waits.
  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    (NoteID(value: try row.uuid(0)), try row.optionalUUID(1).map { ProfileID(value: $0) })
  }
}

/// Reads which mails are kept as notes already (M6).
struct ReadMails: Statement {
  let hashes: [MailHash]

  static let sql = """
    SELECT n.mail_hash
    FROM note AS n
    WHERE n.mail_hash = ANY ($1::uuid[])
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(hashes) { $0.value }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> MailHash {
    MailHash(value: try row.uuid(0))
  }
}
