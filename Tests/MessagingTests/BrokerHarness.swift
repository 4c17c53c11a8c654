import Foundation
import Messaging
import Testing
import Threading

/// A virtual host of its own on the real broker, gone when the test is over.
struct BrokerHarness {
  let vhost: String
  let endpoint: Endpoint
  let management: String

  /// Runs a test in a virtual host of its own.
  static func use(_ body: (BrokerHarness) throws -> Void) throws {
    let harness = try BrokerHarness()
    defer { harness.delete() }
    try body(harness)
  }

  private init() throws {
    let environment = ProcessInfo.processInfo.environment
    let uri = try #require(
      environment["AMQP_URL"], "AMQP_URL must name a broker, such as amqp://guest:guest@127.0.0.1.")
    management = try #require(
      environment["BREVDUVA_TEST_MANAGEMENT_URL"],
      "BREVDUVA_TEST_MANAGEMENT_URL must name its management API, with user and password.")
    vhost = "messaging-\(UInt64.random(in: 0...UInt64.max))"
    var endpoint = try Endpoint(uri)
    endpoint.vhost = vhost
    self.endpoint = endpoint
    try curl("PUT", "vhosts/\(vhost)")
    try curl(
      "PUT", "permissions/\(vhost)/\(endpoint.user)",
      #"{"configure":".*","write":".*","read":".*"}"#)
  }

  private func delete() {
    // A vhost that is left behind disturbs nobody.
    _ = try? curl("DELETE", "vhosts/\(vhost)")
  }

  /// Asks the management API.
  @discardableResult
  func curl(_ method: String, _ path: String, _ body: String? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      [
        "curl", "-sS", "--fail", "--max-time", "30", "-X", method, "-H",
        "content-type: application/json",
      ] + (body.map { ["-d", $0] } ?? []) + ["\(management)/api/\(path)"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(method) /api/\(path) failed.")
    return String(decoding: text, as: UTF8.self)
  }

  func connect(_ name: String = "test", _ limits: Limits = Limits()) throws -> Connection {
    try Connection(to: endpoint, name: name, limits: limits)
  }

  /// Declares a classic queue in this virtual host.
  func declare(_ queue: String) throws {
    var connection = try connect("topology")
    try connection.declareQueue(queue)
    connection.close()
  }

  /// Declares a queue and puts bodies of one byte in it, counted from 1.
  func fill(_ queue: String, _ count: UInt8) throws {
    try declare(queue)
    var publisher = try connect("publisher")
    try publisher.selectConfirms()
    for number in 1...count { try publisher.send([number], to: queue) }
    try publisher.confirmed(upTo: UInt64(count))
    publisher.close()
  }

  /// Counts the messages ready in a queue.
  func count(_ queue: String) throws -> Int {
    var connection = try connect("topology")
    defer { connection.close() }
    return try connection.messageCount(of: queue)
  }
}

extension Connection {
  /// Waits for the next event, three minutes at most.
  mutating func wait(for seconds: Int = 180) throws -> Event? {
    let deadline = ContinuousClock.now + .seconds(seconds)
    var waiter = PollWaiter()
    while true {
      if let event = try next() { return event }
      if ContinuousClock.now >= deadline { return nil }
      // A second at most, so that heartbeats are served.
      _ = waiter.wait(
        for: descriptor, .readable, until: min(deadline, .now + .milliseconds(250)))
    }
  }

  mutating func delivery() throws -> Delivery {
    let event = try wait()
    guard case .delivery(let delivery) = event else {
      throw Unexpected(event: event)
    }
    return delivery
  }

  /// Publishes to a queue by the default exchange.
  @discardableResult
  mutating func send(
    _ body: [UInt8], to queue: String, _ properties: Properties = Properties()
  ) throws -> UInt64 {
    try publish(Message(properties: properties, body: body), exchange: "", routingKey: queue)
  }

  /// Waits until the broker has confirmed all up to a sequence number.
  mutating func confirmed(upTo last: UInt64) throws {
    var confirms = OutstandingConfirms<UInt64>()
    for sequence in 1...last { confirms.track(sequence, sequence) }
    while !confirms.isEmpty {
      guard let event = try wait() else { throw Unexpected(event: nil) }
      confirms.settle(event) { _, settlement in #expect(settlement == .confirmed) }
    }
  }
}

struct Unexpected: Error {
  let event: Event?
}
