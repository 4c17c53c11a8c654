import Glibc
import Logging
import Observability
import ServiceLifecycle
import Synchronization
import Threading
import UnixSignals

/// A lane's body: runs on a thread of its own until it has drained, or cannot go on.
typealias LaneBody = @Sendable (ShutdownSignal) -> LaneResult

/// The end of a lane.
enum LaneResult: Hashable, Sendable {
  /// A stop was asked for, and the batch in hand is finished, acknowledged and published.
  case drained
  /// It cannot go on; the sentence says why, without personal data.
  case failed(String)
}

/// Supervisor of a process's lanes, until they have drained: signals, the time it may take, the exit code.
struct LaneSupervisor: Sendable {
  private static let signals: [UnixSignal] = [.sigterm, .sigint]

  /// The time from the first signal to the end of all lanes; then the process ends with 1.
  let grace: Duration
  /// Readiness, told when the drain begins.
  let readiness: Readiness
  let logger: Logger
  /// Ends the process when the time is over; a test gives something else.
  var end: @Sendable (Int32) -> Void = { _exit($0) }

  /// Traps the signals at which a process drains.
  ///
  /// From here on none is missed, however early it comes. Before, they end the process.
  static func trapSignals() async -> UnixSignalsSequence {
    await UnixSignalsSequence(trapping: signals)
  }

  /// Runs each lane on a thread of its own until SIGTERM or SIGINT, and waits for all of them.
  ///
  /// - Parameters:
  ///   - bodies: the lanes; if one fails, the others are stopped.
  ///   - signals: as ``trapSignals()`` gave them; no other part of the process traps them.
  ///   - stop: given to the lanes; asking for it drains as a signal does.
  /// - Returns: 0 if all drained, 1 if one failed.
  func run(
    _ bodies: [LaneBody], until signals: UnixSignalsSequence,
    stop: ShutdownSignal = ShutdownSignal()
  ) async -> Int32 {
    let lanes = LaneGroup(bodies, stop: stop, readiness: readiness, logger: logger)
    let timeout = ShutdownTimeout(
      signals: signals, grace: grace, stop: stop, drain: lanes.drain, logger: logger, end: end)
    var quiet = logger
    quiet.logLevel = max(.warning, logger.logLevel)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [
          .init(service: timeout, successTerminationBehavior: .ignore),
          .init(service: lanes, successTerminationBehavior: .gracefullyShutdownGroup),
        ], logger: quiet))
    do {
      try await group.run()
    } catch {
      logger.error("The services ended with an error", error: error)
      return 1
    }
    return lanes.hasFailed ? 1 : 0
  }
}

/// All lanes of a process as one service: services end one after another, lanes together.
private final class LaneGroup: Service {
  private let bodies: [LaneBody]
  private let stop: ShutdownSignal
  private let readiness: Readiness
  private let logger: Logger
  private let failed = Atomic<Bool>(false)

  init(_ bodies: [LaneBody], stop: ShutdownSignal, readiness: Readiness, logger: Logger) {
    self.bodies = bodies
    self.stop = stop
    self.readiness = readiness
    self.logger = logger
  }

  /// `true` if a lane could not go on.
  var hasFailed: Bool { failed.load(ordering: .acquiring) }

  func run() async {
    await withTaskCancellationHandler {
      await runLanes()
    } onCancel: { [self] in
      stopAll()
    }
  }

  /// Has all lanes finish what they have in hand, and end.
  @Sendable func drain() {
    logger.info("Drains: takes nothing new and finishes the batch in hand")
    stopAll()
  }

  private func stopAll() {
    readiness.drain()
    stop.request()
  }

  private func runLanes() async {
    let stop = stop
    await withTaskGroup(of: (Int, LaneResult).self) { group in
      for (number, body) in bodies.enumerated() {
        group.addTask {
          (number, await onOwnThread(named: "lane-\(number)") { body(stop) })
        }
      }
      for await (number, result) in group {
        switch result {
        case .drained: continue
        case .failed(let reason):
          failed.store(true, ordering: .releasing)
          logger.error(
            "A lane cannot go on, so the process ends",
            metadata: [LogKeys.lane: "\(number)", LogKeys.reason: "\(reason)"])
          stopAll()
        }
      }
    }
  }
}
