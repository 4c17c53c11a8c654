import Contract
import Domain
import Messaging
import Platform
import Store
import Threading

/// Sends parked messages again: first into the outbox, then at once to the broker if it is there.
struct Returns: ~Copyable {
  private var desk: Desk
  private var waiter = PollWaiter()
  private let servers: Servers
  private var ids: IDSource
  private var broker: Broker?
  /// Why there is no broker; once it was found closed, it is not tried again.
  private var obstacle: String?

  /// Aims at both servers; their addresses are checked, nothing is connected yet.
  init(from servers: Servers) throws(Failure) {
    try servers.checkBroker()
    let location = try servers.location()
    self.servers = servers
    desk = Desk(location)
    ids = IDSource(seed: .random(in: .min ... .max))
  }

  /// Finds out whether the database can be used.
  mutating func open() throws(Failure) {
    try Self.atDesk { () throws(StoreError) in try desk.check(waiting: &waiter) }
  }

  /// Sends one message again, with another body if one is given.
  ///
  /// - Throws: `refused` if it is not there, or not kept whole and not mended.
  mutating func send(_ id: ParkedID, mended: [UInt8]? = nil) throws(Failure) -> Retries {
    guard let record = try read(id) else { throw .notParked(id) }
    guard record.summary.isWhole || mended != nil else {
      throw .refused(
        "Of this message only the first \(record.body.count) of \(record.summary.size) octets are "
          + "kept: it cannot be sent again. Ask its sender to send it smaller, and discard it here."
      )
    }
    guard let sent = try send(record, mended) else { throw .notParked(id) }
    return Retries(sent)
  }

  /// Sends all messages of a cause again that are kept whole, as many as there are when it begins: one
  /// that is parked again meanwhile is not sent a second time.
  ///
  /// - Parameters:
  ///   - cause: the code.
  ///   - tell: told before each message how many of how many are done.
  /// - Returns: what became of them; also of those before the database was lost.
  /// - Throws: if nothing was done.
  mutating func sendAll(
    of cause: String, telling tell: (Int, Int) -> Void
  ) throws(Failure) -> Retries {
    let causes = try Self.atDesk { () throws(StoreError) in
      try desk.parkedCauses(waiting: &waiter)
    }
    let total = causes.first { $0.code == cause }?.count ?? 0
    var tally = Retries.Tally()
    do throws(Failure) {
      var last: ParkedID?
      while tally.count < total {
        let page = try page(of: cause, after: last, limit: min(500, total - tally.count))
        guard let end = page.last else { break }
        last = end.id
        for summary in page {
          tell(tally.count, total)
          try sendOne(summary, &tally)
        }
      }
      return Retries(tally, of: cause)
    } catch {
      guard tally.count > 0 else { throw error }
      return Retries(tally, of: cause, brokenOff: error)
    }
  }

  private mutating func sendOne(
    _ summary: ParkedSummary, _ tally: inout Retries.Tally
  ) throws(Failure) {
    guard summary.isWhole else {
      tally.partial += 1
      return
    }
    guard let record = try read(summary.id), let sent = try send(record, nil) else {
      tally.gone += 1
      return
    }
    tally.sent.append(sent)
  }

  /// `nil` if somebody else has taken it meanwhile.
  private mutating func send(
    _ record: ParkedRecord, _ mended: [UInt8]?
  ) throws(Failure) -> Retries.Sent? {
    let message = OutgoingMessage(record, body: mended ?? record.body)
    let row: OutboxID = ids.next(at: .now())
    let wasThere = try Self.atDesk { () throws(StoreError) in
      try desk.retry(record.summary.id, sending: message, as: row, waiting: &waiter)
    }
    guard wasThere else { return nil }
    let obstacle = publish(message)
    if obstacle == nil {
      try Self.atDesk { () throws(StoreError) in try desk.forget(row, waiting: &waiter) }
    }
    return Retries.Sent(
      parkedID: record.summary.id, message: record.summary.message, obstacle: obstacle)
  }

  /// Publishes what lies safely in the outbox; why it could not be done, if it could not.
  private mutating func publish(_ message: OutgoingMessage) -> String? {
    if let obstacle { return obstacle }
    do throws(Failure) {
      if broker == nil { broker = try servers.broker() }
      try broker?.publish(
        Message(
          stored: message.properties, messageID: message.messageID,
          contentType: message.contentType, body: message.body),
        exchange: message.exchange, routingKey: message.routingKey)
    } catch {
      broker = nil
      if case .unreachable = error { obstacle = error.sentence }
      return error.sentence
    }
    return nil
  }

  private mutating func read(_ id: ParkedID) throws(Failure) -> ParkedRecord? {
    try Self.atDesk { () throws(StoreError) in try desk.parked(id, waiting: &waiter) }
  }

  private mutating func page(
    of cause: String, after last: ParkedID?, limit: Int
  ) throws(Failure) -> [ParkedSummary] {
    try Self.atDesk { () throws(StoreError) in
      try desk.parked(after: last, code: cause, limit: limit, waiting: &waiter)
    }
  }

  private static func atDesk<Found>(
    _ work: () throws(StoreError) -> Found
  ) throws(Failure) -> Found {
    do throws(StoreError) { return try work() } catch { throw Failure(error) }
  }
}

extension OutgoingMessage {
  /// A parked message on its way back, under its own id.
  fileprivate init(_ record: ParkedRecord, body: [UInt8]) {
    self.init(
      exchange: Exchange.incoming.rawValue, routingKey: record.routingKey,
      messageID: Self.messageID(of: record),
      contentType: StoredProperties.read(record.properties)?.contentType
        ?? "application/octet-stream",
      properties: record.properties, body: body)
  }

  /// The property takes 255 octets; a longer id stands in the body or in a header, which count first.
  private static func messageID(of record: ParkedRecord) -> String {
    let id = record.summary.message.id
    return id.utf8.count <= 255 ? id : record.summary.id.description
  }
}
