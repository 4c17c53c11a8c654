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
      return !search.finds(in: bodies[place], besides: texts)
    }
    return left.count == bodies.count ? nil : left.map { Int32($0) + 1 }
  }
}

extension MentionSearch {
  /// Looks whether anybody stands in the body of a message, or in the texts beside it.
  fileprivate func finds(in body: [UInt8], besides texts: [String]) -> Bool {
    finds(in: body) || texts.contains { finds(in: Array($0.utf8)) }
  }
}

extension BatchDecision {
  /// Leaves out of what the batch publishes each message of somebody who is purged by a later one (L2), as it
  /// would be taken out of the outbox.
  func outgoing(without erased: [ErasedPerson]) -> [OutgoingMessage] {
    let purges = erased.compactMap { person in
      person.search.map { (end: person.erasure.toldBefore, search: $0) }
    }
    let end = purges.map(\.end).max() ?? 0
    // Hardly ever anybody is found: then one look at each message serves for all.
    let anybody = MentionSearch(anyOf: purges.map(\.search))
    let left = outgoing[..<end].enumerated().filter { place, message in
      let texts = [message.routingKey, message.messageID, message.properties ?? ""]
      return !anybody.finds(in: message.body, besides: texts)
        || !purges.contains {
          place < $0.end && $0.search.finds(in: message.body, besides: texts)
        }
    }
    return left.map(\.element) + outgoing[end...]
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
