import Glibc
public import Logging
public import Observability
import ServiceLifecycle
public import Threading
import UnixSignals

/// Runs lanes until they have drained: signals, the time they may take, and the exit code.
public struct Life: Sendable {
  private static let signals: [UnixSignal] = [.sigterm, .sigint]

  private let grace: Duration
  private let readiness: Readiness
  private let logger: Logger
  private let end: @Sendable (Int32) -> Void

  /// A life that may drain for so long.
  ///
  /// - Parameters:
  ///   - grace: from the first signal to the end of all lanes; then the process ends with 1.
  ///   - readiness: told when the drain begins.
  ///   - logger: for what happens around the lanes.
  public init(grace: Duration, readiness: Readiness, logger: Logger) {
    self.init(grace: grace, readiness: readiness, logger: logger) { _exit($0) }
  }

  /// A life that does not end the process itself when the time is over.
  package init(
    grace: Duration, readiness: Readiness, logger: Logger, end: @escaping @Sendable (Int32) -> Void
  ) {
    self.grace = grace
    self.readiness = readiness
    self.logger = logger
    self.end = end
  }

  /// Runs each lane on a thread of its own until SIGTERM or SIGINT, and waits for all of them.
  ///
  /// - Parameters:
  ///   - lanes: their bodies; if one fails, the others are stopped.
  ///   - stop: given to the lanes; asking for it drains as a signal does.
  /// - Returns: 0 if all drained, 1 if one failed.
  public func run(_ lanes: [LaneBody], stop: ShutdownSignal = ShutdownSignal()) async -> Int32 {
    let outcome = LifeOutcome()
    let deadline = Deadline(
      signals: await UnixSignalsSequence(trapping: Self.signals), grace: grace, stop: stop,
      logger: logger, end: end)
    let service = LanesService(
      lanes: lanes, stop: stop, readiness: readiness, logger: logger, outcome: outcome)
    var quiet = logger
    quiet.logLevel = max(.warning, logger.logLevel)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [
          .init(service: deadline, successTerminationBehavior: .ignore),
          .init(service: service, successTerminationBehavior: .gracefullyShutdownGroup),
        ],
        gracefulShutdownSignals: Self.signals, logger: quiet))
    do {
      try await group.run()
    } catch {
      logger.error("The services ended with an error", error: error)
      outcome.fail()
    }
    return outcome.exitCode
  }
}
