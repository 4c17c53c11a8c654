import Contract
import Domain
import Messaging
import Platform
import Store
import Threading

/// Publisher of a snapshot: each profile as it stands, in the order of the ids, straight to one queue.
struct SnapshotPublisher: ~Copyable {
  /// Counts of what was done, up to the last page that the broker keeps whole.
  struct Tally: Hashable, Sendable {
    /// Number of profiles that were sent.
    var sent = 0
    /// Number of profiles with protected identity, which are left out (L8).
    var leftOut = 0
    /// The last profile that was looked at; `nil` before the first.
    var last: ProfileID?
  }

  /// Number of profiles that are read and sent at a time; fewer at a low rate.
  private static let page = 500

  private let queue: String
  private let rate: Int?
  private let encoder = EventEncoder(service: "brevduva")
  private let run: MessageReference
  private var ids: IDSource
  private var store: OperatorStore
  private var waiter: PollWaiter
  private var publisher: ConfirmingPublisher

  /// Aims at a queue that must be there, and finds out whether the database can be used.
  ///
  /// - Parameters:
  ///   - queue: its name.
  ///   - rate: the most profiles a second; `nil` for as fast as it goes.
  ///   - servers: both of them.
  /// - Throws: `refused` if there is no such queue, else what a server says.
  init(to queue: String, rate: Int?, by servers: ServerConnections) throws(Failure) {
    var broker = try servers.broker()
    let refusal = try broker.ask { connection throws(AMQPError) in
      _ = try connection.checkQueue(queue)
    }
    if let refusal {
      throw .refused(
        refusal.code == 404
          ? "There is no queue \(queue.visible): bind one to \(Exchange.events.rawValue) first, so that "
            + "it misses nothing that happens meanwhile."
          : "The broker refuses the queue \(queue.visible): \(refusal.code) \(refusal.text.visible)."
      )
    }
    var store = OperatorStore(try servers.location())
    var waiter = PollWaiter()
    do throws(StoreError) { try store.check(waiting: &waiter) } catch { throw Failure(error) }
    let publisher = try servers.publisher()
    var ids = IDSource(seed: .random(in: .min ... .max))
    let id: EventID = ids.next(at: .now())
    self.queue = queue
    self.rate = rate
    self.ids = ids
    self.store = store
    self.waiter = waiter
    self.publisher = publisher
    run = MessageReference(source: "urn:brevduva:brevduva", id: id.description)
  }

  /// Sends the profiles behind one, or all.
  ///
  /// - Parameters:
  ///   - after: the last one that was sent before; `nil` to begin.
  ///   - tally: what was done, also before a failure.
  ///   - tell: told after each page how many of how many are done.
  /// - Throws: what a server said, with what was done before in `tally`.
  mutating func send(
    after: ProfileID?, into tally: inout Tally, telling tell: (Int, Int) -> Void
  ) throws(Failure) {
    let begin = ContinuousClock.now
    let total = try query { store, waiter throws(StoreError) in
      try store.profileCount(after: after, waiting: &waiter)
    }
    var last = after
    while true {
      let page = try query {
        [last, limit = min(Self.page, rate ?? Self.page)] store, waiter throws(StoreError) in
        try store.snapshots(after: last, limit: limit, waiting: &waiter)
      }
      guard let end = page.last?.profile.id else { return }
      let sent = try send(page)
      tally.sent += sent
      tally.leftOut += page.count - sent
      tally.last = end
      last = end
      let done = tally.sent + tally.leftOut
      tell(done, max(total, done))
      if let rate {
        var pause = Poll()
        pause.wait(until: begin + .seconds(1) * tally.sent / rate)
      }
    }
  }

  /// Sends a page, waits until the broker keeps all of it, and returns how many profiles that were.
  private mutating func send(_ page: [ProfileSnapshot]) throws(Failure) -> Int {
    let now = Timestamp.now()
    var sent = 0
    do throws(AMQPError) {
      for snapshot in page {
        guard
          let event = encoder.snapshot(
            of: snapshot.profile, marks: snapshot.marks, in: run, at: now, ids: &ids)
        else { continue }
        try publisher.send(
          Message(
            stored: nil, messageID: event.id.description, contentType: OutgoingEvent.contentType,
            body: event.body),
          exchange: "", routingKey: queue)
        sent += 1
      }
    } catch {
      throw failure(error)
    }
    try settle()
    return sent
  }

  private mutating func settle() throws(Failure) {
    var settlements: Set<ConfirmingPublisher.Settlement> = []
    let isAnswered: Bool
    do throws(AMQPError) {
      isAnswered = try publisher.settle(until: .now + .seconds(30)) { settlements.insert($0) }
    } catch {
      throw failure(error)
    }
    guard isAnswered else {
      throw .unreachable(
        "The broker has not confirmed the messages in time; it may have taken them.")
    }
    for settlement in settlements {
      switch settlement {
      case .confirmed: break
      case .returned: throw .refused("The queue \(queue.visible) is not there any more.")
      case .rejected: throw .refused("The queue \(queue.visible) takes no more: it may be full.")
      }
    }
  }

  private func failure(_ error: AMQPError) -> Failure {
    guard case .closed(let code, let text) = error else { return Failure(error) }
    let cure = code == 403 ? " `brevduva grants broker` prints the rights that are needed." : ""
    return .refused("The broker refuses the messages: \(code) \(text.visible).\(cure)")
  }

  private mutating func query<Found>(
    _ work: (inout OperatorStore, inout PollWaiter) throws(StoreError) -> Found
  ) throws(Failure) -> Found {
    do throws(StoreError) { return try work(&store, &waiter) } catch { throw Failure(error) }
  }
}
