import Domain
import Postgres

/// Table whose texts may name somebody who is none of its own.
enum TextTable: Int16 {
  case registration = 0
  case suggestion = 1
  case profile = 2
  case externalID = 3
  case optOut = 4
  case address = 5
  case addressPast = 6
  case merge = 7
  case mark = 8
  case inbox = 9
  case refused = 10
  case erasure = 11
  case bounce = 12
  case suppression = 13
  case importing = 14
  case importLine = 15
  case importProfile = 16
  case note = 17
  case mailing = 20

  /// A text is a part of what the row is known by: another row may have it already once it is shortened.
  var isKnownByTexts: Bool {
    switch self {
    case .suggestion, .externalID, .optOut, .inbox, .refused, .bounce: true
    case .registration, .profile, .address, .addressPast, .merge, .mark, .erasure, .suppression,
      .importing, .importLine, .importProfile, .note, .mailing:
      false
    }
  }
}

extension [MentionSubject] {
  /// The ids of those of a kind that is known by a UUID.
  func ids(of kind: MentionSubject.Kind) -> [UInt128] {
    filter { $0.kind == kind }.compactMap { ProfileID($0.id)?.value }
  }

  /// The rows of imports, each by its import, its chunk and its line.
  var importLines: [(id: ImportID, chunk: Int32, line: Int32)] {
    compactMap { subject in
      guard subject.kind == .importLine else { return nil }
      let parts = subject.id.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, let chunk = Int32(parts[0]), let line = Int32(parts[1]) else {
        return nil
      }
      return (String(parts[2]), chunk, line)
    }
  }
}

/// Row with its texts, in the order of the statements that read and write them.
struct TextRow {
  let table: TextTable
  /// The subject under which it was found.
  let subject: String
  /// The place of the row in its table, as PostgreSQL writes it; empty if the row is not locked, and so may move.
  let place: String
  var texts: [String?]

  /// `true` for the row of a message that was handled: id, source and type are its texts.
  var isOfMessage: Bool { table == .inbox || table == .refused }
}

/// Reads and locks the rows of subjects, with all their texts; without those of the person, which go anyway.
struct ReadTexts: TextsStatement {
  let subjects: [MentionSubject]
  let members: [ProfileID]
  let deletesNotes: Bool

  static let isLocking = true
  static let sql = texts
}

/// Reads the same rows and leaves them to others: for whoever changes nothing (E3).
struct ReadTextsOfOthers: TextsStatement {
  let subjects: [MentionSubject]
  let members: [ProfileID]
  let deletesNotes: Bool

  static let isLocking = false
  static let sql = texts
}

/// Statement that reads rows of subjects, with all their texts; without those of some profiles.
protocol TextsStatement: Statement where Row == TextRow {
  var subjects: [MentionSubject] { get }
  /// The profiles of the person.
  var members: [ProfileID] { get }
  /// `true` to read no notes that nobody else has; they go at a purge.
  var deletesNotes: Bool { get }
  /// `true` to lock the rows, and to tell where they lie.
  static var isLocking: Bool { get }
}

extension TextsStatement {
  private static var lock: String { isLocking ? "FOR UPDATE" : "" }
  private static var lockOfLines: String { isLocking ? "FOR UPDATE OF l" : "" }
  private static var place: String { isLocking ? "ctid::text" : "''" }
  private static var placeOfLines: String { isLocking ? "l.ctid::text" : "''" }

  fileprivate static var texts: String {
    """
    SELECT 0::smallint, t.id::text, t.place, t.texts
    FROM (
      SELECT r.id, \(Self.place) AS place,
        ARRAY[
          r.content::text, r.event_id, r.source, r.message_id, r.matched_key,
          CASE WHEN r.profile_id IS NULL THEN 'held' END] AS texts
      FROM registration AS r
      WHERE r.id = ANY ($1::uuid[]) AND (r.profile_id IS NULL OR r.profile_id <> ALL ($7::uuid[]))
      \(Self.lock)) AS t
    UNION ALL
    SELECT 1::smallint, t.id::text, t.place, t.texts
    FROM (
      SELECT s.id, \(Self.place) AS place, ARRAY[s.evidence] AS texts
      FROM suggestion AS s
      WHERE s.id = ANY ($2::uuid[])
      \(Self.lock)) AS t
    UNION ALL
    SELECT 2::smallint, t.id::text, t.place, t.texts
    FROM (
      SELECT p.id, \(Self.place) AS place, ARRAY[p.given_name, p.family_name, p.phone] AS texts
      FROM profile AS p
      WHERE p.id = ANY ($3::uuid[]) AND p.id <> ALL ($7::uuid[])
      \(Self.lock)) AS t
    UNION ALL
    SELECT 3::smallint, t.id::text, t.place, t.texts
    FROM (
      SELECT e.profile_id AS id, \(Self.place) AS place, ARRAY[e.system, e.value] AS texts
      FROM external_id AS e
      WHERE e.profile_id = ANY ($3::uuid[]) AND e.profile_id <> ALL ($7::uuid[])
      \(Self.lock)) AS t
    UNION ALL
    SELECT 4::smallint, t.id::text, t.place, t.texts
    FROM (
      SELECT o.profile_id AS id, \(Self.place) AS place, ARRAY[o.topic, o.by_source, o.by_id] AS texts
      FROM opt_out AS o
      WHERE o.profile_id = ANY ($3::uuid[]) AND o.profile_id <> ALL ($7::uuid[])
      \(Self.lock)) AS t
    UNION ALL
    SELECT 5::smallint, t.id::text, t.place, t.texts
    FROM (
      SELECT a.profile_id AS id, \(Self.place) AS place,
        ARRAY[
          a.added_by_source, a.added_by_id, a.uses_changed_by_source, a.uses_changed_by_id
        ] AS texts
      FROM address AS a
      WHERE a.profile_id = ANY ($3::uuid[]) AND a.profile_id <> ALL ($7::uuid[])
      \(Self.lock)) AS t
    UNION ALL
    SELECT 6::smallint, t.id::text, t.place, t.texts
    FROM (
      SELECT a.profile_id AS id, \(Self.place) AS place,
        ARRAY[a.added_by_source, a.added_by_id, a.removed_by_source, a.removed_by_id] AS texts
      FROM address_past AS a
      WHERE a.profile_id = ANY ($3::uuid[]) AND a.profile_id <> ALL ($7::uuid[])
      \(Self.lock)) AS t
    UNION ALL
    SELECT 7::smallint, t.id::text, t.place, t.texts
    FROM (
      SELECT m.removed_id AS id, \(Self.place) AS place,
        ARRAY[
          m.given_name, m.family_name, m.phone, array_to_json(m.external_systems)::text,
          array_to_json(m.external_values)::text, array_to_json(m.topics)::text,
          array_to_json(m.affirmed)::text] AS texts
      FROM merge AS m
      WHERE m.removed_id = ANY ($3::uuid[]) AND m.removed_id <> ALL ($7::uuid[])
      \(Self.lock)) AS t
    UNION ALL
    SELECT 8::smallint, t.key, t.place, t.texts
    FROM (
      SELECT m.key, \(Self.place) AS place,
        ARRAY[
          m.status, m.reason, m.diagnostic, m.gateway_id, m.changed_by_source, m.changed_by_id
        ] AS texts
      FROM mark AS m
      WHERE m.key = ANY ($4::text[])
      \(Self.lock)) AS t
    UNION ALL
    SELECT 9::smallint, t.message_id, t.place, t.texts
    FROM (
      SELECT i.message_id, \(Self.place) AS place, ARRAY[i.message_id, i.source, i.type] AS texts
      FROM inbox AS i
      WHERE i.message_id = ANY ($5::text[])
      \(Self.lock)) AS t
    UNION ALL
    SELECT 10::smallint, t.message_id, t.place, t.texts
    FROM (
      SELECT f.message_id, \(Self.place) AS place, ARRAY[f.message_id, f.source, f.type] AS texts
      FROM refused AS f
      WHERE f.message_id = ANY ($5::text[])
      \(Self.lock)) AS t
    UNION ALL
    SELECT 11::smallint, t.id::text, t.place, t.texts
    FROM (
      SELECT e.profile_id AS id, \(Self.place) AS place, ARRAY[e.decision, e.source, e.message_id] AS texts
      FROM erasure AS e
      WHERE e.profile_id = ANY ($6::uuid[])
      \(Self.lock)) AS t
    UNION ALL
    SELECT 12::smallint, t.key, t.place, t.texts
    FROM (
      SELECT b.key, \(Self.place) AS place,
        ARRAY[
          b.send, b.diagnostic, b.gateway_id, b.mailing, b.evidence::text, b.source, b.message_id
        ] AS texts
      FROM bounce AS b
      WHERE b.key = ANY ($8::text[])
      \(Self.lock)) AS t
    UNION ALL
    SELECT 13::smallint, t.key, t.place, t.texts
    FROM (
      SELECT s.key, \(Self.place) AS place, ARRAY[s.reason] AS texts
      FROM suppression AS s
      WHERE s.key = ANY ($8::text[])
      \(Self.lock)) AS t
    UNION ALL
    SELECT 14::smallint, t.id, t.place, t.texts
    FROM (
      SELECT i.id, \(Self.place) AS place,
        ARRAY[
          array_to_json(i.headers)::text, array_to_json(i.fields)::text,
          array_to_json(i.overwritten)::text, i.sheet, i.source, i.message_id] AS texts
      FROM import AS i
      WHERE i.id = ANY ($9::text[])
      \(Self.lock)) AS t
    UNION ALL
    SELECT 15::smallint, t.import_id, t.place, t.texts
    FROM (
      SELECT l.import_id, \(Self.placeOfLines) AS place,
        ARRAY[l.cells, l.column_header, CASE WHEN l.chunk = -1 THEN 'header' END] AS texts
      FROM unnest($10::text[], $11::integer[], $12::integer[]) AS u (import_id, chunk, line)
      JOIN import_line AS l
      ON l.import_id = u.import_id AND l.chunk = u.chunk AND l.line = u.line
      \(Self.lockOfLines)) AS t
    UNION ALL
    SELECT 16::smallint, t.id::text, t.place, t.texts
    FROM (
      SELECT p.profile_id AS id, \(Self.place) AS place,
        ARRAY[
          p.given_name, p.family_name, p.phone, array_to_json(p.external_systems)::text,
          array_to_json(p.external_values)::text, array_to_json(p.topics)::text] AS texts
      FROM import_profile AS p
      WHERE p.profile_id = ANY ($3::uuid[]) AND p.profile_id <> ALL ($7::uuid[])
      \(Self.lock)) AS t
    UNION ALL
    SELECT 17::smallint, t.id::text, t.place, t.texts
    FROM (
      SELECT n.id, \(Self.place) AS place,
        ARRAY[
          n.subject, n.body, n.participants::text, n.attachments::text, n.forwarded_from, n.source,
          n.message_id, CASE WHEN n.is_unmatched THEN 'unmatched' END] AS texts
      FROM note AS n
      WHERE n.id = ANY ($13::uuid[])
      AND (
        NOT $14 OR n.is_unmatched OR EXISTS (
          SELECT FROM note_profile AS k
          WHERE k.note_id = n.id AND k.profile_id <> ALL ($7::uuid[])
          OFFSET 0))
      \(Self.lock)) AS t
    UNION ALL
    SELECT 20::smallint, t.id, t.place, t.texts
    FROM (
      SELECT m.id, \(Self.place) AS place,
        ARRAY[
          array_to_json(m.event_ids)::text, array_to_json(m.except_event_ids)::text, m.topic,
          m.subject, m.body_text, m.body_html, m.source, m.message_id] AS texts
      FROM mailing AS m
      WHERE m.id = ANY ($15::text[])
      \(Self.lock)) AS t
    """
  }

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(subjects.ids(of: .registration)) { $0 }
    parameters.uuidArray(subjects.ids(of: .suggestion)) { $0 }
    parameters.uuidArray(subjects.ids(of: .profile)) { $0 }
    parameters.textArray(subjects.filter { $0.kind == .mark }) { $0.id }
    parameters.textArray(subjects.filter { $0.kind == .message }) { $0.id }
    parameters.uuidArray(subjects.ids(of: .receipt)) { $0 }
    parameters.uuidArray(members) { $0.value }
    parameters.textArray(subjects.filter { $0.kind == .mail }) { $0.id }
    parameters.textArray(subjects.filter { $0.kind == .importing }) { $0.id }
    let lines = subjects.importLines
    parameters.textArray(lines) { $0.id }
    parameters.int4Array(lines) { $0.chunk }
    parameters.int4Array(lines) { $0.line }
    parameters.uuidArray(subjects.ids(of: .note)) { $0 }
    parameters.bool(deletesNotes)
    parameters.textArray(subjects.filter { $0.kind == .mailing }) { $0.id }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> TextRow {
    guard let table = TextTable(rawValue: try row.int2(0)) else {
      throw .decoding(column: 0, .malformed)
    }
    return TextRow(
      table: table, subject: try row.text(1), place: try row.text(2),
      texts: try row.textArrayWithNulls(3))
  }
}
