import Threading

extension Connection {
  /// Runs what is enqueued and one statement more.
  mutating func exchange<S: Statement>(
    until limit: ContinuousClock.Instant, waiting waiter: inout some Waiter & ~Copyable,
    _ statement: S, isKept: Bool
  ) throws(PostgresError) -> [S.Row] {
    let ticket = try enqueue(statement, isKept: isKept)
    try sync(until: limit, waiting: &waiter)
    return try take(ticket)
  }

  mutating func enqueue<S: Statement>(
    _ statement: S, isKept: Bool
  ) throws(PostgresError) -> Ticket<S> {
    guard !isBroken else { throw .connection(.lost) }
    parameters.removeAll()
    statement.bind(&parameters)
    precondition(parameters.count <= 65535, "A statement has 65,535 parameters at most.")
    if pipeline.isEmpty { try discardStale() }
    let name = try prepare(S.self, isKept: isKept)
    try send(
      handle.sendExecute(name, parameters),
      .execute(statement: "\(S.self)", expectedTag: S.expectedTag))
    executed += 1
    return Ticket(sync: syncs + 1, place: pipeline.answered - 1)
  }

  private mutating func prepare<S: Statement>(
    _ type: S.Type, isKept: Bool
  ) throws(PostgresError) -> String {
    let identity = ObjectIdentifier(type)
    if let prepared = statements[identity] {
      precondition(
        parameters.hasTypes(prepared.types), "\(type) binds other types than the first time.")
      return prepared.name
    }
    let types = parameters.types
    let prepared = statements.add(identity, types, isKept: isKept)
    try send(
      handle.sendPrepare(prepared.name, S.sql, types),
      .prepare(identity, statement: "\(type)"))
    return prepared.name
  }

  /// Frees what the server keeps of statements that are prepared anew, on the way of other work; a
  /// failed transaction would refuse it.
  private mutating func discardStale() throws(PostgresError) {
    guard statements.areStale, !isInTransaction else { return }
    try send(handle.sendOnce("DEALLOCATE ALL"), .other(statement: "DEALLOCATE ALL"))
    statements.markClean()
  }

  mutating func send(
    _ isSent: Bool, _ command: Pipeline.Command
  ) throws(PostgresError) {
    guard isSent else {
      breakOff()
      throw .connection(.lost)
    }
    pipeline.append(command)
  }

  /// Ends the pipeline, sends it, and reads until the server has answered all of it.
  mutating func sync(
    until limit: ContinuousClock.Instant, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    roundTrips += 1
    syncs += 1
    answers = []
    let isSent = !isBroken && handle.sendSync()
    defer {
      answers = pipeline.answers
      for type in pipeline.unprepared { statements.remove(type) }
      if pipeline.failure?.action == .reprepare { statements.removeAll() }
      pipeline = Pipeline()
    }
    guard isSent else {
      breakOff()
      throw .connection(.lost)
    }
    try readAll(until: limit, waiting: &waiter)
    if let failure = pipeline.failure { throw failure }
  }

  private mutating func readAll(
    until limit: ContinuousClock.Instant, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    while true {
      while !pipeline.isDone, !handle.isBusy {
        guard pipeline.accept(handle.next()) else { throw giveUp(.protocolViolation) }
      }
      if pipeline.isDone { return }
      try wait(until: limit, waiting: &waiter)
    }
  }

  /// Waits until more has come, sending what is left meanwhile: a server that can't get rid of its
  /// answers does not read on.
  mutating func wait(
    until limit: ContinuousClock.Instant, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    if readsAhead > 0 {
      readsAhead -= 1
    } else {
      guard let interest = handle.flush() else { throw giveUp(.connection(.lost)) }
      let isReady = waiter.wait(for: handle.descriptor, interest, until: limit)
      guard isReady || ContinuousClock.now < limit else {
        handle.cancel()
        throw giveUp(.timeout)
      }
      readsAhead = handle.hiddenReads
    }
    // The end of the stream makes libpq forget the answers that it has not given out yet, so nothing
    // is read before those are taken.
    guard handle.consumeInput() else { throw giveUp(.connection(.lost)) }
  }

  /// Breaks the connection off for an error; if the server has said before why it would close it,
  /// that is the error.
  private mutating func giveUp(_ error: PostgresError) -> PostgresError {
    breakOff()
    // What came before the end lies in libpq's buffer; without a socket none of this waits. Each
    // command has two answers, and the sync one.
    var left = handle.isBad ? 2 * pipeline.commands.count + 1 : 0
    while left > 0, pipeline.failure == nil, pipeline.accept(handle.next()) { left -= 1 }
    return pipeline.failure ?? error
  }

  /// Ends the connection for both sides.
  mutating func breakOff() {
    isLost = true
    handle.shutDown()
  }
}
