import Domain
import Postgres

/// Enters refused messages into their list, without their content (E1); one that stands there already, since
/// the list remembers it longer than the inbox, is replaced.
struct InsertRefused: Statement {
  let refused: [(message: DecidedMessage, code: String, sentence: String)]

  static let sql = """
    INSERT INTO refused (message_id, source, type, queue, code, sentence, refused_at)
    SELECT u.message_id, u.source, u.type, u.queue, u.code, u.sentence, u.refused_at
    FROM unnest(
      $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
      AS u (message_id, source, type, queue, code, sentence, refused_at)
    ON CONFLICT ON CONSTRAINT refused_once DO UPDATE
    SET
      type = excluded.type,
      queue = excluded.queue,
      code = excluded.code,
      sentence = excluded.sentence,
      refused_at = excluded.refused_at
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(refused) { $0.message.cause.message.id }
    parameters.textArray(refused) { $0.message.cause.message.source }
    parameters.textArray(refused) { $0.message.type }
    parameters.textArray(refused) { $0.message.queue }
    parameters.textArray(refused) { $0.code }
    parameters.textArray(refused) { $0.sentence }
    parameters.timestampArray(refused) { $0.message.cause.at.microseconds }
  }
}
