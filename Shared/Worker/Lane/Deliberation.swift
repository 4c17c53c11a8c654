import Contract
import Domain
import Messaging
import Store

/// A portion decided on paper: what one commit writes, and what is counted.
struct Deliberation: Sendable {
  /// What is written; messages that the inbox knew are not in it.
  var decided = BatchDecision()
  /// The W3C traces of the messages that are written, in their order; `nil` for one without.
  var traces: [String?] = []
  /// How each delivery ended, in order.
  var endings: [Ending] = []
  /// Messages that came again under the same id with another body.
  var differing = 0
}

/// Decides portions: the rules by the handler, the inbox and the events by the house.
struct Judge<H: Handler>: Sendable {
  /// What becomes of one new message.
  private enum Verdict {
    case ruled(Outcome, [LoggedChange])
    case parked(ParkedID, Fault)
  }

  let handler: H
  let queue: Queue
  let encoder: EventEncoder

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
  ) -> Deliberation? {
    precondition(portion.count == known.count, "a load that answers for other messages")
    var deliberation = Deliberation()
    deliberation.decided.messages.reserveCapacity(portion.count)
    var seen: Set<MessageReference> = []
    for (prepared, known) in zip(portion, known) {
      guard seen.insert(prepared.reference).inserted, isNew(prepared, known) else {
        if let known, known.bodyHash != prepared.heading.bodyHash { deliberation.differing += 1 }
        deliberation.endings.append(.alreadyApplied)
        continue
      }
      let verdict = verdict(on: prepared, culprit: culprit, in: &book, at: now)
      guard book.missing.isEmpty else { return nil }
      record(
        verdict, on: prepared, replaces: known != nil, at: now, ids: &book.ids, in: &deliberation)
    }
    if !deliberation.decided.outgoing.isEmpty {
      deliberation.decided.outboxID = book.ids.next(at: now)
    }
    return deliberation
  }

  /// Whether the inbox lets the message in: it is unknown there, or was sent again by a steward, or
  /// was parked and comes with another body, mended.
  private func isNew(_ prepared: Prepared<H.Message>, _ known: Loaded.Known?) -> Bool {
    guard let known else { return true }
    return switch known.ending {
    case .applied, .alreadyApplied, .refused: false
    case .parked: known.bodyHash != prepared.heading.bodyHash
    case .retried: true
    }
  }

  private func verdict(
    on prepared: Prepared<H.Message>, culprit: Fault?, in book: inout AddressBook,
    at now: Timestamp
  ) -> Verdict {
    if let culprit { return .parked(book.ids.next(at: now), culprit) }
    switch prepared.content {
    case .unreadable(let fault):
      return .parked(book.ids.next(at: now), fault)
    case .message(let message, _):
      let before = book.log.count
      let outcome = handler.decide(message, in: &book, cause: prepared.heading.cause(at: now))
      return .ruled(outcome, Array(book.log[before...]))
    }
  }

  private func record(
    _ verdict: Verdict, on prepared: Prepared<H.Message>, replaces: Bool, at now: Timestamp,
    ids: inout IDSource, in deliberation: inout Deliberation
  ) {
    let events: [OutgoingEvent]
    let ending: DecidedEnding
    var changes: [LoggedChange] = []
    switch verdict {
    case .parked(let id, let fault):
      ending = .parked(prepared.parked(as: id, because: fault))
      events = [
        encoder.parked(
          id, code: fault.code.text, path: fault.path, offset: fault.offset, queue: queue,
          of: prepared.heading, at: now, ids: &ids)
      ]
    case .ruled(.applied, let made):
      ending = .applied
      changes = made
      events = encoder.events(for: made, of: prepared.heading, at: now, ids: &ids)
    case .ruled(.alreadyApplied, _):
      ending = .alreadyApplied
      events = []
    case .ruled(.refused(let refusal), _):
      ending = .refused(code: refusal.code, sentence: refusal.sentence)
      events = [
        encoder.refused(
          code: refusal.code, detail: refusal.sentence, queue: queue, of: prepared.heading, at: now,
          ids: &ids)
      ]
    }
    deliberation.endings.append(ending.ending)
    deliberation.decided.outgoing += events.map(OutgoingMessage.init)
    deliberation.traces.append(prepared.heading.traceparent)
    deliberation.decided.messages.append(
      DecidedMessage(
        cause: prepared.heading.cause(at: now), type: prepared.heading.type, queue: queue.name,
        bodyHash: prepared.heading.bodyHash, ending: ending, changes: changes,
        events: events.map { (EventID(value: $0.id.value), $0.type.rawValue) },
        replacesParked: replaces))
  }
}

extension Prepared {
  func parked(as id: ParkedID, because fault: Fault) -> Parked {
    Parked(
      id: id, code: fault.code.text, path: fault.path, offset: fault.offset, detail: fault.detail,
      body: delivery.body, size: delivery.bodySize,
      isWhole: delivery.body.count == delivery.bodySize,
      properties: StoredProperties.text(of: delivery.properties), routingKey: heading.routingKey)
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

extension DecidedEnding {
  /// The inbox's word for it.
  var ending: Ending {
    switch self {
    case .applied: .applied
    case .alreadyApplied: .alreadyApplied
    case .refused: .refused
    case .parked: .parked
    }
  }
}
