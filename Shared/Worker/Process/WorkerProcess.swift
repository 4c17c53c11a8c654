import Configuration
import Contract
import Glibc
import Logging
import Observability
import Platform
import Settings
import Threading
import WorkerDefinitions

/// The process of a worker, from its arguments to its exit code.
public enum WorkerProcess {
  /// Runs a worker until SIGTERM, lets it drain, and ends the process.
  ///
  /// It reads arguments and environment, serves health and metrics, and runs the lanes. It throws
  /// nothing: what goes wrong is a sentence on standard error. It exits with 0 if all lanes drained,
  /// with 1 if one failed, and with 2 if the environment or an argument is wrong; of `--check-health`
  /// with 0 for a worker that is ready, and with 1 for one that is not.
  public static func run<Service: WorkerService>(_ service: Service.Type) async -> Never {
    let options = LaunchOptions<Service>(
      arguments: Array(CommandLine.arguments.dropFirst()),
      environment: EnvironmentVariablesProvider())
    switch options {
    case .answered(let text):
      StandardStream.output.write(text)
      end(0)
    case .check(let address):
      let finding = HealthCheck(of: address).run()
      StandardStream.output.write(finding.text)
      end(finding.isReady ? 0 : 1)
    case .refused(let error):
      refuse(error, name: Service.definition.name)
    case .ready(let settings, let service):
      do throws(ConfigurationError) {
        end(try await serve(service, settings))
      } catch {
        refuse(error, name: Service.definition.name)
      }
    }
  }

  /// Ends the process at once, without what the libraries would do at its end.
  ///
  /// A lane's thread has still to give back what OpenSSL keeps for it when its result is here already, and
  /// `exit` would have OpenSSL free the same on this thread.
  private static func end(_ code: Int32) -> Never {
    _exit(code)
  }

  private static func serve<Service: WorkerService>(
    _ service: Service, _ settings: WorkerSettings
  ) async throws(ConfigurationError) -> Int32 {
    ProcessSetup.harden(allowsCoreDumps: settings.isTest)
    let worker = Service.definition
    let logger = Logger(label: worker.name) { label in
      LineLogHandler(label: label, format: settings.logFormat, level: settings.logLevel)
    }
    let registry = PrometheusRegistry(WorkerMetrics.descriptions)
    let metrics = WorkerMetrics(
      registry, queue: worker.queue.name, outboxLimit: settings.outboxLimit,
      version: Version.text, start: .now())
    let readiness = Readiness(lanes: settings.lanes)
    // Whoever has had an answer may ask for the end.
    let signals = await LaneSupervisor.trapSignals()
    let listener = try HTTPListener(
      at: settings.httpAddress,
      routes: .worker(readiness: readiness, registry: registry, metrics: metrics))
    announce(settings, listener.address, logger)

    let stopHTTP = ShutdownSignal()
    async let http: Void = onOwnThread(named: "http") { listener.serve(until: stopHTTP) }
    let lanes = LaneFactory(
      worker: worker, handler: service, settings: settings, logger: logger, metrics: metrics,
      readiness: readiness, failpoints: Failpoints(settings.failpoint))
    let supervisor = LaneSupervisor(grace: settings.grace, readiness: readiness, logger: logger)
    let exitCode = await supervisor.run(lanes.bodies, until: signals)
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

  private static func refuse(_ error: ConfigurationError, name: String) -> Never {
    let lines = error.sentences.map { "\(name): \($0)\n" }
    StandardStream.errors.write(lines.joined())
    end(2)
  }
}
