import Domain
import Mentions
import Postgres

/// A row of the outbox as a purge reads it.
struct OutgoingTexts {
  let id: OutboxID
  let routingKeys: [String]
  let messageIDs: [String]
  let properties: [String?]
  let bodies: [[UInt8]]

  /// The places, from 1, of the messages in which a search finds nobody; `nil` if that is all of them.
  func placesLeft(by search: MentionSearch) -> [Int32]? {
    let left = bodies.indices.filter { place in
      let texts = [routingKeys[place], messageIDs[place], properties[place] ?? ""]
      return !search.finds(in: bodies[place])
        && !texts.contains { search.finds(in: Array($0.utf8)) }
    }
    return left.count == bodies.count ? nil : left.map { Int32($0) + 1 }
  }
}

/// Reads what waits to be published: no event tells an address of a purged person (L2).
struct ReadOutgoing: Statement {
  static let sql = """
    SELECT o.id, o.routing_key, o.message_id, o.properties, o.body
    FROM outbox AS o
    ORDER BY o.id
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> OutgoingTexts {
    OutgoingTexts(
      id: OutboxID(value: try row.uuid(0)), routingKeys: try row.textArray(1),
      messageIDs: try row.textArray(2), properties: try row.textArrayWithNulls(3),
      bodies: try row.bytesArray(4))
  }
}

/// Leaves of a row of the outbox the messages in some places.
struct TrimOutgoing: Statement {
  let id: OutboxID
  /// From 1; at least one.
  let places: [Int32]

  static let sql = """
    UPDATE outbox AS o
    SET
      message_count = cardinality($2::integer[]),
      exchange = ARRAY(SELECT o.exchange[p] FROM unnest($2::integer[]) AS u (p)),
      routing_key = ARRAY(SELECT o.routing_key[p] FROM unnest($2::integer[]) AS u (p)),
      message_id = ARRAY(SELECT o.message_id[p] FROM unnest($2::integer[]) AS u (p)),
      content_type = ARRAY(SELECT o.content_type[p] FROM unnest($2::integer[]) AS u (p)),
      properties = ARRAY(SELECT o.properties[p] FROM unnest($2::integer[]) AS u (p)),
      body = ARRAY(SELECT o.body[p] FROM unnest($2::integer[]) AS u (p))
    WHERE o.id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(id.value)
    parameters.int4Array(places) { $0 }
  }
}
