import Domain
import Formats
import Postgres

/// Writes recipients that were chosen, with a token for each (R4).
struct InsertRecipients: Statement {
  typealias Row = Never

  let id: MailingID
  let recipients: [PreparedRecipient]

  static let sql = """
    INSERT INTO mailing_recipient (mailing_id, profile_id, message_id, status)
    SELECT $1, u.profile_id, u.message_id, u.status
    FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS u (profile_id, message_id, status)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.uuidArray(recipients) { $0.profile.value }
    parameters.uuidArray(recipients) { $0.messageID.value }
    parameters.textArray(recipients) { $0.status.word }
  }
}

/// Writes what became of recipients whose turn came.
struct DecideRecipients: Statement {
  typealias Row = Never

  let id: MailingID
  let recipients: [DecidedRecipient]
  let at: Timestamp

  static let sql = """
    UPDATE mailing_recipient AS r
    SET
      status = u.status,
      address_key = u.key,
      handed_over_at = CASE WHEN u.status = 'handedOver' THEN $5::timestamptz END
    FROM unnest($2::uuid[], $3::text[], $4::text[]) AS u (profile_id, status, key)
    WHERE r.mailing_id = $1
    AND r.profile_id = ANY ($2::uuid[])
    AND r.profile_id = u.profile_id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.uuidArray(recipients) { $0.profile.value }
    parameters.textArray(recipients) { $0.status.word }
    parameters.textArray(recipients) { $0.address?.text }
    parameters.timestamp(at.microseconds)
  }
}

/// Writes how far a mailing has come.
struct UpdateMailing: Statement {
  typealias Row = Never

  let id: MailingID
  let progress: MailingProgress
  let at: Timestamp

  static let sql = """
    UPDATE mailing AS m
    SET
      state = $2::smallint, last_profile_id = $3, recipients = $4, by_fallback = $5, handed_over = $6,
      excluded = $7,
      prepared_at = CASE WHEN $2::smallint > 0 THEN coalesce(m.prepared_at, $8) END,
      ended_at = CASE WHEN $2::smallint = 3 THEN $8 END
    WHERE m.id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.int2(progress.state.rawValue)
    parameters.uuid(progress.last?.value)
    parameters.int4(Int32(clamping: progress.counts.recipients))
    parameters.int4(Int32(clamping: progress.counts.byFallback))
    parameters.int4(Int32(clamping: progress.counts.handedOver))
    parameters.json(progress.counts.excludedJSON)
    parameters.timestamp(at.microseconds)
  }
}

/// Writes that a mailing was stopped.
struct CancelMailing: Statement {
  typealias Row = Never

  let id: MailingID
  let at: Timestamp

  static let sql = """
    UPDATE mailing AS m
    SET state = 4, ended_at = $2
    WHERE m.id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.timestamp(at.microseconds)
  }
}

/// Begins the hand-over of a mailing whose moment has come; one that another worker begins is passed over.
struct BeginDueMailing: Statement {
  static let sql = """
    UPDATE mailing AS m
    SET state = 2
    WHERE m.id = ANY (ARRAY(
      SELECT d.id
      FROM mailing AS d
      WHERE d.state = 1
      AND d.not_before <= now()
      ORDER BY d.not_before
      LIMIT 1
      FOR NO KEY UPDATE SKIP LOCKED))
    RETURNING m.id
    """

  func bind(_ parameters: inout Parameters) {}

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> MailingID {
    try row.text(0)
  }
}

extension MailingCounts {
  /// How many get nothing, by the reason, as a JSON object.
  fileprivate var excludedJSON: [UInt8] {
    var writer = JSONWriter()
    writer.object { json in
      for reason in Exclusion.allCases {
        guard let count = excluded[reason] else { continue }
        json.key(reason.rawValue)
        json.value(Int64(count))
      }
    }
    return writer.bytes
  }
}
