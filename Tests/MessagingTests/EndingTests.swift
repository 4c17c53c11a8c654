import Foundation
import Messaging
import Testing

extension RealBroker {
  @Suite("How a consumer and its connection end")
  struct EndingTests {
    @Test("A consumer whose queue is deleted is told so")
    func queueDeleted() throws {
      try BrokerHarness.use { harness in
        try harness.declare("q")
        var consumer = try harness.connect()
        try consumer.consume("q", prefetch: 1, tag: "c")
        var topology = try harness.connect()
        try topology.deleteQueue("q")
        guard case .cancelled(byServer: true) = try consumer.wait() else {
          Issue.record("No cancel came.")
          return
        }
      }
    }

    @Test("After our own cancel nothing more comes, and what is held can be acknowledged")
    func cancelled() throws {
      try BrokerHarness.use { harness in
        try harness.fill("q", 3)
        var consumer = try harness.connect()
        try consumer.consume("q", prefetch: 2, tag: "c")
        for _ in 1...2 { _ = try consumer.delivery() }
        try consumer.cancel()
        guard case .cancelled(byServer: false) = try consumer.wait() else {
          Issue.record("The cancel was not answered.")
          return
        }
        try consumer.acknowledge(upTo: 2)
        #expect(try consumer.wait(for: 1) == nil)
        consumer.close()
        #expect(try harness.count("q") == 1)
      }
    }

    @Test("An operator who closes the connection is an event with code and text")
    func closedByOperator() throws {
      try BrokerHarness.use { harness in
        try harness.declare("q")
        var consumer = try harness.connect("brevduva-test")
        try consumer.consume("q", prefetch: 1, tag: "c")
        var name: String?
        // The management API knows a connection only after a while.
        while name == nil {
          #expect(try consumer.wait(for: 1) == nil)
          name = try harness.connectionNames().first
        }
        let path = try #require(
          name?.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        try harness.curl("DELETE", "connections/\(path)")
        guard case .closed(code: 320, let text) = try consumer.wait() else {
          Issue.record("No close came.")
          return
        }
        #expect(text.hasPrefix("CONNECTION_FORCED"))
        #expect(throws: AMQPError.connectionLost) { _ = try consumer.next() }
        #expect(throws: AMQPError.connectionLost) { try consumer.acknowledge(upTo: 1) }
        consumer.close()
      }
    }

    @Test("An ack for what was never delivered closes the channel with 406")
    func unknownTag() throws {
      try BrokerHarness.use { harness in
        var consumer = try harness.connect()
        try consumer.acknowledge(upTo: 7)
        guard case .closed(code: 406, _) = try consumer.wait() else {
          Issue.record("No close came.")
          return
        }
      }
    }

    @Test("To consume from a queue that is not there is refused with 404")
    func missingQueue() throws {
      try BrokerHarness.use { harness in
        var consumer = try harness.connect()
        do throws(AMQPError) {
          try consumer.consume("nowhere", prefetch: 1, tag: "c")
          Issue.record("It was taken.")
        } catch {
          guard case .closed(code: 404, let text) = error else {
            Issue.record("It was refused as something else: \(error)")
            return
          }
          #expect(text.contains("nowhere"))
        }
        #expect(throws: AMQPError.connectionLost) { _ = try consumer.next() }
      }
    }
  }
}

extension BrokerHarness {
  /// The names by which the management API knows this virtual host's connections.
  fileprivate func connectionNames() throws -> [String] {
    struct Named: Decodable { let name: String? }
    let text = try curl("GET", "vhosts/\(vhost)/connections")
    return try JSONDecoder().decode([Named].self, from: Data(text.utf8)).compactMap(\.name)
  }
}
