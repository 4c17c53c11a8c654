import Domain
import POSIX
import Store
import Threading

/// Waits for the end of an import by asking the database now and then, and tells how far it is.
struct ImportWatch: ~Copyable {
  /// End of the waiting.
  struct End: Sendable {
    /// Outcome of the message; `nil` if there was none yet.
    var trace: TraceRecord?
    /// Report of the import; `nil` if there is none.
    var report: ImportReportPages?
    /// `true` if somebody ended it before the import did.
    var isInterrupted = false
  }

  /// Time for which the database may be away.
  private static let patience: Duration = .seconds(60)

  private let console: Console
  private let servers: ServerConnections
  private var store: OperatorStore
  private var waiter: PollWaiter

  /// Connects, so that a database that cannot be asked is known before something is sent.
  init(_ servers: ServerConnections, console: Console) throws(Failure) {
    var waiter = PollWaiter()
    store = try servers.store(waiting: &waiter)
    self.console = console
    self.servers = servers
    self.waiter = waiter
  }

  /// Waits until an import that was sent has ended, its message was refused or parked, or somebody presses
  /// Ctrl-C; a database that goes away meanwhile is waited for.
  ///
  /// - Parameters:
  ///   - id: the import.
  ///   - message: its message.
  /// - Returns: what was known at the end.
  /// - Throws: what the database says once it is away for a minute.
  mutating func follow(_ id: ImportID, _ message: MessageReference) throws(Failure) -> End {
    var interruption = Interruption()
    let begin = ContinuousClock.now
    var (progress, reachedAt, isAway) = (ImportProgress(at: begin), begin, false)
    defer { console.clearProgress() }
    while true {
      let now = ContinuousClock.now
      var end = End()
      do throws(Failure) {
        if try look(id, message, into: &end, telling: &progress) { return end }
        (reachedAt, isAway) = (now, false)
      } catch {
        guard case .unreachable(let reason) = error, now - reachedAt < Self.patience else {
          throw error
        }
        if !isAway { console.note("\(reason) It is asked again.") }
        isAway = true
      }
      if interruption.came(within: min(.seconds(1), .milliseconds(100) + (now - begin) / 20)) {
        end.isInterrupted = true
        return end
      }
    }
  }

  /// Looks once; returns whether it has ended.
  private mutating func look(
    _ id: ImportID, _ message: MessageReference, into end: inout End,
    telling progress: inout ImportProgress
  ) throws(Failure) -> Bool {
    let (traces, record) = try ask { store, waiter throws(StoreError) in
      (
        try store.trace(message.id, waiting: &waiter),
        try store.importRecord(id, waiting: &waiter)
      )
    }
    // One that was parked and sent again has no outcome yet.
    end.trace = traces.first { $0.message == message && $0.outcome != .retried }
    switch end.trace?.outcome {
    case .refused?, .parked?: return true
    case .applied?, .alreadyApplied?:
      guard let record else { return true }
      guard record.endedAt == nil else {
        end.report = ImportReportPages(of: record, on: servers)
        return true
      }
    case .retried?, nil: break
    }
    // One that has ended was there before this message.
    let running = record.flatMap { $0.endedAt == nil ? $0 : nil }
    tell(progress.look(at: running?.stage ?? .waiting, .now))
    return false
  }

  private func tell(_ telling: ImportProgress.Telling) {
    if let notice = telling.notice { console.note(notice) }
    if console.errors.isTerminal {
      console.show(progress: telling.bar)
    } else if let line = telling.line {
      console.note(line)
    }
  }

  private mutating func ask<Found>(
    _ question: (inout OperatorStore, inout PollWaiter) throws(StoreError) -> Found
  ) throws(Failure) -> Found {
    do throws(StoreError) { return try question(&store, &waiter) } catch { throw Failure(error) }
  }
}

extension ImportRecord {
  fileprivate var stage: ImportProgress.Stage {
    reading == nil ? .running(done: counts.total, total: total) : .reading(rows: total)
  }
}
