import Domain
import Postgres

/// Records failures; what is told of one that is known takes its place (B2).
struct RecordBounces: Statement {
  typealias Row = Never

  let bounces: [RecordedBounce]

  static let sql = """
    INSERT INTO bounce AS b (
      key, send, kind, reason, status, diagnostic, gateway, gateway_id, mailing, observed_at,
      sent_at, held_by, evidence, recorded_at, source, message_id)
    SELECT
      u.key, u.send, u.kind, u.reason, u.status, u.diagnostic, u.gateway, u.gateway_id, u.mailing,
      u.observed_at, u.sent_at, u.held_by, u.evidence, u.recorded_at, u.source, u.message_id
    FROM unnest(
      $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
      $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[], $12::uuid[], $13::jsonb[],
      $14::timestamptz[], $15::text[], $16::text[])
      AS u (
        key, send, kind, reason, status, diagnostic, gateway, gateway_id, mailing, observed_at,
        sent_at, held_by, evidence, recorded_at, source, message_id)
    ON CONFLICT (key, send) DO UPDATE
    SET
      kind = excluded.kind,
      reason = excluded.reason,
      status = excluded.status,
      diagnostic = excluded.diagnostic,
      gateway = excluded.gateway,
      gateway_id = excluded.gateway_id,
      mailing = excluded.mailing,
      observed_at = excluded.observed_at,
      sent_at = excluded.sent_at,
      held_by = excluded.held_by,
      evidence = excluded.evidence,
      recorded_at = excluded.recorded_at,
      source = excluded.source,
      message_id = excluded.message_id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(bounces) { $0.key.text }
    parameters.textArray(bounces) { $0.bounce.send.text }
    parameters.textArray(bounces) { $0.bounce.kind.rawValue }
    parameters.textArray(bounces) { $0.bounce.reason.rawValue }
    parameters.textArray(bounces) { $0.bounce.status }
    parameters.textArray(bounces) { $0.bounce.diagnostic }
    parameters.textArray(bounces) { $0.bounce.gateway }
    parameters.textArray(bounces) { $0.bounce.gatewayID }
    parameters.textArray(bounces) { $0.bounce.mailing }
    parameters.timestampArray(bounces) { $0.bounce.observedAt.microseconds }
    parameters.timestampArray(bounces) { $0.bounce.sentAt.microseconds }
    parameters.uuidArray(bounces) { $0.bounce.heldBy?.value }
    parameters.jsonArray(bounces) { $0.evidence }
    parameters.timestampArray(bounces) { $0.provenance.at.microseconds }
    parameters.textArray(bounces) { $0.provenance.message.source }
    parameters.textArray(bounces) { $0.provenance.message.id }
  }
}

/// Moves temporary failures to the earlier moments that were told of them (B2).
struct RedateBounces: Statement {
  typealias Row = Never

  let bounces: [(key: AddressKey, bounce: Bounce)]

  static let sql = """
    UPDATE bounce AS b
    SET observed_at = u.observed_at
    FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS u (key, send, observed_at)
    WHERE b.key = ANY ($1::text[])
    AND b.key = u.key
    AND b.send = u.send
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(bounces) { $0.key.text }
    parameters.textArray(bounces) { $0.bounce.send.text }
    parameters.timestampArray(bounces) { $0.bounce.observedAt.microseconds }
  }
}

/// Lets failures go that a storm held (B8).
struct ReleaseBounces: Statement {
  typealias Row = Never

  let released: [(key: AddressKey, send: SendReference)]

  static let sql = """
    UPDATE bounce AS b
    SET held_by = NULL
    FROM unnest($1::text[], $2::text[]) AS u (key, send)
    WHERE b.key = ANY ($1::text[])
    AND b.key = u.key
    AND b.send = u.send
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(released) { $0.key.text }
    parameters.textArray(released) { $0.send.text }
  }
}

/// Notes signs of delivery, of which the latest counts (B2).
struct NoteDeliveries: Statement {
  typealias Row = Never

  let deliveries: [(key: AddressKey, at: Timestamp)]

  static let sql = """
    INSERT INTO mark AS m (key, delivered_at)
    SELECT u.key, u.at
    FROM unnest($1::text[], $2::timestamptz[]) AS u (key, at)
    ON CONFLICT (key) DO UPDATE
    SET delivered_at = greatest(m.delivered_at, excluded.delivered_at)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(deliveries) { $0.key.text }
    parameters.timestampArray(deliveries) { $0.at.microseconds }
  }
}

/// Deletes a portion of the failures that were told too long ago to count, but for those that a storm holds, and
/// with the last one of an address whom its texts named, unless a worker holds that who writes one anew
/// (``RenewMentions``); one worker at a time.
struct DeleteOldBounces: Statement {
  /// Time for which they are kept.
  let lifetime: Duration

  static let sql = """
    WITH gone AS MATERIALIZED (
      DELETE FROM bounce AS b
      WHERE b.ctid = ANY (ARRAY(
        SELECT o.ctid
        FROM bounce AS o
        WHERE (SELECT \(Retention.turn))
        AND o.recorded_at <= now() - $1 * interval '1 microsecond'
        AND o.held_by IS NULL
        ORDER BY o.recorded_at
        LIMIT $2))
      RETURNING b.key
    ), forgotten AS (
      DELETE FROM mention AS m
      WHERE m.ctid = ANY (ARRAY(
        SELECT n.ctid
        FROM mention AS n
        WHERE n.kind = 7
        AND n.subject = ANY (ARRAY(
          SELECT g.key
          FROM (SELECT k.key, count(*) AS amount FROM gone AS k GROUP BY k.key) AS g
          WHERE g.amount = (SELECT count(*) FROM bounce AS k WHERE k.key = g.key)
          AND NOT EXISTS (SELECT FROM suppression AS s WHERE s.key = g.key OFFSET 0)))
        FOR UPDATE SKIP LOCKED))
    )
    SELECT count(*) FROM gone
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int8(lifetime.microseconds)
    parameters.int8(Int64(Retention.portion))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Int {
    Int(try row.int8(0))
  }
}

/// Failure as it is written.
struct RecordedBounce {
  let key: AddressKey
  var bounce: Bounce
  let evidence: [UInt8]
  let provenance: Provenance
}
