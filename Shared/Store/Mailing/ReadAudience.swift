import Domain
import Postgres

/// SQL that reads a page of the people in `asked`, a table of one row with the columns of an audience and of
/// exceptions.
///
/// Whoever was merged away is named by an id all the same (L5), and may have been meanwhile into somebody whose id was
/// passed: then that one is asked about again. Exceptions hold for all that are one.
private enum AudiencePage {
  /// After `$1`, at most `$2`, in the order of the ids.
  static let sql = """
    page (id) AS MATERIALIZED (
      SELECT DISTINCT c.id
      FROM (
        (
          SELECT p.id
          FROM profile AS p
          WHERE p.id > $1 AND (SELECT a.is_everybody FROM asked AS a)
          ORDER BY p.id
          LIMIT $2
        )
        UNION ALL
        (
          SELECT k.id
          FROM asked AS a
          CROSS JOIN LATERAL unnest(a.profile_ids) AS u (id)
          CROSS JOIN LATERAL (SELECT p.id FROM profile AS p WHERE p.id = u.id OFFSET 0) AS k
          WHERE u.id > $1
          ORDER BY k.id
          LIMIT $2
        )
        UNION ALL
        (
          SELECT k.profile_id
          FROM asked AS a
          CROSS JOIN LATERAL unnest(a.event_ids) AS u (id)
          CROSS JOIN LATERAL (
            SELECT DISTINCT r.profile_id
            FROM registration AS r
            WHERE r.event_id = u.id AND r.profile_id > $1
            ORDER BY r.profile_id
            LIMIT $2
          ) AS k
        )
        UNION ALL
        (
          SELECT k.profile_id
          FROM asked AS a
          CROSS JOIN LATERAL unnest(a.kinds) AS u (kind)
          CROSS JOIN LATERAL (
            SELECT DISTINCT r.profile_id
            FROM registration AS r
            WHERE r.kind = u.kind AND r.profile_id > $1
            ORDER BY r.profile_id
            LIMIT $2
          ) AS k
        )
      ) AS c (id)
      ORDER BY c.id
      LIMIT $2
    )
    SELECT
      w.id,
      (SELECT a.has_exceptions FROM asked AS a) AND EXISTS (
        WITH RECURSIVE upwards (id, merged_into) AS (
          SELECT k.id, k.merged_into FROM profile AS k WHERE k.id = w.id
          \(MergeWalk.upwards)
        ), merged_profiles (id) AS (
          \(MergeWalk.ends)
          \(MergeWalk.downwards)
        )
        SELECT
        FROM merged_profiles AS m
        CROSS JOIN asked AS a
        WHERE a.except_everybody
        OR m.id = ANY (a.except_profile_ids)
        OR EXISTS (
          SELECT
          FROM registration AS r
          WHERE r.profile_id = m.id
          AND (r.event_id = ANY (a.except_event_ids) OR r.kind = ANY (a.except_kinds))
          OFFSET 0))
    FROM page AS w
    ORDER BY w.id
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> AudienceMember {
    AudienceMember(ProfileID(value: try row.uuid(0)), isExcepted: try row.bool(1))
  }
}

/// Reads the next profiles of a mailing's audience, in the order of their ids.
struct ReadAudience: Statement {
  let id: MailingID
  let after: ProfileID?
  let limit: Int

  static let sql = """
    WITH asked AS MATERIALIZED (
      SELECT
        m.is_everybody, m.profile_ids, m.event_ids, m.kinds, m.except_everybody,
        m.except_profile_ids, m.except_event_ids, m.except_kinds,
        m.except_everybody OR m.except_profile_ids <> '{}' OR m.except_event_ids <> '{}'
          OR m.except_kinds <> '{}' AS has_exceptions
      FROM mailing AS m
      WHERE m.id = $3
    ), \(AudiencePage.sql)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(after?.value ?? 0)
    parameters.int8(Int64(limit))
    parameters.text(id)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> AudienceMember {
    try AudiencePage.decode(row)
  }
}

/// Reads the next profiles of an audience that is not kept, in the order of their ids (R5).
struct PreviewAudience: Statement {
  let audience: Audience
  let exceptions: Audience
  let after: ProfileID?
  let limit: Int

  static let sql = """
    WITH asked AS MATERIALIZED (
      SELECT
        $3::boolean AS is_everybody, $4::uuid[] AS profile_ids, $5::text[] AS event_ids,
        $6::text[] AS kinds, $7::boolean AS except_everybody, $8::uuid[] AS except_profile_ids,
        $9::text[] AS except_event_ids, $10::text[] AS except_kinds,
        $7 OR $8 <> '{}' OR $9 <> '{}' OR $10 <> '{}' AS has_exceptions
    ), \(AudiencePage.sql)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(after?.value ?? 0)
    parameters.int8(Int64(limit))
    parameters.audience(audience)
    parameters.audience(exceptions)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> AudienceMember {
    try AudiencePage.decode(row)
  }
}
