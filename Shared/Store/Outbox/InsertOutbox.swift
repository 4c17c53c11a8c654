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
    parameters.int4(Int32(messages.count))
    parameters.textArray(messages) { $0.exchange }
    parameters.textArray(messages) { $0.routingKey }
    parameters.textArray(messages) { $0.messageID }
    parameters.textArray(messages) { $0.contentType }
    parameters.textArray(messages) { $0.properties }
    parameters.bytesArray(messages) { $0.body }
  }
}
