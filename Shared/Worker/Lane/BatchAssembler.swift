import Contract
import Domain
import Messaging
import Store

/// Decision on a slice: what one commit writes, and what is counted besides.
struct SliceDecision: Sendable {
  /// The batch as it is written; messages that the inbox knew are not in it.
  var batch = BatchDecision()
  /// Deliveries of messages that had their outcome before.
  var repeated = 0
  /// Those of them that came with another body.
  var differing = 0
}

/// Assembles what one commit writes: the outcomes of the rules, the answers of the inbox, the events.
struct BatchAssembler<H: Handler>: Sendable {
  /// Decision on one new message.
  private enum Verdict {
    case ruled(MessageDecision)
    case parked(Fault)
  }

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
  ///   - slice: the messages, in order.
  ///   - known: what the inbox knows of each.
  ///   - culprit: why the one message of the slice cannot be written; it is parked.
  ///   - book: what was loaded; it takes the changes.
  ///   - now: the moment that counts for all of them.
  /// - Returns: `nil` if the book turned out to need more than was loaded; that stands in its `missing`.
  func decide(
    _ slice: [DecodedDelivery<H.Message>], known: [Loaded.InboxEntry?], culprit: Fault?,
    in book: inout AddressBook, at now: Timestamp
  ) -> SliceDecision? {
    precondition(slice.count == known.count, "a load that answers for other messages")
    var decision = SliceDecision()
    let new = newPlaces(in: slice, known, &decision)
    let readable = new.lazy.compactMap { place in
      culprit == nil ? slice[place].readable(at: now) : nil
    }
    guard let decisions = decider.decide(readable, in: &book) else { return nil }
    var ruled = decisions[...]
    decision.batch.messages.reserveCapacity(new.count)
    for place in new {
      let verdict: Verdict =
        if let fault = culprit ?? slice[place].fault {
          .parked(fault)
        } else {
          .ruled(ruled.removeFirst())
        }
      add(
        verdict, on: slice[place], replaces: known[place] != nil, at: now, ids: &book.ids,
        to: &decision.batch)
    }
    if !decision.batch.outgoing.isEmpty { decision.batch.outboxID = book.ids.next(at: now) }
    return decision
  }

  /// The places of the messages that have no outcome yet, each once; the others are counted.
  private func newPlaces(
    in slice: [DecodedDelivery<H.Message>], _ known: [Loaded.InboxEntry?],
    _ decision: inout SliceDecision
  ) -> [Int] {
    var seen: Set<MessageReference> = []
    return slice.indices.filter { place in
      let (decoded, known) = (slice[place], known[place])
      if seen.insert(decoded.reference).inserted, isNew(decoded, known) { return true }
      decision.repeated += 1
      if let known, known.bodyHash != decoded.attributes.bodyHash { decision.differing += 1 }
      return false
    }
  }

  /// Looks whether the inbox lets the message in: it is unknown there, or was sent again by a steward, or
  /// was parked and comes with another body, mended.
  private func isNew(_ decoded: DecodedDelivery<H.Message>, _ known: Loaded.InboxEntry?) -> Bool {
    guard let known else { return true }
    return switch known.ending {
    case .applied, .alreadyApplied, .refused: false
    case .parked: known.bodyHash != decoded.attributes.bodyHash
    case .retried: true
    }
  }

  private func add(
    _ verdict: Verdict, on decoded: DecodedDelivery<H.Message>, replaces: Bool, at now: Timestamp,
    ids: inout IDSource, to batch: inout BatchDecision
  ) {
    let attributes = decoded.attributes
    let ending: DecidedEnding
    var changes: [LoggedChange] = []
    var events: [OutgoingEvent] = []
    switch verdict {
    case .parked(let fault):
      let id: ParkedID = ids.next(at: now)
      ending = .parked(decoded.parked(as: id, because: fault))
      events = [
        encoder.parked(
          id, code: fault.code.text, path: fault.path, offset: fault.offset, queue: queue,
          of: attributes, at: now, ids: &ids)
      ]
    case .ruled(let decision):
      changes = decision.changes
      switch decision.outcome {
      case .applied:
        ending = .applied
        events = encoder.events(for: changes, of: attributes, at: now, ids: &ids)
      case .alreadyApplied: ending = .alreadyApplied
      case .refused(let refusal):
        ending = .refused(code: refusal.code, sentence: refusal.sentence)
        events = [
          encoder.refused(
            code: refusal.code, detail: refusal.sentence, queue: queue, of: attributes, at: now,
            ids: &ids)
        ]
      }
    }
    batch.outgoing += events.map(OutgoingMessage.init)
    batch.messages.append(
      DecidedMessage(
        cause: attributes.cause(at: now), type: attributes.type, queue: queue.name,
        bodyHash: attributes.bodyHash, ending: ending, changes: changes,
        events: events.map { (EventID(value: $0.id.value), $0.type.rawValue) },
        replacesParked: replaces, traceparent: attributes.traceparent))
  }
}

extension DecodedDelivery {
  /// The message with its cause; `nil` for what cannot be read.
  fileprivate func readable(at now: Timestamp) -> (message: Message, cause: Cause)? {
    switch content {
    case .message(let message, _): (message, attributes.cause(at: now))
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
      properties: StoredProperties.text(of: delivery.properties), routingKey: attributes.routingKey)
  }
}

extension OutgoingMessage {
  /// An event on its way to the exchange of events.
  init(_ event: OutgoingEvent) {
    self.init(
      exchange: Exchange.events.rawValue, routingKey: event.type.rawValue,
      messageID: event.id.description, contentType: OutgoingEvent.contentType, body: event.body)
  }
}
