public import Domain

/// Numbers of messages of a queue that ended in one way lately.
public struct HandledRecord: Hashable, Sendable {
  /// The queue that they came from.
  public let queue: String
  /// Ending of the messages.
  public let outcome: MessageOutcome
  /// Number in the last 60 seconds.
  public let lastMinute: Int
  /// Number in the last hour.
  public let lastHour: Int
  /// Number in the last 24 hours.
  public let lastDay: Int
}

/// Numbers of messages that were handled lately, as far as the newest part of the inbox tells them.
public struct HandledRecords: Hashable, Sendable {
  /// By queue and outcome.
  public let records: [HandledRecord]
  /// Time from which on all is counted: counts of a longer time are too low; `nil` if nothing was
  /// left out.
  public let since: Timestamp?
}

/// Number of messages that were refused for one cause in the last 24 hours.
public struct RefusedCause: Hashable, Sendable {
  /// The cause.
  public let code: String
  /// Number of messages.
  public let count: Int
}

/// Large tables and how much has passed through, as the server's own statistics have it.
public struct TableEstimates: Hashable, Sendable {
  /// Approximate number of profiles; `nil` where nobody has counted yet (`ANALYZE`).
  public let profiles: Int?
  /// Approximate number of registrations.
  public let registrations: Int?
  /// Approximate number of notes.
  public let notes: Int?
  /// Number of messages that were handled since the statistics began: the difference of two looks
  /// was handled between them.
  public let handled: Int
}

/// Worker with the number of its lanes that are connected.
public struct LanesRecord: Hashable, Sendable {
  /// The executable.
  public let worker: String
  /// Its lanes, over all processes.
  public let lanes: Int
}
