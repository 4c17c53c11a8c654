import Domain
import Postgres

/// Takes out the inbox rows of messages that ended parked or retried and have now come again.
struct DeleteReplacedInbox: Statement {
  let messages: [DecidedMessage]

  static let sql = """
    DELETE FROM inbox AS i
    USING unnest($1::text[], $2::text[]) AS u (message_id, source)
    WHERE i.message_id = ANY ($1::text[])
    AND i.message_id = u.message_id
    AND i.source = u.source
    AND i.ending IN (3, 4)
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(messages) { $0.cause.message.id }
    parameters.textArray(messages) { $0.cause.message.source }
  }
}

/// Takes out what was parked of messages that have now come again, and whom it named.
struct DeleteReplacedParked: Statement {
  let messages: [DecidedMessage]

  static let sql = """
    WITH gone AS (
      DELETE FROM parked AS p
      USING unnest($1::text[], $2::text[]) AS u (message_id, source)
      WHERE p.message_id = ANY ($1::text[])
      AND p.message_id = u.message_id
      AND p.source = u.source
      RETURNING p.id
    )
    DELETE FROM mention AS m
    WHERE m.subject = ANY (ARRAY(SELECT g.id::text FROM gone AS g))
    AND m.kind = 5
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(messages) { $0.cause.message.id }
    parameters.textArray(messages) { $0.cause.message.source }
  }
}
