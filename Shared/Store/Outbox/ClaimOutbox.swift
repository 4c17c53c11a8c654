import Domain
import Postgres

/// Claims outbox rows of a queue for a while, oldest first, passing over what another worker just claims:
/// rows that nobody claimed and that are old enough, since the lane that wrote a row publishes it itself,
/// and rows whose claim has run out.
///
/// Rows of no queue are anyone's.
///
/// Both times are by the database's clock, which all workers share.
struct ClaimOutbox: Statement {
  let age: Duration
  let lease: Duration
  let limit: Int
  /// Queue whose worker asks; `nil` for one without a queue, who gets what is anyone's.
  let queue: String?
  /// Rows that are not claimed, since whoever asks is publishing them.
  let held: [OutboxID]

  static let sql = """
    WITH due AS MATERIALIZED (
      SELECT o.id
      FROM outbox AS o
      WHERE coalesce(o.claimed_until, o.created_at + $1 * interval '1 microsecond') <= now()
      AND o.id <> ALL ($4::uuid[])
      AND (o.queue IS NULL OR o.queue = $5)
      ORDER BY o.created_at, o.id
      LIMIT $3
      FOR UPDATE SKIP LOCKED
    ), claimed AS (
      UPDATE outbox AS o
      SET claimed_until = now() + $2 * interval '1 microsecond'
      FROM due AS d
      WHERE o.id = ANY (ARRAY(SELECT e.id FROM due AS e))
      AND o.id = d.id
      RETURNING
        o.id, o.created_at, o.exchange, o.routing_key, o.message_id, o.content_type,
        o.properties, o.body
    )
    SELECT
      c.id, c.exchange, c.routing_key, c.message_id, c.content_type, c.properties, c.body
    FROM claimed AS c
    ORDER BY c.created_at, c.id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.int8(age.microseconds)
    parameters.int8(lease.microseconds)
    parameters.int8(Int64(limit))
    parameters.uuidArray(held) { $0.value }
    parameters.text(queue)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> OutboxRow {
    try row.outboxRow()
  }
}

extension RowReader {
  /// id, exchange, routing_key, message_id, content_type, properties, body.
  func outboxRow() throws(PostgresError) -> OutboxRow {
    let exchange = try textArray(1)
    let routingKey = try textArray(2)
    let messageID = try textArray(3)
    let contentType = try textArray(4)
    let properties = try textArrayWithNulls(5)
    let body = try bytesArray(6)
    // The table's constraint keeps the arrays of one length.
    let messages = body.indices.map { place in
      OutgoingMessage(
        exchange: exchange[place], routingKey: routingKey[place], messageID: messageID[place],
        contentType: contentType[place], properties: properties[place], body: body[place])
    }
    return OutboxRow(id: OutboxID(value: try uuid(0)), messages: messages)
  }
}

extension Duration {
  /// Whole microseconds.
  var microseconds: Int64 {
    components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
  }
}
