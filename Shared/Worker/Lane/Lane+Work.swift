import Contract
import Domain
import Messaging
import Observability
import Settings
import Store
import Threading

extension Lane where B: ~Copyable, S: ~Copyable {
  /// Runs the first slice in hand, or begins a new batch with what has arrived.
  mutating func work() {
    do throws(StoreError) {
      if slices.isEmpty { try begin() }
      guard let slice = slices.first else { return }
      try run(slice)
      slices.done()
      workBackoff.reset()
      databaseBackoff.reset()
    } catch {
      failed(error)
    }
  }

  private mutating func begin() throws(StoreError) {
    let trial = try beginTrial()
    var smallest = trial == nil ? configuration.batchSize.limit : 1
    let received = broker.take { delivery, count in
      configuration.batchSize.admits(delivery, after: count, smallest: &smallest)
    }
    countPriorities(in: received)
    begin(
      received.map {
        configuration.decoder.decode($0, isGivenUp: trial?.isOver ?? $0.delivery.isGivenUp)
      })
    try pass(.received)
    try pass(.decoded)
  }

  /// Takes messages in hand, cut where they must not stand in one batch, as far as that is seen in them.
  ///
  /// A message that comes mended under its old id is decided after the broken one is parked; one that must be
  /// prepared, by what those before it wrote, is written alone.
  private mutating func begin(_ decoded: [DecodedDelivery<H.Message>]) {
    var bodies: [MessageReference: [UInt8]] = [:]
    var wasAlone = false
    let joins = decoded.contains { $0.isExclusive }
    var company = BatchCompany()
    slices.begin(decoded) { decoded in
      let before = bodies.updateValue(decoded.attributes.bodyHash, forKey: decoded.reference)
      let isAlone = decoded.unprepared != nil
      let isApart = joins && !company.admits(decoded.touch)
      defer { wasAlone = isAlone }
      return isAlone || wasAlone || isApart
        || before.map { $0 != decoded.attributes.bodyHash } ?? false
    }
  }

  /// Counts deliveries with a priority; where the order counts, `doctor` tells them too.
  private mutating func countPriorities(in received: [ReceivedDelivery]) {
    let count = received.count { $0.delivery.properties.priority != nil }
    guard count > 0 else { return }
    configuration.instrumentation.prioritized(count)
    let queue = configuration.assembler.queue
    guard queue.forbidsPriorities else { return }
    anomalies[.prioritizedDelivery(queue: queue.name), default: 0] += count
  }

  /// Handles a slice: load, decide, write, ack, publish; one transaction, two round trips.
  private mutating func run(_ slice: BisectingBatch<DecodedDelivery<H.Message>>.Slice)
    throws(StoreError)
  {
    var (elements, decision, epoch) = try decide(slice)
    try pass(.beforeCommit)
    decision.batch.outgoing = try write(decision.batch)
    if let epoch { fencingToken = FencingToken(generation: broker.generation, epoch: epoch) }
    try pass(.afterCommit)
    try acknowledge(elements)
    publish(decision.batch)
    configuration.instrumentation.finished(
      deliveries: elements.count, again: elements.count { $0.delivery.isRedelivered },
      sentAt: elements.compactMap { $0.attributes.time }, decision, at: configuration.now())
  }

  /// Loads and decides; again with more, if the rules turn out to need a firmer hold of something.
  ///
  /// - Returns: the messages that were decided: the first ones, where what was loaded shows that the others must
  ///   not stand in one batch with them; these are slices of their own then.
  private mutating func decide(
    _ slice: BisectingBatch<DecodedDelivery<H.Message>>.Slice
  ) throws(StoreError) -> (
    elements: [DecodedDelivery<H.Message>], SliceDecision, epoch: Int64?
  ) {
    let fence = fence(for: slice)
    var elements = try prepare(slice)
    var touch = Touch()
    for decoded in elements { touch.formUnion(decoded.touch) }
    for _ in 0..<configuration.loadLimit {
      let loaded = try load(touch, elements.map { $0.reference }, fence)
      elements = cut(elements, by: loaded.contents)
      var book = AddressBook(loaded.contents, held: touch, ids: ids)
      let start = Instant.now
      let decision = configuration.assembler.decide(
        elements, known: Array(loaded.known.prefix(elements.count)), culprit: slice.culprit,
        in: &book, at: configuration.now())
      configuration.instrumentation.took(.decide, .now - start)
      ids = book.ids
      if let decision {
        try pass(.decided)
        return (elements, decision, fence?.passage == .first ? loaded.epoch : nil)
      }
      touch.formUnion(book.missing)
      abandon()
    }
    // Others change the same profiles faster than we can follow: like any other contention.
    throw .contention(sqlstate: "40001")
  }

  /// Cuts the first slice where its messages must not stand in one batch, by what was loaded for them; returns
  /// those that are left of it.
  private mutating func cut(
    _ elements: [DecodedDelivery<H.Message>], by contents: BookContents
  ) -> [DecodedDelivery<H.Message>] {
    guard elements.count > 1, elements.contains(where: { $0.isExclusive }) else {
      return elements
    }
    let parts = BatchCompany.parts(of: elements.map { $0.touch }, in: contents)
    slices.cut(into: parts)
    return Array(elements.prefix(parts[0]))
  }

  /// The messages of a slice, complete: what must be read for one is read.
  private mutating func prepare(
    _ slice: BisectingBatch<DecodedDelivery<H.Message>>.Slice
  ) throws(StoreError) -> [DecodedDelivery<H.Message>] {
    guard slice.culprit == nil, let message = slice.elements.first?.unprepared else {
      return slice.elements
    }
    let handler = configuration.decoder.handler
    let complete = try handler.prepare(message, reading: &self)
    var elements = slice.elements
    elements[0].content = .message(complete, handler.rules.touch(complete))
    return elements
  }
}

// MARK: Order

/// Fencing token of a lane on an ordered queue: the turn of one consuming connection.
struct FencingToken: Hashable, Sendable {
  let generation: Int
  let epoch: Int64
}

extension Lane where B: ~Copyable, S: ~Copyable {
  /// Makes the fence through which a slice of an ordered queue passes (L7); `nil` on any other.
  private func fence(for slice: BisectingBatch<DecodedDelivery<H.Message>>.Slice) -> Fence? {
    let queue = configuration.assembler.queue
    guard queue.isOrdered, let first = slice.elements.first else { return nil }
    if first.delivery.wasDeadLettered { return Fence(queue: queue.name, passage: .aside) }
    guard let fencingToken, fencingToken.generation == broker.generation else {
      return Fence(queue: queue.name, passage: .first)
    }
    return Fence(queue: queue.name, passage: .same(epoch: fencingToken.epoch))
  }
}

// MARK: The database

extension Lane where B: ~Copyable, S: ~Copyable {
  /// Passes a place where a test can make the lane fail; a thrown failure is one of the database.
  private func pass(_ point: Failpoint) throws(StoreError) {
    do throws(FailpointFired) {
      try configuration.failpoints.pass(point, holding: messageIDs(at: point))
    } catch {
      throw .outage("failpoint \(error.point.rawValue)")
    }
  }

  /// The messages that a failure at a place is about: of the batch until it is cut, then of the slice.
  private func messageIDs(at point: Failpoint) -> [String] {
    let isCut = point != .received && point != .decoded
    let elements = isCut ? slices.first?.elements ?? [] : Array(slices.elements)
    return elements.filter(\.isReadable).map(\.reference.id)
  }

  private mutating func load(
    _ touch: Touch, _ references: [MessageReference], _ fence: Fence?
  ) throws(StoreError) -> Loaded {
    let start = Instant.now
    broker.arm(.txBegun)
    guard
      let loaded = try store?.load(
        touch, messages: references, fence: fence, waiting: &broker)
    else {
      throw .outage("no connection")
    }
    broker.arm(nil)
    configuration.instrumentation.took(.load, .now - start)
    try pass(.rowsLocked)
    return loaded
  }

  /// Writes what was decided; returns what is to be published.
  private mutating func write(
    _ decided: BatchDecision
  ) throws(StoreError) -> [OutgoingMessage] {
    var decided = decided
    decided.confirmed = confirmed
    let start = Instant.now
    broker.arm(.written)
    let outgoing = try store?.write(decided, waiting: &broker) ?? []
    broker.arm(nil)
    configuration.instrumentation.took(.write, .now - start)
    if !confirmed.isEmpty { try pass(.outboxMarked) }
    confirmed.removeAll(keepingCapacity: true)
    return outgoing
  }

  private mutating func abandon() {
    store?.abandon(waiting: &broker)
  }

  /// Handles an error of the first slice, by its kind.
  private mutating func failed(_ error: StoreError) {
    broker.arm(nil)
    configuration.instrumentation.failed(error)
    switch error {
    case .conflict(let name):
      clashed(because: name)
    case .contention(let sqlstate):
      clashed(because: sqlstate)
    case .data(let sqlstate, let constraint):
      abandon()
      slices.faulted(because: .unstorable(sqlstate: sqlstate, constraint: constraint))
    case .superseded:
      // What is held here comes again, to the one whose turn it is.
      giveBack()
    case .outage, .unusable:
      databaseFailed(error)
    }
  }

  /// Tries the same again a little later, since another lane was in the way.
  ///
  /// When that does not end, the slice is halved, so that only what really clashes waits.
  private mutating func clashed(because reason: String) {
    abandon()
    let clashes = slices.clashed()
    if clashes > 0, clashes % configuration.clashLimit == 0 { slices.halve() }
    state.nextWork = .now + workBackoff.next(chance: configuration.chance())
  }
}

// MARK: The broker

extension Lane where B: ~Copyable, S: ~Copyable {
  private mutating func acknowledge(_ elements: [DecodedDelivery<H.Message>]) throws(StoreError) {
    guard let last = elements.last?.received else { return }
    try pass(.beforeAck)
    broker.acknowledge(upTo: last.delivery.tag, generation: last.generation)
    try pass(.afterAck)
  }

  private mutating func publish(_ decided: BatchDecision) {
    guard let id = decided.outboxID, !decided.outgoing.isEmpty, broker.hasRoom else { return }
    broker.publish(OutboxRow(id: id, messages: decided.outgoing))
  }

  /// Publishes what dead workers, or this one while the broker was away, left in the outbox, and looks
  /// how much lies there.
  mutating func sweep() {
    do throws(StoreError) {
      guard let backlog = try store?.backlog(waiting: &broker) else { return }
      configuration.instrumentation.backlog(backlog)
      state.isOverLimit = backlog.messages >= configuration.outboxLimit
      var hasMore = false
      if broker.isConnected, !broker.isBlocked, broker.hasRoom,
        backlog.age >= configuration.sweepAge
      {
        hasMore = try sweepRows()
      }
      try store?.count(anomalies, waiting: &broker)
      anomalies.removeAll()
      let handler = configuration.decoder.handler
      if !state.isStopping { try handler.beginDue(in: &self) }
      try expire()
      state.nextSweep = .now + (hasMore ? .zero : configuration.sweepInterval)
      if slices.isEmpty, state.waiting == 0 { databaseBackoff.reset() }
    } catch {
      databaseFailed(error)
    }
  }

  /// Deletes, once in a while, what was kept for a limited time; while there is much of it, with each sweep.
  private mutating func expire() throws(StoreError) {
    guard state.now >= nextExpiry else { return }
    let hasMore = try store?.expire(waiting: &broker) ?? false
    nextExpiry = state.now + (hasMore ? .zero : configuration.expiryInterval)
  }

  /// Publishes rows that were left behind; returns whether there may be more.
  private mutating func sweepRows() throws(StoreError) -> Bool {
    let rows =
      try store?.sweep(
        olderThan: configuration.sweepAge, lease: configuration.sweepLease,
        limit: configuration.sweepRows,
        except: broker.publishing, waiting: &broker) ?? []
    for row in rows { broker.publish(row) }
    return rows.count == configuration.sweepRows
  }

  /// Deletes confirmed rows when no batch came to take them along.
  mutating func forget() {
    do throws(StoreError) {
      try store?.forget(confirmed, waiting: &broker)
      try pass(.outboxMarked)
      confirmed.removeAll()
    } catch {
      databaseFailed(error)
    }
  }
}
