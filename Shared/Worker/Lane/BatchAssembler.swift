import Contract
import Domain
import Messaging
import Store

/// Decision on a portion: what one commit writes, and what is counted besides.
struct PortionDecision: Sendable {
  /// The batch as it is written; messages that the inbox knew are not in it.
  var batch = BatchDecision()
  /// Deliveries of messages that had their outcome before.
  var repeated = 0
  /// Those of them that came with another body.
  var differing = 0
}

/// Assembles what one commit writes: the outcomes of the rules, the answers of the inbox, the events.
struct BatchAssembler<H: Handler>: Sendable {
  /// New message after its decision, with what tells it.
  private typealias Settled = (
    disposition: Disposition, changes: [LoggedChange], events: [OutgoingEvent]
  )

  let queue: Queue
  private let decider: BatchDecider<H.Rules>
  private let encoder: EventEncoder

  /// Decides the messages of a queue by its handler.
  init(handler: H, queue: Queue, encoder: EventEncoder) {
    self.queue = queue
    self.encoder = encoder
    decider = BatchDecider(handler.rules)
  }

  /// Applies the messages to what was loaded for them, in order.
  ///
  /// - Parameters:
  ///   - portion: the messages, in order.
  ///   - known: what the inbox knows of each.
  ///   - culprit: why the one message of the portion cannot be written; it is parked.
  ///   - book: what was loaded; it takes the changes.
  ///   - now: the moment that counts for all of them.
  /// - Returns: `nil` if the book turned out to need more than was loaded; that stands in its `missing`.
  func decide(
    _ portion: [Prepared<H.Message>], known: [Loaded.Known?], culprit: Fault?,
    in book: inout AddressBook, at now: Timestamp
  ) -> PortionDecision? {
    precondition(portion.count == known.count, "a load that answers for other messages")
    var decision = PortionDecision()
    let new = newPlaces(in: portion, known, &decision)
    let readable = new.lazy.compactMap { place in
      culprit == nil ? portion[place].readable(at: now) : nil
    }
    guard let decisions = decider.decide(readable, in: &book) else { return nil }
    var ruled = decisions[...]
    decision.batch.messages.reserveCapacity(new.count)
    for place in new {
      let heading = portion[place].heading
      let settled: Settled =
        if let fault = culprit ?? portion[place].fault {
          park(portion[place], because: fault, at: now, ids: &book.ids)
        } else {
          settle(ruled.removeFirst(), of: heading, at: now, ids: &book.ids)
        }
      decision.batch.outgoing += settled.events.map(OutgoingMessage.init)
      decision.batch.messages.append(
        DecidedMessage(
          cause: heading.cause(at: now), type: heading.type, queue: queue.name,
          bodyHash: heading.bodyHash, disposition: settled.disposition, changes: settled.changes,
          events: settled.events.filter { $0.exchange == .events }.map(\.reference), replacesParked: known[place] != nil,
          traceparent: heading.traceparent))
    }
    if !decision.batch.outgoing.isEmpty { decision.batch.outboxID = book.ids.next(at: now) }
    return decision
  }

  /// The places of the messages that have no outcome yet, each once; the others are counted.
  private func newPlaces(
    in portion: [Prepared<H.Message>], _ known: [Loaded.Known?],
    _ decision: inout PortionDecision
  ) -> [Int] {
    var seen: Set<MessageReference> = []
    return portion.indices.filter { place in
      let (prepared, known) = (portion[place], known[place])
      if seen.insert(prepared.reference).inserted, isNew(prepared, known) { return true }
      decision.repeated += 1
      if let known, known.bodyHash != prepared.heading.bodyHash { decision.differing += 1 }
      return false
    }
  }

  /// Looks whether the inbox lets the message in: it is unknown there, or was sent again by a steward, or
  /// was parked and comes with another body, mended.
  private func isNew(_ prepared: Prepared<H.Message>, _ known: Loaded.Known?) -> Bool {
    guard let known else { return true }
    return switch known.outcome {
    case .applied, .alreadyApplied, .refused: false
    case .parked: known.bodyHash != prepared.heading.bodyHash
    case .retried: true
    }
  }

  private func park(
    _ prepared: Prepared<H.Message>, because fault: Fault, at now: Timestamp, ids: inout IDSource
  ) -> Settled {
    let id: ParkedID = ids.next(at: now)
    let event = encoder.parked(
      id, because: fault, queue: queue, of: prepared.heading, at: now, ids: &ids)
    return (.parked(prepared.parked(as: id, because: fault)), [], [event])
  }

  private func settle(
    _ decision: MessageDecision, of heading: Heading, at now: Timestamp, ids: inout IDSource
  ) -> Settled {
    let events: [OutgoingEvent] =
      switch decision.outcome {
      case .applied: encoder.events(for: decision.changes, of: heading, at: now, ids: &ids)
      case .alreadyApplied: []
      case .refused(let refusal):
        [encoder.refused(refusal, queue: queue, of: heading, at: now, ids: &ids)]
      }
    return (Disposition(decision.outcome), decision.changes, events)
  }
}

extension Prepared {
  /// The message with its cause; `nil` for what cannot be read.
  fileprivate func readable(at now: Timestamp) -> (message: Message, cause: Cause)? {
    switch content {
    case .message(let message, _): (message, heading.cause(at: now))
    case .unreadable: nil
    }
  }

  /// The fault for which it cannot be read; `nil` for what can.
  fileprivate var fault: Fault? {
    switch content {
    case .message: nil
    case .unreadable(let fault): fault
    }
  }

  fileprivate func parked(as id: ParkedID, because fault: Fault) -> Parked {
    Parked(
      id: id, code: fault.code.text, path: fault.path, offset: fault.offset, detail: fault.detail,
      body: delivery.body, size: delivery.bodySize,
      isWhole: delivery.body.count == delivery.bodySize,
      properties: StoredProperties.text(of: delivery.properties), routingKey: heading.routingKey)
  }
}

extension OutgoingMessage {
  /// An event, or another message, on its way to its exchange.
  init(_ event: OutgoingEvent) {
    self.init(
      exchange: event.exchange.rawValue, routingKey: event.type.rawValue,
      messageID: event.id.description, contentType: OutgoingEvent.contentType, body: event.body)
  }
}
