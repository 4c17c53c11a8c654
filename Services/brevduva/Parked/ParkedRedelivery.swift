import Contract
import Domain
import Messaging
import Store
import Threading
import Platform

/// Redelivery of parked messages: each goes into the outbox, then at once to the broker if it is there.
struct ParkedRedelivery: ~Copyable {
  /// A message that was sent again.
  struct Sent: Sendable {
    let parkedID: ParkedID
    let message: MessageReference
    /// Reason for which the broker has not got it yet; `nil` if it has.
    let obstacle: String?
  }

  /// The messages of a cause, by what became of them.
  struct Tally: Sendable {
    /// Those that were sent again, or wait in the outbox to be.
    var sent: [Sent] = []
    /// Number of those that are not kept whole, and stay.
    var partial = 0
    /// Number of those that somebody else took meanwhile.
    var gone = 0

    /// Number of all that were looked at.
    var count: Int { sent.count + partial + gone }
  }

  private let servers: ServerConnections
  private var store: OperatorStore
  private var waiter: PollWaiter
  private var ids = IDSource(seed: .random(in: .min ... .max))
  private var publisher: ConfirmingPublisher?
  /// Reason for which there is no broker; once it was found closed, it is not tried again.
  private var obstacle: String?

  /// Aims at both servers, and finds out whether the database can be used.
  init(from servers: ServerConnections) throws(Failure) {
    _ = try servers.endpoints()
    var store = OperatorStore(try servers.location())
    var waiter = PollWaiter()
    do throws(StoreError) { try store.check(waiting: &waiter) } catch { throw Failure(error) }
    self.servers = servers
    self.store = store
    self.waiter = waiter
  }

  /// Sends one message again, with another body if one is given.
  ///
  /// - Throws: `refused` if it is not there, or not kept whole and not mended.
  mutating func send(_ id: ParkedID, mended: [UInt8]? = nil) throws(Failure) -> Sent {
    guard let record = try read(id) else { throw .notParked(id) }
    guard record.summary.isWhole || mended != nil else {
      throw .refused(
        "Of this message only the first \(record.body.count) of \(record.summary.size) octets are "
          + "kept: it cannot be sent again. Ask its sender to send it smaller, and discard it here."
      )
    }
    guard let sent = try send(record, mended) else { throw .notParked(id) }
    return sent
  }

  /// Sends all messages of a cause again that are kept whole, as many as there are when it begins: one
  /// that is parked again meanwhile is not sent a second time.
  ///
  /// - Parameters:
  ///   - cause: the code.
  ///   - tally: what became of them, also of those before the database was lost.
  ///   - tell: told before each message how many of how many are done.
  /// - Throws: what a server said, with what was done before in `tally`.
  mutating func sendAll(
    of cause: String, into tally: inout Tally, telling tell: (Int, Int) -> Void
  ) throws(Failure) {
    let total = try query { store, waiter throws(StoreError) in
      try store.parkedCauses(waiting: &waiter).first { $0.code == cause }?.count ?? 0
    }
    var last: ParkedID?
    while tally.count < total {
      let limit = min(500, total - tally.count)
      let page = try query { store, waiter throws(StoreError) in
        try store.parked(after: last, code: cause, limit: limit, waiting: &waiter)
      }
      guard let end = page.last else { break }
      last = end.id
      for summary in page {
        tell(tally.count, total)
        try send(summary, into: &tally)
      }
    }
  }

  private mutating func send(
    _ summary: ParkedSummary, into tally: inout Tally
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

  /// Sends one parked message; `nil` if somebody else has taken it meanwhile.
  private mutating func send(
    _ record: ParkedRecord, _ mended: [UInt8]?
  ) throws(Failure) -> Sent? {
    let properties = StoredProperties.read(record.properties)
    let message = OutgoingMessage(
      record, mended: mended, to: Exchange.incoming.rawValue, messageID: properties?.messageID,
      contentType: properties?.contentType)
    let (id, row): (ParkedID, OutboxID) = (record.summary.id, ids.next(at: .now()))
    let wasThere = try query { store, waiter throws(StoreError) in
      try store.retry(id, sending: message, as: row, waiting: &waiter)
    }
    guard wasThere else { return nil }
    let obstacle = publish(message)
    if obstacle == nil {
      try query { store, waiter throws(StoreError) in try store.forget(row, waiting: &waiter) }
    }
    return Sent(parkedID: id, message: record.summary.message, obstacle: obstacle)
  }

  /// Publishes what lies safely in the outbox; returns the reason if it could not be done.
  private mutating func publish(_ message: OutgoingMessage) -> String? {
    if let obstacle { return obstacle }
    do throws(Failure) {
      if publisher == nil { publisher = try servers.publisher() }
      try publisher?.deliver(
        Message(
          stored: message.properties, messageID: message.messageID,
          contentType: message.contentType, body: message.body),
        to: message.exchange, routingKey: message.routingKey)
    } catch {
      publisher = nil
      if case .unreachable = error { obstacle = error.sentence }
      return error.sentence
    }
    return nil
  }

  private mutating func read(_ id: ParkedID) throws(Failure) -> ParkedRecord? {
    try query { store, waiter throws(StoreError) in try store.parked(id, waiting: &waiter) }
  }

  private mutating func query<Found>(
    _ work: (inout OperatorStore, inout PollWaiter) throws(StoreError) -> Found
  ) throws(Failure) -> Found {
    do throws(StoreError) { return try work(&store, &waiter) } catch { throw Failure(error) }
  }
}
