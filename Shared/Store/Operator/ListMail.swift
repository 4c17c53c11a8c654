import Domain
import Postgres

/// Lists what is held back of mail to active profiles that are not hidden (B9, L8), by profile.
struct ListSuppressed: Statement {
  let after: ProfileID?
  /// Number of profiles on a page: they are counted and not rows, so that no page ends within one.
  let limit: Int

  static let sql = """
    SELECT
      p.id, p.given_name, p.family_name, a.key, a.text, a.uses, s.gateway, s.since, s.until,
      s.reason
    FROM (
      SELECT DISTINCT p.id, p.given_name, p.family_name
      FROM suppression AS s
      JOIN address AS a ON a.key = s.key
      JOIN profile AS p ON p.id = a.profile_id
      WHERE p.state = 0
      AND NOT \(HiddenProfile.profile)
      AND p.id > $1
      ORDER BY p.id
      LIMIT $2
    ) AS p
    JOIN address AS a ON a.profile_id = p.id
    JOIN suppression AS s ON s.key = a.key
    ORDER BY p.id, a.position, a.key, s.gateway
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(after?.value ?? 0)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> SuppressedRecord {
    SuppressedRecord(
      profile: ProfileID(value: try row.uuid(0)), name: try row.name(1),
      address: try row.address(3), suppression: try row.suppression(6))
  }
}

/// Sums up the refusals that are the sender's own fault (B10), the most first; of nobody in particular.
struct ListSenderRefusals: Statement {
  let since: Timestamp?
  let limit: Int

  static let sql = """
    SELECT
      split_part(b.key, '@', -1), b.mailing, b.status, b.reason, count(*), max(b.observed_at)
    FROM bounce AS b
    WHERE b.kind = 'blocked'
    AND ($1::timestamptz IS NULL OR b.observed_at >= $1)
    GROUP BY 1, 2, 3, 4
    ORDER BY 5 DESC, 1, 3, 4, 2
    LIMIT $2
    """

  func bind(_ parameters: inout Parameters) {
    parameters.timestamp(since?.microseconds)
    parameters.int8(Int64(limit))
  }

  /// A reason that a newer program wrote is unclear to this one.
  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> SenderRefusalRecord {
    SenderRefusalRecord(
      domain: try row.text(0), mailing: try row.optionalText(1), status: try row.optionalText(2),
      reason: BounceReason(rawValue: try row.text(3)) ?? .unclear, count: Int(try row.int8(4)),
      lastAt: try row.moment(5))
  }
}

/// Lists the storms on which no steward has decided, oldest first (B8).
struct ListStorms: Statement {
  let after: StormID?
  let limit: Int

  static let sql = """
    SELECT \(Storm.columns), (SELECT count(*) FROM bounce AS b WHERE b.held_by = s.id)
    FROM storm AS s
    WHERE s.decided_at IS NULL
    AND ($1::uuid IS NULL OR s.id > $1)
    ORDER BY s.id
    LIMIT $2
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(after?.value)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> StormRecord {
    StormRecord(storm: try row.storm(0), held: Int(try row.int8(7)))
  }
}

/// Reads failures with their evidence, by address and message, of nobody who is hidden (L8).
struct ReadEvidence: Statement {
  let after: EvidenceRecord?
  let limit: Int

  static let sql = """
    SELECT \(Bounce.columns), b.evidence
    FROM bounce AS b
    JOIN address AS a ON a.key = b.key
    JOIN profile AS p ON p.id = a.profile_id
    WHERE NOT \(HiddenProfile.profile)
    AND ($1::text IS NULL OR (b.key, b.send) > ($1, $2))
    ORDER BY b.key, b.send
    LIMIT $3
    """

  func bind(_ parameters: inout Parameters) {
    parameters.text(after?.key.text)
    parameters.text(after?.bounce.send.text)
    parameters.int8(Int64(limit))
  }

  /// `nil` for a kind or a reason that a newer program wrote.
  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> EvidenceRecord? {
    guard let told = try row.bounce(0) else { return nil }
    return EvidenceRecord(key: told.key, bounce: told.bounce, evidence: try row.json(12))
  }
}

/// Addresses of which a profile is told what became of mail: those that it has, and those that it had and
/// nobody has now.
private enum OwnKeys {
  static let ofProfile = """
    (
      SELECT k.key FROM address AS k WHERE k.profile_id = $1
      UNION
      SELECT k.key
      FROM address_past AS k
      WHERE k.profile_id = $1
      AND NOT EXISTS (SELECT FROM address AS s WHERE s.key = k.key OFFSET 0)
    )
    """
}

/// Reads what is held back of mail to a profile's addresses.
struct ReadSuppressions: ProfileStatement {
  let profile: ProfileID

  typealias Row = (key: AddressKey, suppression: Suppression)

  static let sql = """
    SELECT s.key, s.gateway, s.since, s.until, s.reason
    FROM suppression AS s
    WHERE s.key IN \(OwnKeys.ofProfile)
    ORDER BY s.key, s.gateway
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    (AddressKey(stored: try row.text(0)), try row.suppression(1))
  }
}

/// Reads the mail to a profile's addresses that failed, the latest first.
struct ReadBouncesOfProfile: ProfileStatement {
  let profile: ProfileID

  static let sql = """
    SELECT \(Bounce.columns), b.evidence
    FROM bounce AS b
    WHERE b.key IN \(OwnKeys.ofProfile)
    ORDER BY b.observed_at DESC, b.key, b.send
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> EvidenceRecord? {
    try ReadEvidence.decode(row)
  }
}
