public import Domain

/// A parked message among others, for a list.
public struct ParkedSummary: Hashable, Sendable {
  /// Its id in the list.
  public let id: ParkedID
  /// Which message it is.
  public let message: MessageReference
  /// Its type, or the routing key where it could not be read.
  public let type: String
  /// The queue that it came from.
  public let queue: String
  /// Why it was parked.
  public let code: String
  /// The JSON path of the fault; `nil` where there is none.
  public let path: String?
  /// The octet of the fault, from 0; `nil` where there is none.
  public let offset: Int?
  /// The same in words.
  public let detail: String
  /// When it was parked.
  public let parkedAt: Timestamp
  /// Octets of its body as it came.
  public let size: Int
  /// Whether all of the body is kept; one that is not cannot be sent again as it is.
  public let isWhole: Bool
}

/// A parked message with what is needed to send it again.
public struct ParkedRecord: Hashable, Sendable {
  /// What the list tells of it.
  public let summary: ParkedSummary
  /// The key that it is sent with.
  public let routingKey: String
  /// Its AMQP properties and headers, as JSON text.
  public let properties: String
  /// The body, or its first 64 KiB.
  public let body: [UInt8]
}

/// How many messages are parked for one cause.
public struct ParkedCause: Hashable, Sendable {
  /// The cause.
  public let code: String
  /// How many.
  public let count: Int
  /// When the first of them was parked.
  public let oldest: Timestamp
}

/// A refused message: which it was and why, without its content.
public struct RefusedRecord: Hashable, Sendable {
  /// Which message.
  public let message: MessageReference
  /// Its type.
  public let type: String
  /// The queue that it came from.
  public let queue: String
  /// Why.
  public let code: String
  /// The same in words.
  public let sentence: String
  /// When.
  public let refusedAt: Timestamp
}

/// What became of a message.
public struct TraceRecord: Hashable, Sendable {
  /// Which message.
  public let message: MessageReference
  /// Its type.
  public let type: String
  /// The queue that it came from.
  public let queue: String
  /// How it ended.
  public let outcome: MessageOutcome
  /// Why it was refused or parked; `nil` else.
  public let code: String?
  /// Who acted; `nil` if it named nobody.
  public let actor: String?
  /// When it was handled.
  public let handledAt: Timestamp
  /// The profiles that it reached, but for those that are protected by now (L8).
  public let profiles: [ProfileID]
  /// The events that told it.
  public let events: [EventReference]
  /// Its id in the list of parked messages; `nil` if it is not there (any more).
  public let parkedID: ParkedID?
  /// Why it was refused, in words; `nil` if it was not.
  public let sentence: String?
}
