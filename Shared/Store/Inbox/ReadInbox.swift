import Domain
import Postgres

/// Looks up which messages were handled before, and how they ended.
///
/// `OFFSET 0` keeps the look-up a look-up: joined, it would be planned from the other side where the
/// table was small when the lane prepared it. So in every statement of a batch.
struct ReadInbox: Statement {
  let messages: [MessageReference]

  struct Row {
    /// The place of the message in the parameters, from 0.
    let place: Int
    let known: Loaded.InboxEntry
  }

  static let sql = """
    SELECT u.place, i.ending, i.body_hash
    FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS u (message_id, source, place)
    CROSS JOIN LATERAL (
      SELECT k.ending, k.body_hash
      FROM inbox AS k
      WHERE k.message_id = u.message_id AND k.source = u.source
      OFFSET 0
    ) AS i
    """

  func bind(_ parameters: inout Parameters) {
    parameters.textArray(messages) { $0.id }
    parameters.textArray(messages) { $0.source }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    Row(
      place: Int(try row.int8(0)) - 1,
      known: Loaded.InboxEntry(outcome: try row.outcome(1), bodyHash: try row.bytes(2)))
  }
}
