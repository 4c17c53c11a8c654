import Messaging
import POSIX
import RawAMQP
import Testing

extension RealBroker {
  @Suite("Connecting")
  struct ConnectingTests {
    /// Returns what stands in the way of a connection; its sentence never holds the password.
    private func refusal(_ endpoint: Endpoint, _ limits: Limits = Limits()) -> AMQPError? {
      do throws(AMQPError) {
        _ = try Connection(to: endpoint, name: "test", limits: limits)
        return nil
      } catch {
        #expect(!"\(error)".contains("s3cret"))
        return error
      }
    }

    @Test("A wrong password, and a user that is not there, are refused access")
    func wrongPassword() throws {
      try BrokerHarness.use { harness in
        for user in [harness.endpoint.user, "nobody"] {
          var endpoint = try Endpoint("amqp://\(user):s3cret@h/\(harness.vhost)")
          endpoint.host = harness.endpoint.host
          endpoint.port = harness.endpoint.port
          #expect(refusal(endpoint) == .accessRefused(user: user))
        }
      }
    }

    @Test("A virtual host that is not there is named")
    func missingVhost() throws {
      try BrokerHarness.use { harness in
        var endpoint = harness.endpoint
        endpoint.vhost = "nowhere"
        #expect(refusal(endpoint) == .noVhost("nowhere"))
      }
    }

    @Test("A virtual host that the user may not enter is told from one that is not there")
    func forbiddenVhost() throws {
      try BrokerHarness.use { harness in
        try harness.curl("DELETE", "permissions/\(harness.vhost)/\(harness.endpoint.user)")
        #expect(
          refusal(harness.endpoint) == .vhostForbidden(harness.vhost, user: harness.endpoint.user))
      }
    }

    @Test("Where nothing listens the connection is refused; where no address is, so is said")
    func nothingThere() throws {
      // The port is free again at once.
      let port = try ListeningSocket(host: "127.0.0.1", port: 0, backlog: 1).port
      let nowhere = try Endpoint("amqp://127.0.0.1:\(port)")
      #expect(refusal(nowhere) == .connectionRefused(host: "127.0.0.1", port: nowhere.port))
      #expect(
        refusal(try Endpoint("amqp://nowhere.invalid")) == .unresolvable(host: "nowhere.invalid"))
    }

    @Test("A peer that says nothing at login costs the limit and no more")
    func silentLogin() throws {
      let peer = try ScriptedPeer { $0.waitForEnd() }
      var limits = Limits()
      limits.rpcTimeout = .milliseconds(300)
      let start = ContinuousClock.now
      #expect(refusal(peer.endpoint, limits) == .timeout(.login))
      #expect(ContinuousClock.now - start < .seconds(30))
    }

    @Test("A peer that hangs up, or does not speak AMQP, is an error and never a trap")
    func strangers() throws {
      let noise: [[UInt8]] = [
        [], Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8), Array("AMQP\0\0\u{9}\u{1}".utf8),
        [UInt8](repeating: 0xff, count: 64), Wire.frame(1, 0, []), Wire.frame(1, 0, [0, 10, 0]),
        Wire.frame(9, 0, [1]), Wire.method(0, 10, 10), Wire.method(0, 99, 99),
        Wire.method(0, 10, 30),
      ]
      for bytes in noise {
        let peer = try ScriptedPeer { client in
          _ = try client.read(8)
          try client.send(bytes)
        }
        #expect(refusal(peer.endpoint) != nil)
      }
    }
  }
}
