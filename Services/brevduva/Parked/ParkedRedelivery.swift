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

  /// Sends one message again, mended.
  ///
  /// - Throws: `refused` if it is not there, or not kept whole and without another body.
  mutating func send(_ id: ParkedID, _ mending: ParkedMending) throws(Failure) -> Sent {
    guard let record = try read(id) else { throw .notParked(id) }
    guard record.summary.isWhole || mending.body != nil else {
      throw .refused(
        "Of this message only the first \(record.body.count) of \(record.summary.size) octets are "
          + "kept: it cannot be sent again. Ask its sender to send it smaller, and discard it here."
      )
    }
    guard let sent = try send(record, mending) else { throw .notParked(id) }
    return sent
  }

  /// Sends all messages of a cause again that are kept whole, as many as there are when it begins: one
  /// that is parked again meanwhile is not sent a second time.
  ///
  /// - Parameters:
  ///   - cause: the code.
  ///   - mending: what each is mended by.
  ///   - tally: what became of them, also of those before the database was lost.
  ///   - tell: told before each message how many of how many are done.
  /// - Throws: what a server said, with what was done before in `tally`.
  mutating func sendAll(
    of cause: String, _ mending: ParkedMending, into tally: inout Tally,
    telling tell: (Int, Int) -> Void
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
        try send(summary, mending, into: &tally)
      }
    }
  }

  private mutating func send(
    _ summary: ParkedSummary, _ mending: ParkedMending, into tally: inout Tally
  ) throws(Failure) {
    guard summary.isWhole else {
      tally.partial += 1
      return
    }
    guard let record = try read(summary.id), let sent = try send(record, mending) else {
      tally.gone += 1
      return
    }
    tally.sent.append(sent)
  }

  /// Sends one parked message; `nil` if somebody else has taken it meanwhile.
  private mutating func send(
    _ record: ParkedRecord, _ mending: ParkedMending
  ) throws(Failure) -> Sent? {
    var properties = StoredProperties.read(record.properties) ?? Properties()
    for edit in mending.edits { edit.apply(to: &properties) }
    let message = OutgoingMessage(
      record, mended: mending.body,
      mending.edits.isEmpty ? nil : StoredProperties.text(of: properties),
      to: Exchange.incoming.rawValue, messageID: properties.messageID,
      contentType: properties.contentType)
    let (id, row): (ParkedID, OutboxID) = (record.summary.id, ids.next(at: .now()))
    let wasThere = try query { store, waiter throws(StoreError) in
      try store.retry(id, sending: message, as: row, waiting: &waiter)
    }
    guard wasThere else { return nil }
    let obstacle = publish(message)
    if obstacle == nil {
      try query { store, waiter throws(StoreError) in try store.forget(row, waiting: &waiter) }
    }
    let reference =
      mending.isEmpty
      ? record.summary.message
      : Envelope.attributes(of: Message(message), to: message.routingKey).reference
    return Sent(parkedID: id, message: reference, obstacle: obstacle)
  }

  /// Publishes what lies safely in the outbox; returns the reason if it could not be done.
  private mutating func publish(_ message: OutgoingMessage) -> String? {
    if let obstacle { return obstacle }
    do throws(Failure) {
      if publisher == nil { publisher = try servers.publisher() }
      try publisher?.deliver(
        Message(message), to: message.exchange, routingKey: message.routingKey)
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

extension Message {
  /// A message of the outbox as it goes over the wire.
  fileprivate init(_ message: OutgoingMessage) {
    self.init(
      stored: message.properties, messageID: message.messageID, contentType: message.contentType,
      body: message.body)
  }
}
