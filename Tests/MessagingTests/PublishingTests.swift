import Messaging
import TestSupport
import Testing

extension RealBroker {
  @Suite("Publishing")
  struct PublishingTests {
    @Test("A mandatory message that no queue takes comes back before it is confirmed")
    func returned() throws {
      try BrokerHarness.use { harness in
        try harness.declare("q")
        var publisher = try harness.connect()
        try publisher.selectConfirms()
        var confirms = OutstandingConfirms<String>()
        for (queue, id) in [("q", "en-1"), ("nowhere", "en-2"), ("q", "en-3")] {
          var properties = Properties()
          properties.messageID = id
          confirms.track(
            try publisher.send([1, 2, 3], to: queue, properties), messageID: id, id)
        }
        var settled: [String: Bool] = [:]
        while !confirms.isEmpty {
          guard let event = try publisher.wait() else { throw Unexpected(event: nil) }
          confirms.settle(event) { id, settlement in
            switch settlement {
            case .confirmed: settled[id] = true
            case .returned(let returned):
              #expect(returned.code == 312 && returned.routingKey == "nowhere")
              settled[id] = false
            case .rejected: Issue.record("\(id) was rejected.")
            }
          }
        }
        #expect(settled == ["en-1": true, "en-2": false, "en-3": true])
      }
    }

    @Test("Properties and headers of all kinds go there and back")
    func properties() throws {
      try BrokerHarness.use { harness in
        try harness.declare("q")
        var sent = Properties()
        sent.contentType = "application/json"
        sent.contentEncoding = "identity"
        sent.messageID = "åäö-1"
        sent.type = "t"
        sent.appID = "app"
        sent.userID = harness.endpoint.user
        sent.correlationID = "c"
        sent.replyTo = "r"
        sent.expiration = "600000"
        sent.timestamp = 1_764_000_000
        sent.deliveryMode = 1
        sent.priority = 3
        sent.headers = [
          Header("text", "lösen"), Header("empty", ""), Header("bytes", .bytes([0, 255])),
          Header("int", .int(Int64.min)), Header("yes", true), Header("no", false),
          Header("double", .double(-0.5)), Header("time", .timestamp(1_764_000_000)),
          Header("list", .array([1, "two", .array([]), .null])),
          Header("table", .table([Header("a", .table([Header("b", 2)]))])),
          Header("null", .null), Header("twice", 1), Header("twice", 2),
        ]
        var connection = try harness.connect()
        try connection.send([], to: "q", sent)
        try connection.consume("q", prefetch: 1, tag: "c")
        let received = try connection.delivery().properties.sortedByName
        // RabbitMQ 4 keeps the first one of a name, 3 all of them.
        var once = sent
        once.headers.removeLast()
        #expect([sent.sortedByName, once.sortedByName].contains(received))
        #expect(received.header("twice") == 1 && received.header("none") == nil)
      }
    }

    @Test("Ten thousand headers go there and back; one frame is the limit, and said before")
    func manyHeaders() throws {
      try BrokerHarness.use { harness in
        try harness.declare("q")
        var properties = Properties()
        properties.headers = (0..<10_000).map { Header("h\($0)", .bool($0 % 2 == 0)) }
        var connection = try harness.connect()
        try connection.send([1], to: "q", properties)
        try connection.consume("q", prefetch: 1, tag: "c")
        #expect(
          try connection.delivery().properties.sortedByName.headers
            == properties.sortedByName.headers)
        try connection.acknowledge(upTo: 1)
        properties.headers += (0..<10_000).map { Header("i\($0)", "") }
        expectTooLarge { () throws(AMQPError) in
          try connection.publish(
            Message(properties: properties, body: []), exchange: "", routingKey: "q")
        }
        // Nothing went out: the connection is as good as before.
        try connection.send([2], to: "q")
        #expect(try connection.delivery().body == [2])
      }
    }

    @Test("The largest headers that fit in a frame arrive; a byte more is refused")
    func exactHeaders() throws {
      try BrokerHarness.use { harness in
        try harness.declare("q")
        var connection = try harness.connect()
        try connection.consume("q", prefetch: 1, tag: "c")
        // 8 of the frame, 12 of the header, 2 flags, 1 delivery mode, 4 table, 2 name, 1 kind, 4.
        let room = 131_072 - 8 - 12 - 2 - 1 - 4 - 2 - 1 - 4
        var properties = Properties()
        properties.headers = [Header("b", .bytes([UInt8](repeating: 1, count: room)))]
        try connection.send([], to: "q", properties)
        #expect(try connection.delivery().properties.headers == properties.headers)
        properties.headers = [Header("b", .bytes([UInt8](repeating: 1, count: room + 1)))]
        expectTooLarge { () throws(AMQPError) in
          try connection.publish(
            Message(properties: properties, body: []), exchange: "", routingKey: "q")
        }
      }
    }

    @Test("Names above 255 bytes and nesting above the limit are refused, with nothing sent")
    func tooLarge() throws {
      try BrokerHarness.use { harness in
        try harness.declare("q")
        var connection = try harness.connect()
        let long = String(repeating: "x", count: 256)
        var properties = Properties()
        properties.messageID = long
        var deep = Value.null
        for _ in 0...Value.deepest { deep = .array([deep]) }
        var nested = Properties()
        nested.headers = [Header("deep", deep)]
        let empty = Message(body: [])
        for message in [
          Message(properties: properties, body: []), Message(properties: nested, body: []),
        ] {
          expectTooLarge { () throws(AMQPError) in
            try connection.publish(message, exchange: "", routingKey: "q")
          }
        }
        expectTooLarge { () throws(AMQPError) in
          try connection.publish(empty, exchange: long, routingKey: "q")
        }
        expectTooLarge { () throws(AMQPError) in
          try connection.publish(empty, exchange: "", routingKey: long)
        }
        try connection.send([1], to: "q")
        try connection.consume("q", prefetch: 1, tag: "c")
        #expect(try connection.delivery().body == [1])
      }
    }

    @Test("What is corked goes out when it is uncorked, in its order")
    func corked() throws {
      try BrokerHarness.use { harness in
        try harness.declare("q")
        var publisher = try harness.connect()
        try publisher.selectConfirms()
        publisher.cork()
        for number in 0..<1000 { try publisher.send([UInt8(number % 256)], to: "q") }
        publisher.uncork()
        try publisher.confirmed(upTo: 1000)
        var consumer = try harness.connect()
        try consumer.consume("q", prefetch: 0, tag: "c")
        for number in 0..<1000 { #expect(try consumer.delivery().body == [UInt8(number % 256)]) }
      }
    }

    @Test("To publish to an exchange that is not there closes the channel with 404")
    func missingExchange() throws {
      try BrokerHarness.use { harness in
        var publisher = try harness.connect()
        try publisher.publish(Message(body: []), exchange: "nowhere", routingKey: "k")
        guard case .closed(code: 404, _) = try publisher.wait() else {
          Issue.record("No close came.")
          return
        }
        #expect(throws: AMQPError.connectionLost) {
          try publisher.publish(Message(body: []), exchange: "", routingKey: "k")
        }
      }
    }
  }
}

private func expectTooLarge(_ attempt: () throws(AMQPError) -> Void) {
  do throws(AMQPError) {
    try attempt()
    Issue.record("It was taken.")
  } catch {
    guard case .tooLarge = error else {
      Issue.record("It was refused as something else: \(error)")
      return
    }
  }
}
