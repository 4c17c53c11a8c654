import Domain
import Postgres

/// Texts of rows that were written before mentions were kept, a page of a table in the order of its key.
protocol TextPage: Statement where Row == StoredTexts {
  /// Where the page before ended; `nil` for the first one.
  var after: StoredTexts? { get }

  init(after: StoredTexts?)
}

extension TextPage {
  /// The most rows of a page.
  static var size: Int { 1000 }
}

/// Texts of one row, or of all that belong to one profile.
struct StoredTexts {
  let subject: MentionSubject
  let texts: [String]
  /// Keys that other indexes lead from.
  let known: [AddressKey]
  /// The body of a parked message; `nil` for anything else.
  let body: [UInt8]?
  /// `true` if a part of the message is not kept.
  let isCut: Bool

  init(
    _ subject: MentionSubject, _ texts: [String?], known: String? = nil, body: [UInt8]? = nil,
    isCut: Bool = false
  ) {
    self.subject = subject
    self.texts = texts.compactMap(\.self)
    self.known = known.map { [AddressKey(stored: $0)] } ?? []
    self.body = body
    self.isCut = isCut
  }
}

extension StoredTexts? {
  /// The id where the page before ended, as a parameter.
  fileprivate var uuid: UInt128 { flatMap { ProfileID($0.subject.id)?.value } ?? 0 }
}

/// Reads the texts of registrations.
struct ReadRegistrationPage: TextPage {
  let after: StoredTexts?

  static let sql = """
    SELECT
      r.id, ARRAY[r.content::text, r.event_id, r.source, r.message_id],
      CASE WHEN r.matched_rule <> 'steward' THEN r.matched_key END
    FROM registration AS r
    WHERE r.id > $1
    ORDER BY r.id
    LIMIT 1000
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(after.uuid)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> StoredTexts {
    StoredTexts(
      .registration(RegistrationID(value: try row.uuid(0))), try row.textArrayWithNulls(1),
      known: try row.optionalText(2))
  }
}

/// Reads the texts of suggestions.
struct ReadSuggestionPage: TextPage {
  let after: StoredTexts?

  static let sql = """
    SELECT s.id, s.evidence
    FROM suggestion AS s
    WHERE s.id > $1
    ORDER BY s.id
    LIMIT 1000
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(after.uuid)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> StoredTexts {
    let evidence = try row.text(1)
    return StoredTexts(
      .suggestion(SuggestionID(value: try row.uuid(0))), [evidence], known: evidence)
  }
}

/// Reads the texts of profiles, with those of all that is a profile's own.
struct ReadProfilePage: TextPage {
  let after: StoredTexts?

  static let sql = """
    SELECT
      p.id,
      ARRAY[p.given_name, p.family_name, p.phone]
      || ARRAY(SELECT e.system || ' ' || e.value FROM external_id AS e WHERE e.profile_id = p.id)
      || ARRAY(
        SELECT concat_ws(' ', o.topic, o.by_source, o.by_id)
        FROM opt_out AS o
        WHERE o.profile_id = p.id)
      || ARRAY(
        SELECT a.added_by_source || ' ' || a.added_by_id
        FROM address AS a
        WHERE a.profile_id = p.id)
      || ARRAY(
        SELECT concat_ws(
          ' ', a.added_by_source, a.added_by_id, a.removed_by_source, a.removed_by_id)
        FROM address_past AS a
        WHERE a.profile_id = p.id)
      || ARRAY(
        SELECT concat_ws(
          ' ', m.given_name, m.family_name, m.phone, array_to_string(m.external_systems, ' '),
          array_to_string(m.external_values, ' '), array_to_string(m.topics, ' '))
        FROM merge AS m
        WHERE m.removed_id = p.id)
    FROM profile AS p
    WHERE p.id > $1
    ORDER BY p.id
    LIMIT 1000
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(after.uuid)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> StoredTexts {
    StoredTexts(.profile(ProfileID(value: try row.uuid(0))), try row.textArrayWithNulls(1))
  }
}

/// Reads the texts of marks.
struct ReadMarkPage: TextPage {
  let after: StoredTexts?

  static let sql = """
    SELECT
      m.key,
      ARRAY[m.status, m.reason, m.diagnostic, m.gateway_id, m.changed_by_source, m.changed_by_id]
    FROM mark AS m
    WHERE m.key > $1
    ORDER BY m.key
    LIMIT 1000
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(after?.subject.id ?? "")
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> StoredTexts {
    StoredTexts(.mark(AddressKey(stored: try row.text(0))), try row.textArrayWithNulls(1))
  }
}

/// Reads the ids and sources of messages.
struct ReadMessagePage: TextPage {
  let after: StoredTexts?

  static let sql = """
    SELECT i.message_id, i.source, i.type
    FROM inbox AS i
    WHERE (i.message_id, i.source) > ($1, $2)
    ORDER BY i.message_id, i.source
    LIMIT 1000
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(after?.subject.id ?? "")
    parameters.text(after?.subject.source ?? "")
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> StoredTexts {
    let message = MessageReference(source: try row.text(1), id: try row.text(0))
    return StoredTexts(.message(message), [message.id, message.source, try row.text(2)])
  }
}

/// Reads the texts of the receipts of purges.
struct ReadReceiptPage: TextPage {
  let after: StoredTexts?

  static let sql = """
    SELECT e.profile_id, ARRAY[e.decision, e.source, e.message_id]
    FROM erasure AS e
    WHERE e.profile_id > $1
    ORDER BY e.profile_id
    LIMIT 1000
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(after.uuid)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> StoredTexts {
    StoredTexts(.receipt(ProfileID(value: try row.uuid(0))), try row.textArrayWithNulls(1))
  }
}

/// Reads parked messages.
struct ReadParkedPage: TextPage {
  let after: StoredTexts?

  static let sql = """
    SELECT
      p.id, ARRAY[p.source, p.message_id, p.type, p.routing_key, p.path, p.properties], p.body,
      NOT p.is_whole
    FROM parked AS p
    WHERE p.id > $1
    ORDER BY p.id
    LIMIT 1000
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(after.uuid)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> StoredTexts {
    StoredTexts(
      .parked(ParkedID(value: try row.uuid(0))), try row.textArrayWithNulls(1),
      body: try row.bytes(2), isCut: try row.bool(3))
  }
}

/// Says of parked messages that a part of them could not be opened.
struct MarkUnsearched: Statement {
  let ids: [UInt128]

  static let sql = """
    UPDATE parked AS p
    SET is_unsearched = true
    WHERE p.id = ANY ($1::uuid[])
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(ids) { $0 }
  }
}
