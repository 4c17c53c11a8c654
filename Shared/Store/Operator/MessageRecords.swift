public import Domain

/// A parked message among others, for a list.
public struct ParkedSummary: Hashable, Sendable {
  /// Its id in the list.
  public let id: ParkedID
  /// Source and id of the message.
  public let message: MessageReference
  /// Its type, or the routing key where it could not be read.
  public let type: String
  /// The queue that it came from.
  public let queue: String
  /// Code of the fault for which it was parked.
  public let code: String
  /// The JSON path of the fault; `nil` where there is none.
  public let path: String?
  /// The octet of the fault, from 0; `nil` where there is none.
  public let offset: Int?
  /// The same in words.
  public let detail: String
  /// Time at which it was parked.
  public let parkedAt: Timestamp
  /// Octets of its body as it came.
  public let size: Int
  /// `true` if all of the body is kept; one that is not cannot be sent again as it is.
  public let isWhole: Bool
}

/// A parked message with what is needed to send it again.
public struct ParkedRecord: Hashable, Sendable {
  /// Summary, as the list has it.
  public let summary: ParkedSummary
  /// The key that it is sent with.
  public let routingKey: String
  /// Its AMQP properties and headers, as JSON text.
  public let properties: String
  /// The body, or its first 64 KiB.
  public let body: [UInt8]
  /// SHA-256 of the body as it came, whole or not.
  public let bodyHash: [UInt8]
}

/// Number of messages that are parked for one cause.
public struct ParkedCause: Hashable, Sendable {
  /// The cause.
  public let code: String
  /// Number of messages.
  public let count: Int
  /// Time at which the first of them was parked.
  public let oldest: Timestamp
}

/// A refused message: which it was and why, without its content.
public struct RefusedRecord: Hashable, Sendable {
  /// Source and id of the message.
  public let message: MessageReference
  /// Its type.
  public let type: String
  /// The queue that it came from.
  public let queue: String
  /// Code of the refusal.
  public let code: String
  /// The same in words.
  public let sentence: String
  /// Time of the refusal.
  public let refusedAt: Timestamp
}

/// Trace of a message: all that is known of its ending.
public struct TraceRecord: Hashable, Sendable {
  /// Source and id of the message.
  public let message: MessageReference
  /// Its type.
  public let type: String
  /// The queue that it came from.
  public let queue: String
  /// Ending of the message.
  public let outcome: MessageOutcome
  /// Reason for which it was refused or parked; `nil` else.
  public let code: String?
  /// Actor; `nil` if it named nobody.
  public let actor: String?
  /// Time at which it was handled.
  public let handledAt: Timestamp
  /// The profiles that it reached, but for those that are hidden by now (L8).
  public let profiles: [ProfileID]
  /// The events that told it.
  public let events: [EventReference]
  /// Its id in the list of parked messages; `nil` if it is not there (any more).
  public let parkedID: ParkedID?
  /// Reason for which it was refused, in words; `nil` if it was not.
  public let sentence: String?
}
