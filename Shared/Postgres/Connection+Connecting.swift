import Threading

extension Handle {
  /// Tries the hosts of the URI in turn, and makes the connection ready for pipelines.
  static func connected(
    to uri: String, applicationName: String, until limit: ContinuousClock.Instant,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> Handle {
    guard let options = Handle.options(of: uri) else { throw .connection(.malformedURI) }
    let attempts = Conninfo(options, applicationName: applicationName).attempts
    var last: PostgresError = .connection(.malformedURI)
    for (place, attempt) in attempts.enumerated() {
      let now = ContinuousClock.now
      // The time that is left is shared by the hosts that are left.
      let share = now + (limit - now) / (attempts.count - place)
      let until = attempt.limitOfHost.map { min(share, now + $0) } ?? share
      do throws(PostgresError) {
        return try connected(attempt, until: until, waiting: &waiter)
      } catch {
        last = error
        // The hosts are taken to be of one cluster: what one of them refuses for good, all do.
        if error.action == .operator, case .connection(.rejected) = error { break }
      }
    }
    throw last
  }

  private static func connected(
    _ conninfo: Conninfo, until limit: ContinuousClock.Instant,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> Handle {
    guard let handle = Handle(starting: conninfo) else { throw .connection(.lost) }
    if handle.isBad { throw .connection(handle.fault) }
    var interest = Interest.writable
    while true {
      let isReady = waiter.wait(for: handle.descriptor, interest, until: limit)
      guard isReady || ContinuousClock.now < limit else {
        throw .connection(.timedOut(handle.endpoint))
      }
      if !isReady { continue }
      switch handle.advance() {
      case .waiting(let next): interest = next
      case .failed: throw .connection(handle.fault)
      case .connected:
        guard handle.stopBlocking(), handle.enterPipeline() else { throw .connection(.lost) }
        return handle
      }
    }
  }
}

extension Connection {
  /// Returns whether libpq can read a URI (or `key=value` text), without connecting.
  public static func accepts(_ uri: String) -> Bool {
    Handle.options(of: uri) != nil
  }
}
