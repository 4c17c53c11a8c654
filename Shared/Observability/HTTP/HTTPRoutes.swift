/// The three pages of a worker.
public struct HTTPRoutes: Sendable {
  private let pages: [String: @Sendable () -> HTTPResponse]

  /// Pages by path; each is made on the listener's thread, and must neither block nor take long.
  public init(_ pages: [String: @Sendable () -> HTTPResponse]) {
    self.pages = pages
  }

  /// `/health/live`, `/health/ready` and `/metrics`.
  public static func worker(
    readiness: Readiness, registry: PrometheusRegistry, metrics: WorkerMetrics
  ) -> HTTPRoutes {
    HTTPRoutes([
      "/health/live": { .ok("alive\n") },
      "/health/ready": {
        readiness.isReady ? .ok(readiness.report) : .unavailable(readiness.report)
      },
      "/metrics": {
        metrics.ready(readiness.isReady)
        metrics.unacked(oldest: readiness.longestHeld(at: .now))
        return .metrics(registry.text())
      },
    ])
  }

  func answer(_ request: HTTPRequest) -> HTTPResponse {
    guard let page = pages[request.path] else { return .flat(.notFound) }
    return request.method == "GET" ? page() : .flat(.methodNotAllowed)
  }
}
