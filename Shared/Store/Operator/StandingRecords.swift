public import Domain

/// Numbers of messages of a queue that ended in one way lately.
public struct HandledRecord: Hashable, Sendable {
  /// The queue that they came from.
  public let queue: String
  /// Ending of the messages.
  public let ending: Ending
  /// Number in the last 60 seconds.
  public let lastMinute: Int
  /// Number in the last hour.
  public let lastHour: Int
  /// Number in the last 24 hours.
  public let lastDay: Int

  /// Puts a record together, for those who test what reads it.
  public init(queue: String, ending: Ending, lastMinute: Int, lastHour: Int, lastDay: Int) {
    self.queue = queue
    self.ending = ending
    self.lastMinute = lastMinute
    self.lastHour = lastHour
    self.lastDay = lastDay
  }
}

/// Numbers of messages that were handled lately, as far as the newest part of the inbox tells them.
public struct HandledRecords: Hashable, Sendable {
  /// Numbers by queue and ending.
  public let records: [HandledRecord]
  /// Time from which on all is counted: counts of a longer time are too low; `nil` if nothing was
  /// left out.
  public let since: Timestamp?

  /// Puts records together, for those who test what reads them.
  public init(records: [HandledRecord], since: Timestamp?) {
    self.records = records
    self.since = since
  }
}

/// Number of messages that were refused for one cause in the last 24 hours.
public struct RefusedCause: Hashable, Sendable {
  /// The cause.
  public let code: String
  /// Number of messages.
  public let count: Int

  /// Puts a record together, for those who test what reads it.
  public init(code: String, count: Int) {
    self.code = code
    self.count = count
  }
}

/// Large tables and how much has passed through, as the server's own statistics have it.
public struct TableEstimates: Hashable, Sendable {
  /// Approximate number of profiles; `nil` where nobody has counted yet (`ANALYZE`).
  public let profiles: Int?
  /// Approximate number of registrations.
  public let registrations: Int?
  /// Number of messages that were handled since the statistics began: the difference of two looks
  /// was handled between them.
  public let handled: Int

  /// Puts estimates together, for those who test what reads them.
  public init(profiles: Int?, registrations: Int?, handled: Int) {
    self.profiles = profiles
    self.registrations = registrations
    self.handled = handled
  }
}

/// Worker with the number of its lanes that are connected.
public struct LanesRecord: Hashable, Sendable {
  /// The executable.
  public let worker: String
  /// Its lanes, over all processes.
  public let lanes: Int

  /// Puts a record together, for those who test what reads it.
  public init(worker: String, lanes: Int) {
    self.worker = worker
    self.lanes = lanes
  }
}
