import Domain
import Postgres

/// Lists parked messages by id, page by page.
struct ListParked: Statement {
  let after: ParkedID?
  let code: String?
  let unsearched: Bool
  let limit: Int

  static let sql = """
    SELECT \(ParkedSummary.columns)
    FROM parked AS p
    WHERE ($1::uuid IS NULL OR p.id > $1)
    AND ($2::text IS NULL OR p.code = $2)
    AND (p.is_unsearched OR NOT $3)
    ORDER BY p.id
    LIMIT $4
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(after?.value)
    parameters.text(code)
    parameters.bool(unsearched)
    parameters.int8(Int64(limit))
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ParkedSummary {
    try row.parkedSummary()
  }
}

/// Counts parked messages by cause.
struct CountParked: Statement {
  static let sql = """
    SELECT p.code, count(*), min(p.parked_at)
    FROM parked AS p
    GROUP BY p.code
    ORDER BY count(*) DESC, p.code
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ParkedCause {
    ParkedCause(code: try row.text(0), count: Int(try row.int8(1)), oldest: try row.moment(2))
  }
}

/// Reads one parked message whole.
struct ReadParked: Statement {
  let id: ParkedID

  static let sql = """
    SELECT \(ParkedSummary.columns), p.routing_key, p.properties, p.body, p.body_hash
    FROM parked AS p
    WHERE p.id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(id.value)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ParkedRecord {
    ParkedRecord(
      summary: try row.parkedSummary(), routingKey: try row.text(12), properties: try row.text(13),
      body: try row.bytes(14), bodyHash: try row.bytes(15))
  }
}

/// Takes a parked message out of the list, marks it in the inbox as sent again, and puts it into the
/// outbox, with a claim that has run out already: the worker of its queue that sweeps next publishes it.
struct RetryParked: Statement {
  let id: ParkedID
  let outboxID: OutboxID
  let message: OutgoingMessage

  static let sql = """
    WITH taken AS (
      DELETE FROM parked AS p
      WHERE p.id = $1
      RETURNING p.message_id, p.source, p.queue
    ), forgotten AS (
      DELETE FROM mention AS m
      WHERE m.subject = $1::uuid::text AND m.kind = 5
    ), marked AS (
      UPDATE inbox AS i
      SET ending = 4
      FROM taken AS t
      WHERE i.message_id = t.message_id AND i.source = t.source
    )
    INSERT INTO outbox (
      id, queue, claimed_until, message_count, exchange, routing_key, message_id, content_type,
      properties, body)
    SELECT
      $2::uuid, t.queue, '-infinity', 1, ARRAY[$3::text], ARRAY[$4::text], ARRAY[$5::text],
      ARRAY[$6::text], ARRAY[$7::text], ARRAY[$8::bytea]
    FROM taken AS t
    RETURNING id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(id.value)
    parameters.uuid(outboxID.value)
    parameters.text(message.exchange)
    parameters.text(message.routingKey)
    parameters.text(message.messageID)
    parameters.text(message.contentType)
    parameters.text(message.properties)
    parameters.bytes(message.body)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> OutboxID {
    OutboxID(value: try row.uuid(0))
  }
}

/// Throws a parked message away; the inbox goes on saying that it was parked.
struct DiscardParked: Statement {
  let id: ParkedID

  static let sql = """
    WITH forgotten AS (
      DELETE FROM mention AS m
      WHERE m.subject = $1::uuid::text AND m.kind = 5
    )
    DELETE FROM parked AS p
    WHERE p.id = $1
    RETURNING p.id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(id.value)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ParkedID {
    ParkedID(value: try row.uuid(0))
  }
}
