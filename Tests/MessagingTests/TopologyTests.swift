@testable import Messaging
import Testing

extension RealBroker {
  @Suite("Topology")
  struct TopologyTests {
    @Test("Exchanges, queues and bindings are made, again without harm, counted and taken away")
    func verbs() throws {
      try BrokerHarness.use { harness in
        var topology = try harness.connect("topology")
        for _ in 1...2 {
          try topology.declareExchange("x", type: "topic")
          try topology.declareQueue(
            "q",
            arguments: [
              Header("x-queue-type", "quorum"), Header("x-delivery-limit", 20),
              Header("x-dead-letter-exchange", "x"),
            ])
          try topology.bind("q", to: "x", routingKey: "a.*")
        }
        try topology.checkExchange("x")
        #expect(try topology.checkQueue("q") == QueueStatus(name: "q", messages: 0, consumers: 0))
        try topology.selectConfirms()
        for key in ["a.b", "b.b", "a.c"] {
          try topology.publish(
            Message(body: [1]), exchange: "x", routingKey: key, mandatory: false)
        }
        try topology.confirmed(upTo: 3)
        #expect(try topology.messageCount(of: "q") == 2)
        #expect(try topology.deleteQueue("q") == 2)
        try topology.deleteExchange("x")
        #expect(try topology.deleteQueue("q") == 0)
        topology.close()
      }
    }

    @Test("What is not there is 404; the connection is then at its end")
    func missing() throws {
      try BrokerHarness.use { harness in
        var first = try harness.connect()
        #expect(closing { () throws(AMQPError) in try first.checkExchange("nowhere") }?.code == 404)
        #expect(throws: AMQPError.connectionLost) { try first.checkExchange("x") }
        var second = try harness.connect()
        #expect(
          closing { () throws(AMQPError) in _ = try second.checkQueue("nowhere") }?.code == 404)
        var third = try harness.connect()
        try third.declareQueue("q")
        #expect(
          closing { () throws(AMQPError) in
            try third.bind("q", to: "nowhere", routingKey: "k")
          }?.code == 404)
      }
    }

    @Test("What is there with another argument is 406, and the argument is named")
    func different() throws {
      try BrokerHarness.use { harness in
        var topology = try harness.connect()
        try topology.declareQueue("q", arguments: [Header("x-max-length", 10)])
        let text = closing { () throws(AMQPError) in
          try topology.declareQueue("q", arguments: [Header("x-max-length", 11)])
        }
        #expect(text?.code == 406)
        #expect(text?.text.contains("x-max-length") == true)
      }
    }

    private func closing(
      _ attempt: () throws(AMQPError) -> Void
    ) -> (code: Int, text: String)? {
      do throws(AMQPError) {
        try attempt()
        return nil
      } catch {
        guard case .closed(let code, let text) = error else { return nil }
        return (code, text)
      }
    }
  }
}
