import Domain
import Postgres

/// Writes all that a batch has to publish into one row.
struct InsertOutbox: Statement {
  let id: OutboxID
  /// The queue whose worker publishes it; `nil` for any.
  let queue: String?
  let messages: [OutgoingMessage]

  static let sql = """
    INSERT INTO outbox (
      id, queue, message_count, exchange, routing_key, message_id, content_type, properties, body)
    VALUES ($1, $2, $3, $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bytea[])
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(id.value)
    parameters.text(queue)
    parameters.outgoing(messages)
  }
}

extension Parameters {
  /// message_count, exchange, routing_key, message_id, content_type, properties, body.
  mutating func outgoing(_ messages: [OutgoingMessage]) {
    int4(Int32(messages.count))
    textArray(messages) { $0.exchange }
    textArray(messages) { $0.routingKey }
    textArray(messages) { $0.messageID }
    textArray(messages) { $0.contentType }
    textArray(messages) { $0.properties }
    bytesArray(messages) { $0.body }
  }
}
