import Hashing
import Messaging
import Testing

extension RealBroker {
  @Suite("Consuming")
  struct ConsumingTests {
    @Test("What is published is delivered with all it had, and acknowledged once")
    func roundTrip() throws {
      try BrokerHarness.use { harness in
        try harness.declare("q")
        var publisher = try harness.connect("publisher")
        try publisher.selectConfirms()
        var properties = Properties()
        properties.messageID = "en-1"
        #expect(try publisher.send(Array("hej".utf8), to: "q", properties) == 1)
        #expect(try publisher.send([], to: "q") == 2)
        try publisher.confirmed(upTo: 2)
        var consumer = try harness.connect("consumer")
        try consumer.consume("q", prefetch: 10, tag: "c")
        let first = try consumer.delivery()
        #expect(first.tag == 1 && !first.isRedelivered)
        #expect(first.exchange == "" && first.routingKey == "q")
        #expect(first.properties.messageID == "en-1")
        #expect(first.properties.deliveryMode == 2)
        #expect(first.body == Array("hej".utf8) && first.bodySize == 3 && first.bodyHash == nil)
        let empty = try consumer.delivery()
        #expect(empty.body == [] && empty.bodySize == 0)
        try consumer.acknowledge(upTo: empty.tag)
        consumer.close()
        #expect(try harness.count("q") == 0)
      }
    }

    @Test("What is not acknowledged comes back, marked, when its connection ends")
    func redelivery() throws {
      try BrokerHarness.use { harness in
        try harness.fill("q", 3)
        do {
          var first = try harness.connect()
          try first.consume("q", prefetch: 10, tag: "c")
          for _ in 1...3 { #expect(try !first.delivery().isRedelivered) }
          try first.acknowledge(upTo: 1)
          first.close()
        }
        var second = try harness.connect()
        try second.consume("q", prefetch: 10, tag: "c")
        for body in [2, 3] as [UInt8] {
          let delivery = try second.delivery()
          #expect(delivery.isRedelivered && delivery.body == [body])
        }
        try second.acknowledge(upTo: 2)
        second.close()
        #expect(try harness.count("q") == 0)
      }
    }

    @Test("No more deliveries are held than the window has")
    func window() throws {
      try BrokerHarness.use { harness in
        try harness.fill("q", 10)
        var consumer = try harness.connect()
        try consumer.consume("q", prefetch: 3, tag: "c")
        for tag in 1...3 { #expect(try consumer.delivery().tag == UInt64(tag)) }
        #expect(try consumer.wait(for: 1) == nil)
        try consumer.acknowledge(upTo: 2)
        for tag in 4...5 { #expect(try consumer.delivery().tag == UInt64(tag)) }
        #expect(try consumer.wait(for: 1) == nil)
      }
    }

    @Test("Of a body above the limit come 64 KiB, size and hash; its neighbours come whole")
    func largeBody() throws {
      try BrokerHarness.use { harness in
        try harness.declare("q")
        let large = (0..<(9 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let limit = [UInt8](repeating: 7, count: 8 << 20)
        var publisher = try harness.connect()
        try publisher.selectConfirms()
        for body in [[1], large, limit, [2]] { try publisher.send(body, to: "q") }
        try publisher.confirmed(upTo: 4)
        var consumer = try harness.connect()
        try consumer.consume("q", prefetch: 10, tag: "c")
        #expect(try consumer.delivery().body == [1])
        let cut = try consumer.delivery()
        #expect(cut.body == Array(large.prefix(65_536)))
        #expect(cut.bodySize == large.count)
        #expect(cut.bodyHash == SHA256.hash(large))
        let whole = try consumer.delivery()
        #expect(whole.bodyHash == nil && whole.body == limit)
        #expect(try consumer.delivery().body == [2])
      }
    }

    @Test("A body that fills its frames to the last byte arrives at once")
    func fullFrames() throws {
      try BrokerHarness.use { harness in
        try harness.declare("q")
        let body = [UInt8](repeating: 1, count: 2 * (131_072 - 8))
        var publisher = try harness.connect()
        try publisher.selectConfirms()
        let start = ContinuousClock.now
        try publisher.send(body, to: "q")
        try publisher.confirmed(upTo: 1)
        #expect(ContinuousClock.now - start < .seconds(20))
        var consumer = try harness.connect()
        try consumer.consume("q", prefetch: 1, tag: "c")
        #expect(try consumer.delivery().body == body)
      }
    }
  }
}
