import Domain
import Postgres

/// Enters the batch's messages: a plain insert, so that a second delivery that got past the load waits
/// for the first one here and meets `inbox_once`.
struct InsertInbox: Statement {
  /// Messages in the order of ``MessageReference``'s key, so that two lanes cannot wait for each
  /// other.
  let messages: [DecidedMessage]

  static let sql = """
    INSERT INTO inbox (
      message_id, source, type, queue, body_hash, ending, code, actor, handled_at, trace)
    SELECT
      u.message_id, u.source, u.type, u.queue, u.body_hash, u.ending, u.code, u.actor,
      u.handled_at, u.trace
    FROM unnest(
      $1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::smallint[], $7::text[],
      $8::text[], $9::timestamptz[], $10::jsonb[])
      AS u (message_id, source, type, queue, body_hash, ending, code, actor, handled_at, trace)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(messages) { $0.cause.message.id }
    parameters.textArray(messages) { $0.cause.message.source }
    parameters.textArray(messages) { $0.type }
    parameters.textArray(messages) { $0.queue }
    parameters.bytesArray(messages) { $0.bodyHash }
    parameters.int2Array(messages) { $0.disposition.outcome.rawValue }
    parameters.textArray(messages) { $0.disposition.code }
    parameters.textArray(messages) { $0.cause.actor }
    parameters.timestampArray(messages) { $0.cause.at.microseconds }
    parameters.jsonArray(messages) { $0.trace }
  }
}
