import Domain
import Formats
import Postgres

/// Reads how mailings stand, and holds them against whoever goes on with them or stops them (R3).
struct LockMailings: Statement {
  let ids: [MailingID]

  typealias Row = (id: MailingID, standing: MailingStanding)

  static let sql = """
    SELECT
      m.id, m.hash, m.state, m.last_profile_id, m.not_before, m.recipients, m.by_fallback,
      m.handed_over, m.excluded, m.subject, m.body_text, m.body_html
    FROM mailing AS m
    WHERE m.id = ANY ($1::text[])
    ORDER BY m.id
    FOR NO KEY UPDATE OF m
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(ids)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    (
      try row.text(0),
      MailingStanding(
        hash: try row.bytes(1), state: try row.mailingState(2),
        last: try row.optionalUUID(3).map { ProfileID(value: $0) },
        notBefore: try row.optionalTimestamp(4).map { Timestamp(microseconds: $0) },
        text: MailText(
          subject: try row.text(9), text: try row.optionalText(10),
          html: try row.optionalText(11)), counts: try row.mailingCounts(5))
    )
  }
}

/// Reads a mailing for those who go on with it.
struct ReadMailing: Statement {
  let id: MailingID

  static let sql = """
    SELECT
      m.id, m.topic, m.address_use, m.falls_back, m.do_not_send_after,
      octet_length(concat(m.subject, m.body_text, m.body_html))
    FROM mailing AS m
    WHERE m.id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> StoredMailing {
    StoredMailing(
      id: try row.text(0),
      selection: MailingSelection(
        topic: try row.optionalText(1), use: Use(rawValue: try row.text(2)) ?? .primary,
        fallsBackToPrimary: try row.bool(3)),
      textSize: Int(try row.int4(5)),
      doNotSendAfter: try row.optionalTimestamp(4).map { Timestamp(microseconds: $0) })
  }
}

/// Reads the next recipients whose turn has not come, in the order of their ids.
///
/// The rows are named by ranges: the one index that has them in this order begins with the mailing.
struct ReadWaitingRecipients: Statement {
  let id: MailingID
  let after: ProfileID?
  let limit: Int

  static let sql = """
    SELECT r.profile_id, r.message_id, encode(r.token, 'hex')
    FROM mailing_recipient AS r
    WHERE (r.mailing_id, r.profile_id) > ($1::text, $2::uuid)
    AND r.mailing_id <= $1
    AND r.status = 'waiting'
    ORDER BY r.mailing_id, r.profile_id
    LIMIT $3
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(id)
    parameters.uuid(after?.value ?? 0)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> WaitingRecipient {
    WaitingRecipient(
      profile: ProfileID(value: try row.uuid(0)), messageID: MessageID(value: try row.uuid(1)),
      token: try row.optionalText(2))
  }
}

/// Reads what became in mailings of the profiles that a batch touches, and of all that are one with them.
struct ReadRecipients: Statement {
  let request: LoadRequest

  typealias Row = (mailing: MailingID, profile: ProfileID, status: RecipientStatus)

  static let sql = """
    WITH RECURSIVE \(LoadRequest.namedProfiles), \(LoadRequest.mergedProfiles)
    SELECT r.mailing_id, r.profile_id, r.status
    FROM unnest($6::text[]) AS u (id)
    CROSS JOIN merged_profiles AS m
    CROSS JOIN LATERAL (
      SELECT k.mailing_id, k.profile_id, k.status
      FROM mailing_recipient AS k
      WHERE k.mailing_id = u.id AND k.profile_id = m.id
      OFFSET 0
    ) AS r
    """

  func bind(_ parameters: inout Parameters) {
    request.bindNamed(&parameters)
    parameters.textArray(request.mailings)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    guard let status = RecipientStatus(word: try row.text(2)) else {
      throw .decoding(column: 2, .malformed)
    }
    return (try row.text(0), ProfileID(value: try row.uuid(1)), status)
  }
}

/// Reads to whom tokens and messages lead: what was handed over alone (R6, B7).
struct ReadSends: Statement {
  let tokens: [String]
  let messages: [MessageID]

  typealias Row = (key: SendKey, send: Send)

  static let sql = """
    SELECT
      s.asked, encode(s.token, 'hex'), s.profile_id, s.address_key, s.mailing_id, m.topic,
      s.handed_over_at
    FROM (
      SELECT
        NULL::uuid AS asked, r.token, r.profile_id, r.address_key, r.mailing_id, r.handed_over_at
      FROM mailing_recipient AS r
      WHERE r.token = ANY (
        ARRAY(SELECT decode(u.token, 'hex') FROM unnest($1::text[]) AS u (token)))
      UNION ALL
      SELECT r.message_id, r.token, r.profile_id, r.address_key, r.mailing_id, r.handed_over_at
      FROM mailing_recipient AS r
      WHERE r.message_id = ANY ($2::uuid[])
    ) AS s
    CROSS JOIN LATERAL (
      SELECT k.topic FROM mailing AS k WHERE k.id = s.mailing_id OFFSET 0
    ) AS m
    WHERE s.handed_over_at IS NOT NULL
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(tokens.filter(\.isToken))
    parameters.uuidArray(messages) { $0.value }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    let token = try row.text(1)
    let asked = try row.optionalUUID(0).map { MessageID(value: $0) }
    let send = Send(
      token: token, profile: ProfileID(value: try row.uuid(2)),
      recipient: try row.optionalText(3).map { AddressKey(stored: $0) },
      mailing: try row.text(4), topic: try row.optionalText(5), handedOverAt: try row.moment(6))
    return (asked.map(SendKey.message) ?? .token(token), send)
  }
}

/// Reads how many messages of mailings were handed over (B8, B10).
struct CountMailed: Statement {
  let ids: [MailingID]

  typealias Row = (id: MailingID, count: Int)

  static let sql = """
    SELECT m.id, m.handed_over
    FROM mailing AS m
    WHERE m.id = ANY ($1::text[])
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(ids)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    (try row.text(0), Int(try row.int4(1)))
  }
}

extension String {
  /// `true` for the form of our tokens: 32 lower-case hexadecimal digits; anything else leads to nobody.
  fileprivate var isToken: Bool {
    utf8.count == 32
      && utf8.allSatisfy {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0
      }
  }
}

extension RowReader {
  /// A state.
  func mailingState(_ column: Int) throws(PostgresError) -> MailingState {
    guard let state = MailingState(rawValue: try int2(column)) else {
      throw .decoding(column: column, .malformed)
    }
    return state
  }

  /// recipients, by_fallback, handed_over, excluded.
  func mailingCounts(_ column: Int) throws(PostgresError) -> MailingCounts {
    var excluded: [Exclusion: Int] = [:]
    if let root = JSONText(try json(column + 3)).root {
      for member in root.members {
        guard let reason = Exclusion(rawValue: member.key) else { continue }
        excluded[reason] = member.number.flatMap { Int($0) }
      }
    }
    return MailingCounts(
      recipients: Int(try int4(column)), byFallback: Int(try int4(column + 1)),
      handedOver: Int(try int4(column + 2)), excluded: excluded)
  }
}
