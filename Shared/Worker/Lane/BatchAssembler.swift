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
      let verdict: Verdict =
        if let fault = culprit ?? portion[place].fault {
          .parked(fault)
        } else {
          .ruled(ruled.removeFirst())
        }
      add(
        verdict, on: portion[place], replaces: known[place] != nil, at: now, ids: &book.ids,
        to: &decision.batch)
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
    return switch known.ending {
    case .applied, .alreadyApplied, .refused: false
    case .parked: known.bodyHash != prepared.heading.bodyHash
    case .retried: true
    }
  }

  private func add(
    _ verdict: Verdict, on prepared: Prepared<H.Message>, replaces: Bool, at now: Timestamp,
    ids: inout IDSource, to batch: inout BatchDecision
  ) {
    let heading = prepared.heading
    let ending: DecidedEnding
    var changes: [LoggedChange] = []
    var events: [OutgoingEvent] = []
    switch verdict {
    case .parked(let fault):
      let id: ParkedID = ids.next(at: now)
      ending = .parked(prepared.parked(as: id, because: fault))
      events = [
        encoder.parked(
          id, code: fault.code.text, path: fault.path, offset: fault.offset, queue: queue,
          of: heading, at: now, ids: &ids)
      ]
    case .ruled(let decision):
      changes = decision.changes
      switch decision.outcome {
      case .applied:
        ending = .applied
        events = encoder.events(for: changes, of: heading, at: now, ids: &ids)
      case .alreadyApplied: ending = .alreadyApplied
      case .refused(let refusal):
        ending = .refused(code: refusal.code, sentence: refusal.sentence)
        events = [
          encoder.refused(
            code: refusal.code, detail: refusal.sentence, queue: queue, of: heading, at: now,
            ids: &ids)
        ]
      }
    }
    batch.outgoing += events.map(OutgoingMessage.init)
    batch.messages.append(
      DecidedMessage(
        cause: heading.cause(at: now), type: heading.type, queue: queue.name,
        bodyHash: heading.bodyHash, ending: ending, changes: changes,
        events: events.filter { $0.exchange == .events }
          .map { (EventID(value: $0.id.value), $0.type.rawValue) },
        replacesParked: replaces, traceparent: heading.traceparent))
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
