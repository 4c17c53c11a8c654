import Contract
import Domain
import Messaging
import Observability
import Settings
import Store
import Threading

extension Lane where B: ~Copyable, S: ~Copyable {
  /// Runs the first portion in hand, or begins a new batch with what has arrived.
  mutating func work() {
    do throws(StoreError) {
      if portions.isEmpty { try begin() }
      guard let portion = portions.first else { return }
      try run(portion)
      portions.done()
      workBackoff.reset()
    } catch {
      failed(error)
    }
  }

  private mutating func begin() throws(StoreError) {
    let trial = try beginTrial()
    var smallest = trial == nil ? plan.batchSize.limit : 1
    let taken = broker.take { delivery, count in
      plan.batchSize.admits(delivery, after: count, smallest: &smallest)
    }
    // A message that comes mended under its old id is decided after the broken one is parked; one that
    // ends a profile is written alone, and so is one that must be prepared by what those before it wrote.
    var bodies: [MessageReference: [UInt8]] = [:]
    var wasAlone = false
    let prepared = taken.map {
      plan.reader.prepare(
        $0, isGivenUp: trial?.isOver ?? plan.reader.isGivenUp($0.delivery))
    }
    portions.begin(prepared) { prepared in
      let before = bodies.updateValue(prepared.heading.bodyHash, forKey: prepared.reference)
      let isAlone = prepared.isAlone
      defer { wasAlone = isAlone }
      return isAlone || wasAlone || before.map { $0 != prepared.heading.bodyHash } ?? false
    }
    try pass(.received)
    try pass(.decoded)
  }

  /// Load, decide, write, ack, publish: one transaction, two round trips.
  private mutating func run(_ portion: Portions<Prepared<H.Message>>.Portion) throws(StoreError) {
    let (decision, epoch) = try decide(portion)
    try pass(.beforeCommit)
    try write(decision.batch)
    if let epoch { turn = Turn(generation: broker.generation, epoch: epoch) }
    try pass(.afterCommit)
    try acknowledge(portion.elements)
    publish(decision.batch)
    plan.watch.finished(
      portion.elements.map(\.taken.delivery), portion.elements.map(\.heading), decision,
      at: plan.now())
  }

  /// Loads and decides; again with more, if the rules turn out to need a firmer hold of something.
  private mutating func decide(
    _ portion: Portions<Prepared<H.Message>>.Portion
  ) throws(StoreError) -> (PortionDecision, epoch: Int64?) {
    let fence = fence(for: portion)
    let elements = try prepare(portion)
    var touch = Touch()
    for prepared in elements { touch.formUnion(prepared.touch) }
    for _ in 0..<plan.loadLimit {
      let loaded = try load(touch, elements.map(\.reference), fence)
      var book = AddressBook(loaded.contents, held: touch, ids: ids)
      let start = Instant.now
      let decision = plan.assembler.decide(
        elements, known: loaded.known, culprit: portion.culprit, in: &book, at: plan.now())
      plan.watch.took(.decide, .now - start)
      ids = book.ids
      if let decision {
        try pass(.decided)
        return (decision, fence?.passage == .first ? loaded.epoch : nil)
      }
      touch.formUnion(book.missing)
      abandon()
    }
    // Others change the same profiles faster than we can follow: like any other contention.
    throw .contention(sqlstate: "40001")
  }

  /// The messages of a portion, complete: what must be read for one is read.
  private mutating func prepare(
    _ portion: Portions<Prepared<H.Message>>.Portion
  ) throws(StoreError) -> [Prepared<H.Message>] {
    guard portion.culprit == nil, let message = portion.elements.first?.unprepared else {
      return portion.elements
    }
    let handler = plan.reader.handler
    let complete = try handler.prepare(message, reading: &self)
    var elements = portion.elements
    elements[0].content = .message(complete, handler.rules.touch(complete))
    return elements
  }
}

// MARK: Order

/// Whose turn a lane has on an ordered queue: that of one consuming connection.
struct Turn: Hashable, Sendable {
  let generation: Int
  let epoch: Int64
}

extension Lane where B: ~Copyable, S: ~Copyable {
  /// How a portion passes the fence of an ordered queue (L7); `nil` on any other.
  private func fence(for portion: Portions<Prepared<H.Message>>.Portion) -> Fence? {
    let queue = plan.assembler.queue
    guard queue.isOrdered, let first = portion.elements.first else { return nil }
    if first.delivery.wasDeadLettered { return Fence(queue: queue.name, passage: .aside) }
    guard let turn, turn.generation == broker.generation else {
      return Fence(queue: queue.name, passage: .first)
    }
    return Fence(queue: queue.name, passage: .same(epoch: turn.epoch))
  }
}

// MARK: The database

extension Lane where B: ~Copyable, S: ~Copyable {
  /// A place where a test can make the lane fail; a thrown failure is one of the database.
  private func pass(_ point: Failpoint) throws(StoreError) {
    do throws(FailpointFired) {
      try plan.failpoints.pass(
        point, holding: portions.first?.elements.filter(\.isReadable).map(\.reference.id) ?? [])
    } catch {
      throw .outage("failpoint \(error.point.rawValue)")
    }
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
    plan.watch.took(.load, .now - start)
    try pass(.rowsLocked)
    return loaded
  }

  private mutating func write(_ decided: BatchDecision) throws(StoreError) {
    var decided = decided
    decided.confirmed = confirmed
    let start = Instant.now
    broker.arm(.written)
    try store?.write(decided, waiting: &broker)
    broker.arm(nil)
    plan.watch.took(.write, .now - start)
    if !confirmed.isEmpty { try pass(.outboxMarked) }
    confirmed.removeAll(keepingCapacity: true)
  }

  private mutating func abandon() {
    store?.abandon(waiting: &broker)
  }

  /// What becomes of the first portion after an error.
  private mutating func failed(_ error: StoreError) {
    broker.arm(nil)
    plan.watch.failed(error)
    switch error {
    case .conflict(let name):
      clashed(because: name)
    case .contention(let sqlstate):
      clashed(because: sqlstate)
    case .data(let sqlstate, let constraint):
      abandon()
      portions.faulted(because: .unstorable(sqlstate: sqlstate, constraint: constraint))
    case .superseded:
      // What is held here comes again, to the one whose turn it is.
      giveBack()
    case .outage, .unusable:
      databaseFailed(error)
    }
  }

  /// Another lane was in the way: the same again a little later.
  ///
  /// When that does not end, the portion is halved, so that only what really clashes waits.
  private mutating func clashed(because reason: String) {
    abandon()
    let clashes = portions.clashed()
    if clashes > 0, clashes % plan.clashLimit == 0 { portions.halve() }
    facts.nextWork = .now + workBackoff.next(chance: plan.chance())
  }
}

// MARK: The broker

extension Lane where B: ~Copyable, S: ~Copyable {
  private mutating func acknowledge(_ elements: [Prepared<H.Message>]) throws(StoreError) {
    guard let last = elements.last?.taken else { return }
    try pass(.beforeAck)
    broker.acknowledge(upTo: last.delivery.tag, generation: last.generation)
    try pass(.afterAck)
  }

  private mutating func publish(_ decided: BatchDecision) {
    guard let id = decided.outboxID, broker.hasRoom else { return }
    broker.publish(OutboxRow(id: id, messages: decided.outgoing))
  }

  /// Publishes what dead workers, or this one while the broker was away, left in the outbox, and looks
  /// how much lies there.
  mutating func sweep() {
    do throws(StoreError) {
      guard let backlog = try store?.backlog(waiting: &broker) else { return }
      plan.watch.backlog(backlog)
      facts.isOverLimit = backlog.messages >= plan.outboxLimit
      var hasMore = false
      if broker.isConnected, !broker.isBlocked, broker.hasRoom, backlog.age >= plan.sweepAge {
        hasMore = try sweepRows()
      }
      try expire()
      facts.nextSweep = .now + (hasMore ? .zero : plan.sweepInterval)
    } catch {
      databaseFailed(error)
    }
  }

  /// Once in a while, deletes what was kept for a limited time.
  private mutating func expire() throws(StoreError) {
    guard facts.now >= nextExpiry else { return }
    try store?.expire(waiting: &broker)
    nextExpiry = facts.now + plan.expiryInterval
  }

  /// Returns whether there may be more.
  private mutating func sweepRows() throws(StoreError) -> Bool {
    let rows =
      try store?.sweep(
        olderThan: plan.sweepAge, lease: plan.sweepLease, limit: plan.sweepRows,
        except: broker.publishing, waiting: &broker) ?? []
    for row in rows { broker.publish(row) }
    return rows.count == plan.sweepRows
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
