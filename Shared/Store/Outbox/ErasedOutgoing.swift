import Domain
import Mentions
import Postgres

extension ErasurePolicy {
  /// What is left of a message that waits to be published, when those whom a search finds are purged (L2).
  ///
  /// - Returns: `nil` if it is not to be published.
  func left(of message: OutgoingMessage, by search: MentionSearch) -> OutgoingMessage? {
    let besides = [message.routingKey, message.messageID, message.properties ?? ""]
    let isNamedBesides = search.finds(inAnyOf: besides)
    guard isNamedBesides || search.finds(in: message.body) else { return message }
    switch addressee(message.exchange, message.body) {
    case .everybody: return nil
    case .worker(let names): return search.finds(inAnyOf: names) ? nil : message
    case .person(let names):
      guard !isNamedBesides, !search.finds(inAnyOf: names),
        let body = search.erasing(from: message.body)
      else { return nil }
      return OutgoingMessage(
        exchange: message.exchange, routingKey: message.routingKey, messageID: message.messageID,
        contentType: message.contentType, properties: message.properties, body: body)
    }
  }

  /// What is left of a row of the outbox; `nil` if that is all of it.
  func left(of row: OutboxRow, by search: MentionSearch) -> OutboxRow? {
    let left = row.messages.compactMap { self.left(of: $0, by: search) }
    return left == row.messages ? nil : OutboxRow(id: row.id, messages: left)
  }

  /// What a batch publishes, without what names somebody who is purged by a later message of it (L2), as it
  /// would be left in the outbox.
  func outgoing(of batch: BatchDecision, without erased: [ErasedPerson]) -> [OutgoingMessage] {
    let purges = erased.compactMap { person in
      person.search.map { (end: person.erasure.toldBefore, search: $0) }
    }
    let end = purges.map(\.end).max() ?? 0
    // Hardly ever anybody is found: then one look at each message serves for all.
    let anybody = MentionSearch(anyOf: purges.map(\.search))
    let told = batch.outgoing[..<end].enumerated().compactMap { place, message in
      if left(of: message, by: anybody) == message { return message }
      return purges.filter { place < $0.end }.reduce(message as OutgoingMessage?) { left, purge in
        left.flatMap { self.left(of: $0, by: purge.search) }
      }
    }
    return told + batch.outgoing[end...]
  }
}

extension MentionSearch {
  /// Looks whether anybody stands in one of some texts.
  fileprivate func finds(inAnyOf texts: [String]) -> Bool {
    texts.contains { finds(in: Array($0.utf8)) }
  }
}

/// Reads what waits to be published: no event tells an address of a purged person (L2).
struct ReadOutgoing: Statement {
  static let sql = """
    SELECT o.id, o.exchange, o.routing_key, o.message_id, o.content_type, o.properties, o.body
    FROM outbox AS o
    ORDER BY o.id
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> OutboxRow {
    try row.outboxRow()
  }
}

/// Leaves of a row of the outbox some messages, of which there is at least one.
struct ReplaceOutgoing: Statement {
  let row: OutboxRow

  static let sql = """
    UPDATE outbox AS o
    SET
      message_count = $2, exchange = $3::text[], routing_key = $4::text[],
      message_id = $5::text[], content_type = $6::text[], properties = $7::text[],
      body = $8::bytea[]
    WHERE o.id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(row.id.value)
    parameters.outgoing(row.messages)
  }
}
