import Domain
import Postgres

/// Keeps beside texts which mailboxes and profiles they name, as hashes: a purge looks them up (L2).
struct InsertMentions: Statement {
  /// What a text names, and where it stands.
  typealias Named = (name: String, subject: MentionSubject)

  let mentions: [Named]

  static let sql = """
    INSERT INTO mention (hash, kind, subject, source)
    SELECT hashtextextended(u.name, 0), u.kind, u.subject, u.source
    FROM unnest($1::text[], $2::smallint[], $3::text[], $4::text[])
      AS u (name, kind, subject, source)
    ON CONFLICT DO NOTHING
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(mentions) { $0.name }
    parameters.int2Array(mentions) { $0.subject.kind.rawValue }
    parameters.textArray(mentions) { $0.subject.id }
    parameters.textArray(mentions) { $0.subject.source }
  }
}

/// Takes hold of what is kept of whom rows name, before more of it is written (L2).
///
/// A mention that is there already is not written again: without this, retention could forget it with the last
/// row that it knows, while a row that it does not see yet is written. It deletes mentions by their places, and
/// leaves those that somebody holds or that have moved since it looked.
struct RenewMentions: Statement {
  let subjects: [MentionSubject]

  static let sql = """
    UPDATE mention AS m
    SET noted_at = now()
    FROM unnest($1::smallint[], $2::text[], $3::text[]) AS u (kind, subject, source)
    WHERE m.subject = ANY ($2::text[])
    AND m.kind = u.kind
    AND m.subject = u.subject
    AND m.source = u.source
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int2Array(subjects) { $0.kind.rawValue }
    parameters.textArray(subjects) { $0.id }
    parameters.textArray(subjects) { $0.source }
  }
}

/// Keeps beside registrations that leave their profile which key had matched: nothing else leads there any
/// more.
struct InsertMovedMentions: Statement {
  let registrations: [RegistrationID]

  static let sql = """
    INSERT INTO mention (hash, kind, subject)
    SELECT hashtextextended(r.matched_key, 0), 0, r.id::text
    FROM registration AS r
    WHERE r.id = ANY ($1::uuid[])
    AND r.matched_key IS NOT NULL
    ON CONFLICT DO NOTHING
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(registrations) { $0.value }
  }
}

/// Forgets that texts named somebody, since they do no more; where parked messages stay, so does that they
/// name one.
struct DeleteMentions: Statement {
  let names: [String]
  let keepsParked: Bool

  static let sql = """
    DELETE FROM mention AS m
    WHERE m.hash = ANY (ARRAY(SELECT hashtextextended(u.name, 0) FROM unnest($1::text[]) AS u (name)))
    AND NOT (m.kind = 5 AND $2)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(names)
    parameters.bool(keepsParked)
  }
}

/// Forgets what rows name that were taken out whole.
struct DeleteMentionsOf: Statement {
  let subjects: [MentionSubject]

  static let sql = """
    DELETE FROM mention AS m
    USING unnest($1::smallint[], $2::text[], $3::text[]) AS u (kind, subject, source)
    WHERE m.subject = ANY ($2::text[])
    AND m.kind = u.kind
    AND m.subject = u.subject
    AND m.source = u.source
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int2Array(subjects) { $0.kind.rawValue }
    parameters.textArray(subjects) { $0.id }
    parameters.textArray(subjects) { $0.source }
  }
}
