import Configuration
import Glibc
import Logging
import Observability
import Platform
public import Settings
import Threading

/// The process of a worker, from its arguments to its exit code.
public enum Worker {
  /// Runs a worker whose lanes are made once everything around them stands.
  ///
  /// It reads arguments and environment, serves health and metrics, runs the lanes until SIGTERM,
  /// and lets them drain. It throws nothing: what goes wrong is a sentence on standard error.
  ///
  /// - Parameters:
  ///   - name: of the program.
  ///   - queue: the name of its queue, for the metrics.
  ///   - needs: which variables it reads that not every worker reads.
  ///   - lanes: makes the bodies of the lanes, as many as the settings say.
  /// - Returns: the exit code: 0 drained, 1 a lane failed, 2 the environment or an argument is wrong; of
  ///   `--check-health` 0 for a worker that is ready, 1 for one that is not.
  public static func run(
    as name: String, queue: String, needs: WorkerSettings.Needs = .erasureKey,
    lanes: @Sendable (Surroundings) -> [LaneBody]
  ) async -> Int32 {
    let beginning = Beginning(
      of: name, arguments: Array(CommandLine.arguments.dropFirst()),
      environment: EnvironmentVariablesProvider(), needs: needs)
    switch beginning {
    case .answered(let text):
      StandardOutput.write(text)
      return 0
    case .check(let address):
      let finding = HealthCheck(of: address).run()
      StandardOutput.write(finding.text)
      return finding.isReady ? 0 : 1
    case .refused(let error):
      return refuse(error, name: name)
    case .ready(let settings):
      do throws(ConfigurationError) {
        return try await live(as: name, queue: queue, settings: settings, lanes: lanes)
      } catch {
        return refuse(error, name: name)
      }
    }
  }

  private static func live(
    as name: String, queue: String, settings: WorkerSettings,
    lanes: @Sendable (Surroundings) -> [LaneBody]
  ) async throws(ConfigurationError) -> Int32 {
    ProcessSetup.harden(allowsCoreDumps: settings.isTest)
    let logger = Logger(label: name) { label in
      LineLogHandler(label: label, format: settings.logFormat, level: settings.logLevel)
    }
    let registry = PrometheusRegistry(WorkerMetrics.descriptions)
    let metrics = WorkerMetrics(
      registry, queue: queue, outboxLimit: settings.outboxLimit, version: Version.text,
      start: .now())
    let readiness = Readiness(lanes: settings.lanes)
    let listener = try HTTPListener(
      at: settings.httpAddress,
      routes: .worker(readiness: readiness, registry: registry, metrics: metrics))
    announce(settings, listener.address, logger)

    let stopHTTP = ShutdownSignal()
    async let http: Void = onOwnThread(named: "http") { listener.serve(until: stopHTTP) }
    let surroundings = Surroundings(
      settings: settings, logger: logger, metrics: metrics, readiness: readiness,
      failpoints: Failpoints(settings.failpoint))
    let life = Life(grace: settings.grace, readiness: readiness, logger: logger)
    let exitCode = await life.run(lanes(surroundings))
    stopHTTP.request()
    await http
    logger.info(exitCode == 0 ? "Drained" : "Ended")
    return exitCode
  }

  private static func announce(
    _ settings: WorkerSettings, _ address: SocketAddress, _ logger: Logger
  ) {
    logger.info(
      "Started",
      metadata: [
        LogKeys.version: "\(Version.text)", LogKeys.lanes: "\(settings.lanes)",
        LogKeys.httpHost: "\(address.host)", LogKeys.httpPort: "\(address.port)",
      ])
    if let failpoint = settings.failpoint {
      logger.warning(
        "A failpoint is set", metadata: [LogKeys.failpoint: "\(failpoint.point.rawValue)"])
    }
  }

  private static func refuse(_ error: ConfigurationError, name: String) -> Int32 {
    let lines = error.sentences.map { "\(name): \($0)\n" }
    StandardError.write(lines.joined())
    return 2
  }
}
