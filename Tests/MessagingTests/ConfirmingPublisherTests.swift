import Messaging
import RawAMQP
import Testing

extension RealBroker {
  @Suite("A publisher that waits for confirms")
  struct ConfirmingPublisherTests {
    private func message(_ id: String) -> Message {
      var properties = Properties()
      properties.messageID = id
      return Message(properties: properties, body: Array(id.utf8))
    }

    @Test(
      "A publish ends as confirmed once the broker keeps it, or as returned if no queue takes it")
    func publish() throws {
      try BrokerHarness.use { harness in
        try harness.declare("q")
        var publisher = try ConfirmingPublisher(try harness.connect())
        let kept = try publisher.publish(
          message("m1"), exchange: "", routingKey: "q", within: .seconds(10))
        #expect(kept == .confirmed)
        let lost = try publisher.publish(
          message("m2"), exchange: "", routingKey: "nowhere", within: .seconds(10))
        guard case .returned(let returned)? = lost else {
          Issue.record("a message that no queue takes comes back: \(String(describing: lost))")
          return
        }
        #expect(returned.messageID == "m2" && returned.routingKey == "nowhere")
        #expect(publisher.unconfirmed == 0)
        #expect(try harness.count("q") == 1)
      }
    }

    @Test("Many may be under way: waiting for all but a few leaves no more than these unconfirmed")
    func many() throws {
      try BrokerHarness.use { harness in
        try harness.declare("q")
        var publisher = try ConfirmingPublisher(try harness.connect())
        for number in 0..<300 {
          try publisher.send(message("m\(number)"), exchange: "", routingKey: "q")
        }
        var confirmed = 0
        func wait(downTo count: Int) throws -> Bool {
          try publisher.settle(downTo: count, until: .now + .seconds(10)) {
            if $0 == .confirmed { confirmed += 1 }
          }
        }
        #expect(try wait(downTo: 100) && publisher.unconfirmed <= 100)
        #expect(confirmed == 300 - publisher.unconfirmed)
        #expect(try wait(downTo: 0) && confirmed == 300)
        #expect(try harness.count("q") == 300)
      }
    }

    private func refusal(
      of exchange: String, by publisher: inout ConfirmingPublisher
    ) -> AMQPError? {
      do throws(AMQPError) {
        _ = try publisher.publish(
          message("m1"), exchange: exchange, routingKey: "q", within: .seconds(10))
        return nil
      } catch {
        return error
      }
    }

    @Test("A publish to what is not there is told as the broker's own refusal")
    func refused() throws {
      try BrokerHarness.use { harness in
        var publisher = try ConfirmingPublisher(try harness.connect())
        guard case .closed(404, _)? = refusal(of: "nowhere", by: &publisher) else {
          Issue.record("an exchange that is not there takes nothing")
          return
        }
      }
    }

    @Test("A broker that says nothing leaves the publish unanswered, when the time is over")
    func silent() throws {
      let peer = try ScriptedPeer { client in
        try ScriptedPeer.welcome(client, heartbeat: 60)
        try client.expect(85_010)
        try client.send(Wire.method(1, 85, 11) { _ in })
        _ = try client.read(1_000_000)
      }
      var publisher = try ConfirmingPublisher(Connection(to: peer.endpoint, name: "test"))
      let answer = try publisher.publish(
        message("m1"), exchange: "x", routingKey: "k", within: .milliseconds(50))
      #expect(answer == nil && publisher.unconfirmed == 1)
    }
  }

  @Suite("Whether a broker takes messages")
  struct AlarmsTests {
    @Test("A broker that confirms what is published has no alarm, one that forbids it is unknown")
    func real() throws {
      try BrokerHarness.use { harness in
        var connection = try harness.connect()
        let alarms = try connection.alarms(
          publishingTo: "amq.topic", routingKey: "nowhere", within: .seconds(10))
        #expect(alarms == BrokerAlarms.none)
        var other = try harness.connect()
        let unknown = try other.alarms(
          publishingTo: "nowhere", routingKey: "nowhere", within: .seconds(10))
        guard case .unknown(let reason) = unknown else {
          Issue.record("an exchange that is not there tells nothing of alarms: \(unknown)")
          return
        }
        #expect(reason.hasPrefix("404 "))
      }
    }

    @Test(
      "A broker that blocks whoever publishes says what it is short of; a silent one is unknown")
    func scripted() throws {
      for isSilent in [false, true] {
        let peer = try ScriptedPeer { client in
          try ScriptedPeer.welcome(client, heartbeat: 60)
          try client.expect(85_010)
          try client.send(Wire.method(1, 85, 11) { _ in })
          if !isSilent { try client.send(Wire.method(0, 10, 60) { $0.short("low on memory") }) }
          _ = try client.read(1_000_000)
        }
        var connection = try Connection(to: peer.endpoint, name: "test")
        let alarms = try connection.alarms(
          publishingTo: "x", routingKey: "k", within: isSilent ? .milliseconds(50) : .seconds(10))
        #expect(
          alarms == (isSilent ? .unknown("no answer within 0 s") : .raised("low on memory")))
      }
    }
  }
}
