import Observability
import Settings
import Testing
import Threading

@Suite("Health check", .timeLimit(.minutes(1)))
struct HealthCheckTests {
  /// Asks a listener with one page.
  private func finding(_ page: @escaping @Sendable () -> HTTPResponse) async throws
    -> HealthCheck.Finding
  {
    let listener = try HTTPListener(
      at: SocketAddress(host: "127.0.0.1", port: 0), routes: HTTPRoutes(["/health/ready": page]))
    let stop = ShutdownSignal()
    async let served: Void = onOwnThread(named: "http") { listener.serve(until: stop) }
    let finding = await onOwnThread(named: "client") { HealthCheck(of: listener.address).run() }
    stop.request()
    await served
    return finding
  }

  @Test("HTTP: a worker that is ready passes its health check, and its report is told")
  func ready() async throws {
    let finding = try await finding { .ok("ready\n") }
    #expect(finding.isReady && finding.text == "ready\n")
  }

  @Test("HTTP: a worker that is not ready fails its health check, and says why")
  func notReady() async throws {
    let finding = try await finding { .unavailable("lane 0: no broker\n") }
    #expect(!finding.isReady && finding.text == "lane 0: no broker\n")
  }

  @Test("HTTP: where no worker listens, the health check fails with the reason")
  func nobody() {
    let finding = HealthCheck(of: SocketAddress(host: "127.0.0.1", port: 1)).run()
    #expect(!finding.isReady)
    #expect(finding.text == "No worker answers at 127.0.0.1:1: Connection refused.\n")
  }

  @Test("HTTP: one that listens and says nothing fails the health check in time")
  func silent() async throws {
    let listener = try HTTPListener(
      at: SocketAddress(host: "127.0.0.1", port: 0), routes: HTTPRoutes([:]))
    let began = ContinuousClock.now
    let finding = await onOwnThread(named: "client") {
      HealthCheck(of: listener.address, patience: .seconds(1)).run()
    }
    #expect(!finding.isReady)
    #expect(ContinuousClock.now - began < .seconds(10))
  }
}
