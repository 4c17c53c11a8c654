import Domain
import Postgres

/// Tells what became of the messages with an id; those who are hidden by now are not named (L8).
struct TraceMessage: Statement {
  let messageID: String

  static let sql = """
    SELECT
      i.source, i.message_id, i.type, i.queue, i.ending, i.code, i.actor, i.handled_at, p.id,
      \(RefusedRecord.sentence), \(TraceRecord.told)
    FROM inbox AS i
    LEFT JOIN parked AS p ON p.message_id = i.message_id AND p.source = i.source
    LEFT JOIN refused AS r ON r.message_id = i.message_id AND r.source = i.source
    WHERE i.message_id = $1
    ORDER BY i.source
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(messageID)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> TraceRecord {
    TraceRecord(
      message: MessageReference(source: try row.text(0), id: try row.text(1)),
      type: try row.text(2), queue: try row.text(3), outcome: try row.outcome(4),
      code: try row.optionalText(5), actor: try row.optionalText(6), handledAt: try row.moment(7),
      profiles: try row.uuidArray(10).map { ProfileID(value: $0) },
      events: zip(try row.uuidArray(11), try row.textArray(12)).map {
        EventReference(id: EventID(value: $0), type: $1)
      },
      parkedID: try row.optionalUUID(8).map { ParkedID(value: $0) },
      sentence: try row.optionalText(9))
  }
}

/// Lists refused messages, the latest first, page by page.
struct ListRefused: Statement {
  let before: RefusedRecord?
  let limit: Int

  static let sql = """
    SELECT \(RefusedRecord.columns)
    FROM refused AS r
    WHERE $1::timestamptz IS NULL
    OR (r.refused_at, r.message_id, r.source) < ($1, $2::text, $3::text)
    ORDER BY r.refused_at DESC, r.message_id DESC, r.source DESC
    LIMIT $4
    """

  func bind(_ parameters: inout Parameters) {
    parameters.timestamp(before?.refusedAt.microseconds)
    parameters.text(before?.message.id)
    parameters.text(before?.message.source)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> RefusedRecord {
    try row.refused()
  }
}

/// Finds the refused messages with an id, one for each source.
struct FindRefused: Statement {
  let messageID: String

  static let sql = """
    SELECT \(RefusedRecord.columns)
    FROM refused AS r
    WHERE r.message_id = $1
    ORDER BY r.source
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(messageID)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> RefusedRecord {
    try row.refused()
  }
}

/// Lists open suggestions that name no hidden person, by a profile or an address (L8).
struct ListSuggestions: Statement {
  let after: SuggestionID?
  let limit: Int

  static let sql = """
    SELECT
      s.id, s.kind,
      (SELECT \(MergeWalk.kept) FROM (VALUES (s.profile_id)) AS w (id)),
      (SELECT \(MergeWalk.kept) FROM (VALUES (s.other_profile_id)) AS w (id)),
      s.registration_id, s.evidence, s.made_at, s.decided_at, s.state, s.decided_by
    FROM suggestion AS s
    WHERE s.state = 0
    AND ($1::uuid IS NULL OR s.id > $1)
    AND NOT EXISTS (
      SELECT FROM \(HiddenProfile.named) AS w WHERE \(HiddenProfile.condition))
    ORDER BY s.id
    LIMIT $2
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(after?.value)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> SuggestionRecord {
    try row.suggestion()
  }
}
