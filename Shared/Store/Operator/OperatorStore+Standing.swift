public import Threading

/// State of the work: what was done, what waits, who is there. All of it is cheap, however large
/// the tables.
extension OperatorStore {
  /// Counts what lies in the outbox.
  public mutating func outbox(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> Backlog {
    try database.run(ReadBacklog(), waiting: &waiter).first ?? .empty
  }

  /// Reads what workers met within the last day that an operator should know of.
  public mutating func anomalies(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [AnomalyRecord] {
    try database.run(ReadAnomalies(), waiting: &waiter)
  }

  /// Counts what was handled in the last minute, hour and day, of the newest 200,000 messages.
  public mutating func handled(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> HandledRecords {
    try handled(most: MeasureInbox.most, waiting: &waiter)
  }

  /// Counts the same of so many of the newest, for a test.
  package mutating func handled(
    most: Int, waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> HandledRecords {
    let rows = try database.run(MeasureInbox(most: most), waiting: &waiter)
    let all = rows.first { $0.record == nil }
    return HandledRecords(
      records: rows.compactMap(\.record),
      since: all?.isWhole == false ? all?.oldest : nil)
  }

  /// Counts the messages that were refused in the last 24 hours by cause, the most frequent first.
  public mutating func refusedCauses(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [RefusedCause] {
    try database.run(CountRefused(), waiting: &waiter)
  }

  /// Asks the server's statistics how large the tables are.
  public mutating func estimates(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> TableEstimates {
    try database.run(EstimateTables(), waiting: &waiter).first
      ?? TableEstimates(profiles: nil, registrations: nil, notes: nil, handled: 0)
  }

  /// Counts the lanes that are connected to this database, by worker.
  public mutating func lanes(
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(StoreError) -> [LanesRecord] {
    try database.run(CountLanes(), waiting: &waiter)
  }
}
