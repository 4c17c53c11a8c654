import Domain
import Postgres

/// Finds the rows whose texts name somebody, by the hashes that are kept beside them; and others'
/// registrations that one of the keys matched.
///
/// The rows of imports that wait are few chunks, which are all looked through.
///
/// Where only tags of erased addresses are known, all that was noted since is given, and every parked message:
/// whether it names one of them is seen when it is read.
struct FindMentions: Statement {
  let keys: [AddressKey]
  /// Profiles that texts name by their ids.
  let profiles: [ProfileID]
  /// The person's own profiles, whose registrations are known.
  let members: [ProfileID]
  /// Moment since which tags are all that is left of the person's addresses; `nil` if there are none.
  let since: Timestamp?

  static let sql = """
    SELECT m.kind, m.subject, m.source
    FROM mention AS m
    WHERE m.hash = ANY (
      ARRAY(SELECT hashtextextended(u.name, 0) FROM unnest($1::text[] || $2::text[]) AS u (name)))
    UNION
    SELECT m.kind, m.subject, m.source
    FROM mention AS m
    WHERE m.noted_at >= coalesce($3::timestamptz, 'infinity') - interval '10 minutes'
    UNION
    SELECT 10::smallint, concat_ws(' ', m.chunk, u.line, m.import_id), ''
    FROM import_mention AS m
    CROSS JOIN
      (SELECT ARRAY(SELECT hashtextextended(u.name, 0) FROM unnest($1::text[] || $2::text[]) AS u (name)) AS hashes)
        AS w
    CROSS JOIN unnest(m.hashes, m.lines) AS u (hash, line)
    WHERE m.import_id >= ''
    AND (m.hashes && w.hashes OR m.noted_at >= coalesce($3::timestamptz, 'infinity') - interval '10 minutes')
    AND (u.hash = ANY (w.hashes) OR m.noted_at >= coalesce($3::timestamptz, 'infinity') - interval '10 minutes')
    UNION
    SELECT 5::smallint, m.subject, ''
    FROM mention AS m
    WHERE m.kind = 5 AND $3 IS NOT NULL AND m.subject > ''
    UNION
    SELECT 0::smallint, r.id::text, ''
    FROM registration AS r
    WHERE r.profile_id = ANY (
      ARRAY(
        SELECT p.profile_id FROM address_past AS p WHERE p.key = ANY ($1::text[])
        UNION
        SELECT a.profile_id FROM address AS a WHERE a.key = ANY ($1::text[])))
    AND r.matched_key = ANY ($1::text[])
    AND r.profile_id <> ALL ($4::uuid[])
    UNION
    SELECT 0::smallint, r.id::text, ''
    FROM registration AS r
    WHERE r.merged_from = ANY (
      ARRAY(
        SELECT p.profile_id FROM address_past AS p WHERE p.key = ANY ($1::text[])
        UNION
        SELECT a.profile_id FROM address AS a WHERE a.key = ANY ($1::text[])))
    AND r.matched_key = ANY ($1::text[])
    AND r.profile_id <> ALL ($4::uuid[])
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(keys) { $0.text }
    parameters.textArray(profiles) { $0.description }
    parameters.timestamp(since?.microseconds)
    parameters.uuidArray(members) { $0.value }
  }

  /// `nil` for a kind that a newer program wrote.
  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> MentionSubject? {
    MentionSubject(kind: try row.int2(0), id: try row.text(1), source: try row.text(2))
  }
}
