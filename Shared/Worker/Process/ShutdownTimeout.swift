import Logging
import Observability
import ServiceLifecycle
import Threading
import UnixSignals

/// Has the lanes drain at the first signal, and ends the process at once, with exit code 1, at the second one or
/// when the grace time is over.
///
/// It stands first in the list of services, so that it is shut down last and watches over the
/// others while they end. Nothing is lost by its end: what is not acknowledged comes again.
struct ShutdownTimeout: Service {
  /// Signals, trapped before the services run, so that none is missed.
  let signals: UnixSignalsSequence
  let grace: Duration
  let stop: ShutdownSignal
  /// Has the lanes drain.
  let drain: @Sendable () -> Void
  let logger: Logger
  /// Ends the process; a test gives something else.
  let end: @Sendable (Int32) -> Void

  func run() async {
    let (began, beginning) = AsyncStream.makeStream(of: Void.self)
    let token = stop.onRequest { beginning.yield() }
    defer { stop.forget(token) }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await limit(began) }
      await watch()
      group.cancelAll()
    }
  }

  /// Watches until all others have ended.
  private func watch() async {
    var count = 0
    for await signal in signals.cancelOnGracefulShutdown() {
      count += 1
      guard count > 1 else {
        drain()
        continue
      }
      logger.warning("Ends at once, at the second signal", metadata: [LogKeys.signal: "\(signal)"])
      end(1)
    }
  }

  private func limit(_ began: AsyncStream<Void>) async {
    for await _ in began {
      do {
        try await ContinuousClock().sleep(for: grace)
      } catch {
        return  // cancelled: all others have ended in time
      }
      logger.error(
        "Ends at once, the grace time is over",
        metadata: [LogKeys.wait: "\(grace.components.seconds)s"])
      end(1)
    }
  }
}
