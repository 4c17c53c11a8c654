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
  /// Counts of the news of mail in it, whatever became of that.
  var tally: [BounceTally: Int] = [:]
  /// Counts of the mails that were decided on.
  var noteTally: [NoteTally: Int] = [:]
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
    decision.batch.messages.reserveCapacity(new.count)
    for place in new {
      let decoded = slice[place]
      let attributes = decoded.attributes
      let cause = attributes.cause(at: now)
      let settled: Settled
      if let fault = culprit ?? decoded.fault {
        settled = park(decoded, because: fault, at: now, ids: &book.ids)
      } else if case .message(let message, _) = decoded.content,
        let ruled = decider.decide(message, cause: cause, in: &book)
      {
        settled = settle(ruled, of: attributes, at: now, ids: &book.ids)
      } else {
        return nil
      }
      let toldBefore = decision.batch.outgoing.count
      decision.batch.outgoing += settled.events.map(OutgoingMessage.init)
      decision.batch.messages.append(
        DecidedMessage(
          cause: cause, type: attributes.type, queue: queue.name,
          bodyHash: attributes.bodyHash, disposition: settled.disposition, changes: settled.changes,
          events: settled.events.filter { $0.exchange == .events }.map(\.reference),
          toldBefore: toldBefore,
          replacesParked: known[place] != nil,
          traceparent: attributes.traceparent))
    }
    decision.tally = book.tally
    decision.noteTally = book.noteTally
    if !decision.batch.outgoing.isEmpty { decision.batch.outboxID = book.ids.next(at: now) }
    return decision
  }

  /// Makes the message by which the hand-over of a mailing begins whose moment has come.
  func handOver(
    of mailing: MailingID, at now: Timestamp, ids: inout IDSource
  ) -> OutgoingMessage {
    OutgoingMessage(encoder.handOver(of: mailing, at: now, ids: &ids))
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
    return switch known.outcome {
    case .applied, .alreadyApplied, .refused: false
    case .parked: known.bodyHash != decoded.attributes.bodyHash
    case .retried: true
    }
  }

  private func park(
    _ decoded: DecodedDelivery<H.Message>, because fault: Fault, at now: Timestamp,
    ids: inout IDSource
  ) -> Settled {
    let id: ParkedID = ids.next(at: now)
    let event = encoder.parked(
      id, because: fault, queue: queue, of: decoded.attributes, at: now, ids: &ids)
    return (.parked(decoded.parked(as: id, because: fault)), [], [event])
  }

  private func settle(
    _ decision: MessageDecision, of attributes: MessageAttributes, at now: Timestamp,
    ids: inout IDSource
  ) -> Settled {
    let events: [OutgoingEvent] =
      switch decision.outcome {
      case .applied: encoder.events(for: decision.changes, of: attributes, at: now, ids: &ids)
      case .alreadyApplied: []
      case .refused(let refusal):
        [encoder.refused(refusal, queue: queue, of: attributes, at: now, ids: &ids)]
      }
    return (Disposition(decision.outcome), decision.changes, events)
  }
}

extension DecodedDelivery {
  fileprivate func parked(as id: ParkedID, because fault: Fault) -> Parked {
    Parked(
      id: id, code: fault.code.text, path: fault.path, offset: fault.offset, detail: fault.detail,
      body: delivery.body, size: delivery.bodySize,
      isWhole: delivery.body.count == delivery.bodySize,
      properties: StoredProperties.text(of: delivery.properties), routingKey: attributes.routingKey)
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
