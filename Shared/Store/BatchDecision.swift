public import Domain

/// Batch after it was decided: all that one commit writes.
public struct BatchDecision: Sendable {
  /// The messages, in queue order, each once.
  public var messages: [DecidedMessage]
  /// The events and other messages to publish, in order; they make one outbox row.
  public var outgoing: [OutgoingMessage]
  /// The id of that row; `nil` exactly where `outgoing` is empty.
  public var outboxID: OutboxID?
  /// Outbox rows of earlier batches whose messages are confirmed by now; deleted on the way.
  public var confirmed: [OutboxID]

  /// Gathers a batch.
  public init(
    messages: [DecidedMessage] = [], outgoing: [OutgoingMessage] = [], outboxID: OutboxID? = nil,
    confirmed: [OutboxID] = []
  ) {
    self.messages = messages
    self.outgoing = outgoing
    self.outboxID = outboxID
    self.confirmed = confirmed
  }
}

/// Message of a batch, and what became of it.
///
/// Never changed, and handed from list to list, so one of them is a single reference.
public final class DecidedMessage: Sendable {
  /// The message, its moment, and who acts.
  public let cause: Cause
  /// Its type, or the routing key where it could not be read.
  public let type: String
  /// The queue that it came from.
  public let queue: String
  /// SHA-256 of its body: 32 octets.
  public let bodyHash: [UInt8]
  /// Its outcome, with what is kept of it.
  public let disposition: Disposition
  /// Its changes, in order; unless it was applied, none that is told.
  public let changes: [LoggedChange]
  /// The events that tell it, for `trace`.
  public let events: [EventReference]
  /// Number of the batch's outgoing messages that come from those before it.
  public let toldBefore: Int
  /// `true` if the inbox has a row of it that ended parked or retried, which this one replaces.
  public let replacesParked: Bool
  /// The W3C trace that it came with, for the log; it is not written.
  public let traceparent: String?

  /// Describes a message and what became of it.
  public init(
    cause: Cause, type: String, queue: String, bodyHash: [UInt8], disposition: Disposition,
    changes: [LoggedChange] = [], events: [EventReference] = [], toldBefore: Int = 0,
    replacesParked: Bool = false, traceparent: String? = nil
  ) {
    self.cause = cause
    self.type = type
    self.queue = queue
    self.bodyHash = bodyHash
    self.disposition = disposition
    self.changes = changes
    self.events = events
    self.toldBefore = toldBefore
    self.replacesParked = replacesParked
    self.traceparent = traceparent
  }
}

/// Outcome of a message of a batch, with what is kept of it.
public enum Disposition: Sendable {
  /// Took effect.
  case applied
  /// Its effect held already.
  case alreadyApplied
  /// The rules forbade it: kept in the refused list, without personal data.
  case refused(code: String, sentence: String)
  /// Kept whole.
  case parked(Parked)

  /// Makes the ending that the book answered.
  public init(_ outcome: Outcome) {
    self =
      switch outcome {
      case .applied: .applied
      case .alreadyApplied: .alreadyApplied
      case .refused(let refusal): .refused(code: refusal.code, sentence: refusal.sentence)
      }
  }

  /// The outcome alone.
  public var outcome: MessageOutcome {
    switch self {
    case .applied: .applied
    case .alreadyApplied: .alreadyApplied
    case .refused: .refused
    case .parked: .parked
    }
  }

  /// The reason, of a message that was refused or parked.
  public var code: String? {
    switch self {
    case .applied, .alreadyApplied: nil
    case .refused(let code, _): code
    case .parked(let parked): parked.code
    }
  }
}

/// A message that is kept whole for someone to mend and retry.
public struct Parked: Hashable, Sendable {
  /// Its id in the list.
  public let id: ParkedID
  /// Reason: the contract's code.
  public let code: String
  /// The JSON path of the fault, where there is one.
  public let path: String?
  /// The octet of the fault, counted from 0, where there is one.
  public let offset: Int?
  /// A sentence without personal data.
  public let detail: String
  /// The body as it came; of one over the limit the first 64 KiB.
  public let body: [UInt8]
  /// The size of the body as it came, in octets.
  public let size: Int
  /// `true` if the body is whole; one that is not can be looked at and discarded, not retried.
  public let isWhole: Bool
  /// The AMQP properties and headers that a retry sends again, as JSON text.
  public let properties: String
  /// The key that a retry is sent with.
  public let routingKey: String

  /// Describes a parked message.
  public init(
    id: ParkedID, code: String, path: String?, offset: Int?, detail: String, body: [UInt8],
    size: Int, isWhole: Bool, properties: String, routingKey: String
  ) {
    self.id = id
    self.code = code
    self.path = path
    self.offset = offset
    self.detail = detail
    self.body = body
    self.size = size
    self.isWhole = isWhole
    self.properties = properties
    self.routingKey = routingKey
  }
}

/// The id of a parked message.
public typealias ParkedID = ID<Parked>
/// The id of an outbox row.
public typealias OutboxID = ID<OutboxRow>
