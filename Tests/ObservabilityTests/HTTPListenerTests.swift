import Observability
import Platform
import Settings
import TestSupport
import Testing
import Threading

@Suite("HTTP", .timeLimit(.minutes(1)))
struct HTTPListenerTests {
  private typealias Answer = RawClient.Answer

  private static let routes = HTTPRoutes([
    "/health/live": { .ok("alive\n") }, "/health/ready": { .unavailable("draining\n") },
    "/metrics": { .metrics(String(repeating: "x", count: 5_000_000)) },
  ])

  /// Serves on a thread, and runs the body of the test, which blocks, on another.
  private func serving<Result: Sendable>(
    routes: HTTPRoutes = routes, patience: Duration = .seconds(5),
    _ body: @escaping @Sendable (UInt16) throws -> Result
  ) async throws -> Result {
    let listener = try HTTPListener(
      at: SocketAddress(host: "127.0.0.1", port: 0), routes: routes, patience: patience)
    let stop = ShutdownSignal()
    async let served: Void = onOwnThread(named: "http") { listener.serve(until: stop) }
    let result = await onOwnThread(named: "client") {
      Swift.Result { try body(listener.address.port) }
    }
    stop.request()
    await served
    return try result.get()
  }

  private func ask(_ request: String) async throws -> Answer? {
    try await serving { port in try RawClient.exchange(request, port: port) }
  }

  @Test("HTTP: port 0 is another port once it listens, and that one answers")
  func chosenPort() async throws {
    let answer = try await serving { port in
      #expect(port != 0)
      return try RawClient.exchange("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n", port: port)
    }
    #expect(answer?.status == 200)
    #expect(answer?.body == "alive\n")
    #expect(answer?.head.contains("Content-Length: 6\r\n") == true)
    #expect(answer?.head.contains("Connection: close") == true)
  }

  @Test(
    "HTTP: each request has its status",
    arguments: [
      ("GET /health/live HTTP/1.1\r\n\r\n", 200), ("GET /health/live HTTP/1.0\n\n", 200),
      ("GET /health/live?verbose HTTP/1.1\r\n\r\n", 200),
      ("GET /health/ready HTTP/1.1\r\nHost: x\r\n\r\n", 503),
      ("GET / HTTP/1.1\r\n\r\n", 404), ("GET /health/live/ HTTP/1.1\r\n\r\n", 404),
      ("GET /../etc/passwd HTTP/1.1\r\n\r\n", 404), ("GET /%00 HTTP/1.1\r\n\r\n", 404),
      ("POST /health/live HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", 405),
      ("HEAD /metrics HTTP/1.1\r\n\r\n", 405), ("DELETE /nowhere HTTP/1.1\r\n\r\n", 404),
      ("\r\n\r\n", 400), ("GET\r\n\r\n", 400), ("GET /health/live\r\n\r\n", 400),
      ("GET  /health/live HTTP/1.1\r\n\r\n", 400), ("get /health/live HTTP/1.1\r\n\r\n", 400),
      ("GET http://x/ HTTP/1.1\r\n\r\n", 400), ("GET /health/live HTTP/2.0\r\n\r\n", 400),
      ("GET /health/liv\u{e9} HTTP/1.1\r\n\r\n", 400), ("\u{16}\u{3}\u{1}\n\n", 400),
    ])
  func statuses(request: String, status: Int) async throws {
    let answer = try await ask(request)
    #expect(answer?.status == status)
  }

  @Test("HTTP: a refusal is flat: it tells nothing of the request or the program")
  func flat() async throws {
    #expect(try await ask("GET /secret HTTP/1.1\r\n\r\n")?.body == "Not Found\n")
    #expect(try await ask("GET secret HTTP/1.1\r\n\r\n")?.body == "Bad Request\n")
    let answer = try await ask("PUT /metrics HTTP/1.1\r\n\r\n")
    #expect(answer?.body == "Method Not Allowed\n")
    #expect(answer?.head.contains("\r\nAllow: GET\r\n") == true)
  }

  @Test("HTTP: a header over 8 KiB is refused, and the client gets to read it")
  func longHeader() async throws {
    let field = "X-Long: \(String(repeating: "x", count: 8192))\r\n"
    #expect(try await ask("GET /health/live HTTP/1.1\r\n\(field)\r\n")?.status == 431)
    let endless = "GET /\(String(repeating: "a", count: 200_000))"
    #expect(try await ask(endless)?.status == 431)
    let short = "X-Long: \(String(repeating: "x", count: 8000))\r\n"
    #expect(try await ask("GET /health/live HTTP/1.1\r\n\(short)\r\n")?.status == 200)
  }

  @Test("HTTP: a request that comes octet by octet is answered")
  func piecewise() async throws {
    let text = try await serving { port in
      let client = try RawClient(port: port)
      for character in "GET /health/live HTTP/1.1\r\n\r\n".unicodeScalars {
        client.send(String(character))
      }
      return client.receive()
    }
    #expect(text?.hasSuffix("alive\n") == true)
  }

  @Test("HTTP: a client that says nothing is cut off, and meanwhile others are answered")
  func silentClient() async throws {
    let (other, silent) = try await serving(patience: .milliseconds(300)) { port in
      let silent = try RawClient(port: port)
      silent.send("GET /health")
      let other = try RawClient.exchange("GET /health/live HTTP/1.1\r\n\r\n", port: port)
      return (other, silent.receive())
    }
    #expect(other?.status == 200)
    #expect(silent == "")
  }

  @Test("HTTP: a client that does not read its answer is cut off, and others are answered")
  func deafClient() async throws {
    let (other, page) = try await serving(patience: .milliseconds(300)) { port in
      let deaf = try RawClient(port: port)
      deaf.send("GET /metrics HTTP/1.1\r\n\r\n")
      let start = ContinuousClock.now
      var other: Answer?
      // The listener gives the deaf one up while these come and go.
      while ContinuousClock.now - start < .seconds(2) {
        other = try RawClient.exchange("GET /health/live HTTP/1.1\r\n\r\n", port: port)
      }
      return (other, deaf.receive())
    }
    #expect(other?.status == 200)
    #expect((page?.utf8.count ?? 0) < 5_000_000)
  }

  @Test("HTTP: a long page comes whole")
  func longPage() async throws {
    let answer = try await ask("GET /metrics HTTP/1.1\r\n\r\n")
    #expect(answer?.body.utf8.count == 5_000_000)
    #expect(answer?.head.contains("text/plain; version=0.0.4") == true)
  }

  @Test("HTTP: when there are too many connections the oldest makes room")
  func tooMany() async throws {
    let (answer, first) = try await serving { port in
      let first = try RawClient(port: port)
      var others: [Held] = []
      for _ in 0..<HTTPListener.limit { others.append(try Held(port: port)) }
      let answer = try RawClient.exchange("GET /health/live HTTP/1.1\r\n\r\n", port: port)
      return (answer, first.receive())
    }
    #expect(answer?.status == 200)
    #expect(first == "")
  }

  /// A connection in an array.
  private final class Held {
    private let client: RawClient
    init(port: UInt16) throws { client = try RawClient(port: port) }
  }

  @Test("HTTP: a client that goes away leaves the listener as it was")
  func goneClients() async throws {
    let answer = try await serving { port in
      for text in ["", "GET", "GET /metrics HTTP/1.1\r\n\r\n"] {
        let client = try RawClient(port: port)
        client.send(text)
      }
      return try RawClient.exchange("GET /health/live HTTP/1.1\r\n\r\n", port: port)
    }
    #expect(answer?.status == 200)
  }

  @Test("HTTP: a stop ends it at once, and its port is free again")
  func stops() async throws {
    let start = ContinuousClock.now
    let port = try await serving { port in port }
    #expect(ContinuousClock.now - start < .seconds(30))
    // The socket is closed with the last word of the thread that served it.
    var again: HTTPListener?
    while again == nil, ContinuousClock.now - start < .seconds(30) {
      again = try? HTTPListener(
        at: SocketAddress(host: "127.0.0.1", port: port), routes: Self.routes)
      await Task.yield()
    }
    #expect(again?.address.port == port)
  }

  @Test("Configuration: an address where nobody can listen is refused with the reason")
  func taken() throws {
    let first = try HTTPListener(
      at: SocketAddress(host: "127.0.0.1", port: 0), routes: Self.routes)
    let error = #expect(throws: ConfigurationError.self) {
      _ = try HTTPListener(at: first.address, routes: Self.routes)
    }
    #expect(error?.sentences.first?.hasPrefix("HTTP_ADDRESS is \"127.0.0.1:") == true)
    #expect(error?.sentences.first?.contains("in use") == true)
    #expect(throws: ConfigurationError.self) {
      _ = try HTTPListener(at: SocketAddress(host: "192.0.2.1", port: 0), routes: Self.routes)
    }
  }

  @Test("HTTP: the pages of a worker show its readiness and its metrics")
  func workerPages() async throws {
    let readiness = Readiness(lanes: 1)
    let registry = PrometheusRegistry(WorkerMetrics.descriptions)
    let metrics = WorkerMetrics(
      registry, queue: "registrations", outboxLimit: 9, version: Version.text, start: .now())
    let routes = HTTPRoutes.worker(readiness: readiness, registry: registry, metrics: metrics)
    let answers = try await serving(routes: routes) { port in
      func get(_ path: String) throws -> Answer? {
        try RawClient.exchange("GET \(path) HTTP/1.1\r\n\r\n", port: port)
      }
      let before = try [get("/health/live"), get("/health/ready"), get("/metrics")]
      readiness.update(0) {
        $0.isDatabaseReached = true
        $0.isBrokerReached = true
        $0.isSubscribed = true
        $0.heldSince = .now - .seconds(90)
      }
      return try before + [get("/health/ready"), get("/metrics")]
    }
    #expect(answers.map { $0?.status } == [200, 503, 200, 200, 200])
    let pages = try [2, 4].map { try PrometheusParser(answers[$0]?.body ?? "") }
    #expect(pages.map { $0.value("brevduva_ready") } == [0, 1])
    let held = pages.map {
      $0.value("brevduva_unacked_oldest_seconds", ["queue": "registrations"]) ?? -1
    }
    #expect(held[0] == 0 && held[1] >= 90 && held[1] < 150)
  }
}
