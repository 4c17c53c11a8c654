public import Threading

extension Connection {
  /// Runs a script of several statements in the simple protocol: for migrations, not for work.
  ///
  /// The server takes it as one transaction unless it says otherwise itself. Nothing may be enqueued.
  ///
  /// - Throws: the first error; the statements after it were not run.
  public mutating func execute(
    script: String, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    precondition(pipeline.isEmpty, "A script does not go into a pipeline.")
    guard !isBroken else { throw .connection(.lost) }
    let limit = ContinuousClock.now + deadline
    roundTrips += 1
    guard handle.leavePipeline(), handle.sendScript(script) else {
      breakOff()
      throw .connection(.lost)
    }
    var failure: PostgresError?
    reading: while true {
      while !handle.isBusy {
        guard let result = handle.next() else { break reading }
        switch result.kind {
        case .done: break
        case .failed: failure = failure ?? result.error(of: nil)
        case .skipped, .sync, .unexpected:
          breakOff()
          throw .protocolViolation
        }
      }
      try wait(until: limit, waiting: &waiter)
    }
    guard !handle.isBad, handle.enterPipeline() else {
      breakOff()
      throw failure ?? .connection(.lost)
    }
    if let failure { throw failure }
  }
}
