import Domain
import Postgres

extension MailingRecord {
  fileprivate static let columns = """
    m.id, m.topic, m.subject, m.state, m.recipients, m.by_fallback, m.handed_over, m.excluded,
    m.not_before, m.begun_at, m.prepared_at, m.ended_at, m.actor
    """
}

/// Lists mailings, the latest first.
struct ListMailings: Statement {
  let before: MailingRecord?
  let limit: Int

  static let sql = """
    SELECT \(MailingRecord.columns)
    FROM mailing AS m
    WHERE $1::timestamptz IS NULL
    OR (m.begun_at, m.id) < ($1, $2::text)
    ORDER BY m.begun_at DESC, m.id DESC
    LIMIT $3
    """

  func bind(_ parameters: inout Parameters) {
    parameters.timestamp(before?.begunAt.microseconds)
    parameters.text(before?.id)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> MailingRecord {
    try row.mailingRecord()
  }
}

/// Finds a mailing.
struct FindMailing: Statement {
  let id: MailingID

  static let sql = """
    SELECT \(MailingRecord.columns)
    FROM mailing AS m
    WHERE m.id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> MailingRecord {
    try row.mailingRecord()
  }
}

/// Reads the hash of what was asked for as a mailing.
struct ReadMailingHash: Statement {
  let id: MailingID

  static let sql = """
    SELECT m.hash
    FROM mailing AS m
    WHERE m.id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> [UInt8] {
    try row.bytes(0)
  }
}

/// Lists who gets nothing of a mailing, in the order of the ids: nobody who is hidden (R2, L8).
struct ListExcluded: Statement {
  let id: MailingID
  let after: ProfileID?
  let limit: Int

  static let sql = """
    SELECT w.id, w.status
    FROM (
      SELECT r.mailing_id, r.profile_id AS id, r.status
      FROM mailing_recipient AS r
      WHERE (r.mailing_id, r.profile_id) > ($1::text, $2::uuid)
      AND r.mailing_id <= $1
      AND r.status NOT IN ('waiting', 'handedOver', 'protected')
      ORDER BY r.mailing_id, r.profile_id
    ) AS w
    WHERE NOT \(HiddenProfile.condition)
    ORDER BY w.mailing_id, w.id
    LIMIT $3
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.uuid(after?.value ?? 0)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ExcludedRecord {
    guard let reason = Exclusion(rawValue: try row.text(1)) else {
      throw .decoding(column: 1, .malformed)
    }
    return ExcludedRecord(profile: ProfileID(value: try row.uuid(0)), reason: reason)
  }
}

/// Reads what became of persons in mailings, the latest first (E3).
struct ReadMailsOfProfiles: ProfilesStatement {
  let profiles: [ProfileID]

  static let sql = """
    SELECT r.mailing_id, m.topic, m.subject, r.status, r.address_key, r.handed_over_at
    FROM mailing_recipient AS r
    JOIN mailing AS m ON m.id = r.mailing_id
    WHERE r.profile_id = ANY ($1::uuid[])
    ORDER BY m.begun_at DESC, r.mailing_id, r.profile_id
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> MailRecord {
    guard let status = RecipientStatus(word: try row.text(3)) else {
      throw .decoding(column: 3, .malformed)
    }
    return MailRecord(
      mailing: try row.text(0), topic: try row.optionalText(1), subject: try row.text(2),
      status: status, address: try row.optionalText(4).map { AddressKey(stored: $0) },
      handedOverAt: try row.optionalTimestamp(5).map { Timestamp(microseconds: $0) })
  }
}

extension RowReader {
  fileprivate func mailingRecord() throws(PostgresError) -> MailingRecord {
    MailingRecord(
      id: try text(0), topic: try optionalText(1), subject: try text(2),
      state: try mailingState(3), counts: try mailingCounts(4),
      notBefore: try optionalTimestamp(8).map { Timestamp(microseconds: $0) },
      begunAt: try moment(9),
      preparedAt: try optionalTimestamp(10).map { Timestamp(microseconds: $0) },
      endedAt: try optionalTimestamp(11).map { Timestamp(microseconds: $0) },
      actor: try optionalText(12))
  }
}
