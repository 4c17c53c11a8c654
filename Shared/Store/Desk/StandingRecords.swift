public import Domain

/// How many messages of a queue ended in one way lately.
public struct HandledRecord: Hashable, Sendable {
  /// The queue that they came from.
  public let queue: String
  /// How they ended.
  public let outcome: MessageOutcome
  /// In the last 60 seconds.
  public let lastMinute: Int
  /// In the last hour.
  public let lastHour: Int
  /// In the last 24 hours.
  public let lastDay: Int
}

/// What was handled lately, as far as the newest part of the inbox tells it.
public struct HandledRecords: Hashable, Sendable {
  /// By queue and outcome.
  public let records: [HandledRecord]
  /// From when on all is counted: counts of a longer time are too low; `nil` if nothing was left out.
  public let since: Timestamp?
}

/// How many messages were refused for one cause in the last 24 hours.
public struct RefusedCause: Hashable, Sendable {
  /// The cause.
  public let code: String
  /// How many.
  public let count: Int
}

/// Large tables and how much has passed through, as the server's own statistics have it.
public struct TableEstimates: Hashable, Sendable {
  /// About how many profiles there are; `nil` where nobody has counted yet (`ANALYZE`).
  public let profiles: Int?
  /// About how many registrations there are.
  public let registrations: Int?
  /// How many messages were handled since the statistics began: what two looks differ by, was
  /// handled between them.
  public let handled: Int
}

/// A worker and how many of its lanes are connected.
public struct LanesRecord: Hashable, Sendable {
  /// The executable.
  public let worker: String
  /// Its lanes, over all processes.
  public let lanes: Int
}
