import Domain
import Postgres

/// Reads the storms in force of mailings and domains, and keeps them from being decided until the commit (B8).
struct ReadStorms: Statement {
  let subjects: [CounterKey.Subject]

  static let sql = """
    SELECT \(Storm.columns)
    FROM storm AS s
    WHERE s.id = ANY (
      ARRAY(
        SELECT k.id
        FROM unnest($1::smallint[], $2::text[]) AS u (kind, subject)
        CROSS JOIN LATERAL (
          SELECT o.id
          FROM storm AS o
          WHERE o.kind = u.kind
          AND o.subject = u.subject
          AND (o.decided_at IS NULL OR o.decided_at > now() - $3 * interval '1 microsecond')
          OFFSET 0
        ) AS k))
    ORDER BY s.id
    FOR KEY SHARE OF s
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int2Array(subjects) { $0.columns.kind }
    parameters.textArray(subjects) { $0.columns.name }
    parameters.int8(CounterKey.window.microseconds)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Storm {
    try row.storm(0)
  }
}

/// Reads storms that are to be decided, once those are done who obey them.
struct ReadStormsToDecide: Statement {
  let ids: [StormID]

  static let sql = """
    SELECT \(Storm.columns)
    FROM storm AS s
    WHERE s.id = ANY ($1::uuid[])
    ORDER BY s.id
    FOR UPDATE OF s
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(ids) { $0.value }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Storm {
    try row.storm(0)
  }
}

/// Writes storms that began; one is open at a time of each mailing and domain.
struct InsertStorms: Statement {
  typealias Row = Never

  let storms: [Storm]

  static let sql = """
    INSERT INTO storm (id, kind, subject, failed, began_at)
    SELECT u.id, u.kind, u.subject, u.failed, u.began_at
    FROM unnest($1::uuid[], $2::smallint[], $3::text[], $4::integer[], $5::timestamptz[])
      AS u (id, kind, subject, failed, began_at)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(storms) { $0.id.value }
    parameters.int2Array(storms) { $0.subject.columns.kind }
    parameters.textArray(storms) { $0.subject.columns.name }
    parameters.int4Array(storms) { Int32(clamping: $0.failed) }
    parameters.timestampArray(storms) { $0.beganAt.microseconds }
  }
}

/// Writes decisions on storms.
struct DecideStorms: Statement {
  typealias Row = Never

  let decided: [(id: StormID, decision: Storm.Decision, provenance: Provenance)]

  static let sql = """
    UPDATE storm AS s
    SET decision = u.decision, decided_at = u.at, decided_by = u.actor
    FROM unnest($1::uuid[], $2::smallint[], $3::timestamptz[], $4::text[])
      AS u (id, decision, at, actor)
    WHERE s.id = ANY ($1::uuid[])
    AND s.id = u.id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(decided) { $0.id.value }
    parameters.int2Array(decided) { $0.decision.rawValue }
    parameters.timestampArray(decided) { $0.provenance.at.microseconds }
    parameters.textArray(decided) { $0.provenance.actor }
  }
}

/// Counts the addresses in the book at exact domains, each up to so many as a rule can need: as it asked, and
/// where many failed within the hour, ten for each of these (B8).
struct CountRecipients: Statement {
  let domains: [(name: String, needed: Int)]

  struct Row {
    let domain: String
    let count: RecipientCount
  }

  static let sql = """
    SELECT u.domain, r.amount, r.amount < l.most
    FROM unnest($1::text[], $2::bigint[]) AS u (domain, needed)
    CROSS JOIN LATERAL (
      SELECT coalesce(max(f.amount), 0) AS amount
      FROM (
        SELECT
          sum(k.amount) FILTER (WHERE k.counted_at > now() - $3 * interval '1 microsecond')
            AS amount
        FROM counter AS k
        WHERE k.kind = 1
        AND k.subject = u.domain
        GROUP BY k.code
      ) AS f
      OFFSET 0
    ) AS c
    CROSS JOIN LATERAL (
      SELECT greatest(u.needed, CASE WHEN c.amount >= $4 THEN 10 * c.amount ELSE 0 END) AS most
      OFFSET 0
    ) AS l
    CROSS JOIN LATERAL (
      SELECT count(*) AS amount
      FROM (
        SELECT
        FROM address AS a
        WHERE split_part(a.key, '@', -1) = u.domain
        LIMIT l.most
      ) AS k
      OFFSET 0
    ) AS r
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(domains) { $0.name }
    parameters.int8Array(domains) { Int64($0.needed) }
    parameters.int8(CounterKey.window.microseconds)
    parameters.int8(Int64(RecipientCount.nearFrom))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    Row(
      domain: try row.text(0),
      count: RecipientCount(Int(try row.int8(1)), isWhole: try row.bool(2)))
  }
}

extension Storm {
  /// Of `storm AS s`.
  static let columns = """
    s.id, s.kind, s.subject, s.failed, s.began_at, s.decision, s.decided_at
    """
}

extension RowReader {
  /// ``Domain/Storm/columns``.
  func storm(_ column: Int) throws(PostgresError) -> Storm {
    Storm(
      id: StormID(value: try uuid(column)), subject: try subject(column + 1),
      beganAt: try moment(column + 4), failed: Int(try int4(column + 3)),
      decision: try optionalInt2(column + 5).flatMap { Storm.Decision(rawValue: $0) },
      decidedAt: try optionalTimestamp(column + 6).map { Timestamp(microseconds: $0) })
  }
}
