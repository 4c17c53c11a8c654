import Foundation
import Glibc
import Messaging
import RawAMQP
import Testing
import Threading

extension RealBroker {
  @Suite("Silence, and peers that take nothing")
  struct SilenceTests {
    private static func limits(heartbeat: Int) -> Limits {
      var limits = Limits()
      limits.heartbeat = heartbeat
      limits.rpcTimeout = .seconds(1)
      limits.sendTimeout = .seconds(1)
      return limits
    }

    /// A peer that lets the client in and then neither says nor reads anything.
    private static func silentPeer() throws -> ScriptedPeer {
      try ScriptedPeer { client in
        try ScriptedPeer.welcome(client, heartbeat: 1)
        client.waitForEnd()
      }
    }

    /// Lets time pass without a call into the connection.
    private func idle(_ connection: borrowing Connection, _ time: Duration) {
      var waiter = PollWaiter()
      let deadline = ContinuousClock.now + time
      while ContinuousClock.now < deadline {
        _ = waiter.wait(for: connection.descriptor, [], until: deadline)
      }
    }

    private func timed(_ body: () throws -> Void) rethrows -> Duration {
      let start = ContinuousClock.now
      try body()
      return ContinuousClock.now - start
    }

    @Test("An idle connection with a heartbeat of a second lives on while it is asked now and then")
    func idleConnection() throws {
      try BrokerHarness.use { harness in
        try harness.declare("q")
        var consumer = try harness.connect("idle", Self.limits(heartbeat: 1))
        try consumer.consume("q", prefetch: 1, tag: "c")
        #expect(try consumer.wait(for: 5) == nil)
        try consumer.send([1], to: "q")
        #expect(try consumer.delivery().body == [1])
      }
    }

    @Test("A peer silent for two heartbeats is given up")
    func silentPeer() throws {
      var connection = try Connection(
        to: try Self.silentPeer().endpoint, name: "test", limits: Self.limits(heartbeat: 1))
      let time = timed {
        #expect(throws: AMQPError.heartbeatLost) { _ = try connection.wait() }
      }
      #expect(time > .seconds(1) && time < .seconds(30))
      #expect(throws: AMQPError.connectionLost) { _ = try connection.next() }
    }

    @Test("A publish and an ack after a long silence come back at once, and the next look sees it")
    func publishAfterSilence() throws {
      var connection = try Connection(
        to: try Self.silentPeer().endpoint, name: "test", limits: Self.limits(heartbeat: 1))
      idle(connection, .seconds(3))
      let time = try timed {
        try connection.send([1, 2, 3], to: "q")
        try connection.acknowledge(upTo: 1)
      }
      #expect(time < .seconds(20))
      #expect(throws: AMQPError.heartbeatLost) { _ = try connection.next() }
    }

    @Test("A peer that takes nothing costs a publish its limit and no more")
    func fullSocket() throws {
      var connection = try Connection(
        to: try Self.silentPeer().endpoint, name: "test", limits: Self.limits(heartbeat: 60))
      let body = [UInt8](repeating: 1, count: 65_536)
      #expect(connection.hasRoom == true)
      let time = timed {
        #expect(throws: AMQPError.timeout(.send)) {
          for _ in 0..<1000 { try connection.send(body, to: "q") }
        }
      }
      #expect(time >= .seconds(1) && time < .seconds(30))
      #expect(connection.hasRoom == false)
      let goodbye = timed { connection.close() }
      #expect(goodbye < .seconds(20))
    }

    @Test("A publish that hangs in the middle of a body comes back when its socket is shut down")
    func cutFromOutside() throws {
      var connection = try Connection(
        to: try Self.silentPeer().endpoint, name: "test", limits: Self.limits(heartbeat: 1))
      let body = [UInt8](repeating: 1, count: 64 << 20)
      let descriptor = dup(connection.descriptor)
      Thread.detachNewThread {
        var poll = Poll()
        poll.wait(until: .now + .seconds(3))
        shutdown(descriptor, Int32(SHUT_RDWR))
        close(descriptor)
      }
      let time = timed {
        #expect(throws: AMQPError.connectionLost) { try connection.send(body, to: "q") }
      }
      // By itself it would not have come back: two heartbeats are long over.
      #expect(time > .milliseconds(2900) && time < .seconds(45))
    }

    @Test("A publish that hangs in the middle of a body comes back by itself when the time is over")
    func stalled() throws {
      var limits = Self.limits(heartbeat: 1)
      limits.stallTimeout = .seconds(3)
      var connection = try Connection(
        to: try Self.silentPeer().endpoint, name: "test", limits: limits)
      let body = [UInt8](repeating: 1, count: 64 << 20)
      let time = timed {
        #expect(throws: AMQPError.connectionLost) { try connection.send(body, to: "q") }
      }
      #expect(time > .seconds(2) && time < .seconds(45))
    }

    @Test("A question that is not answered costs the limit and the connection")
    func unanswered() throws {
      var connection = try Connection(
        to: try Self.silentPeer().endpoint, name: "test", limits: Self.limits(heartbeat: 60))
      let time = timed {
        #expect(throws: AMQPError.timeout(.answer)) { try connection.selectConfirms() }
      }
      #expect(time < .seconds(30))
      #expect(throws: AMQPError.connectionLost) { _ = try connection.next() }
    }

    @Test("A broker that is short of memory says so, and when it is over")
    func blocked() throws {
      let peer = try ScriptedPeer { client in
        try ScriptedPeer.welcome(client, heartbeat: 60)
        try client.send(
          Wire.method(0, 10, 60) { $0.short("low on memory") } + Wire.method(0, 10, 61))
        client.waitForEnd()
      }
      var connection = try Connection(
        to: peer.endpoint, name: "test", limits: Self.limits(heartbeat: 60))
      #expect(connection.isBlocked == false)
      guard case .blocked("low on memory") = try connection.wait() else {
        Issue.record("It did not say that it is blocked.")
        return
      }
      #expect(connection.isBlocked == true)
      guard case .unblocked = try connection.wait() else {
        Issue.record("It did not say that it is over.")
        return
      }
      #expect(connection.isBlocked == false)
    }

    @Test("A message of which half has come is waited for without a call that waits")
    func halfMessage() throws {
      let peer = try ScriptedPeer { client in
        try ScriptedPeer.welcome(client, heartbeat: 60)
        let whole =
          Wire.method(1, 60, 60) { wire in
            wire.short("c")
            wire.add(UInt64(1))
            wire.add(UInt8(0))
            wire.short("x")
            wire.short("k")
          }
          + Wire.frame(2, 1, [0, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0])
          + Wire.frame(3, 1, [1, 2])
        try client.send(Array(whole.dropLast(3)))
        // The rest comes when the client has shown that it does not wait for it.
        try client.expect(60_080)
        try client.send(Array(whole.suffix(3)) + Wire.frame(3, 1, [3, 4]))
        client.waitForEnd()
      }
      var connection = try Connection(
        to: peer.endpoint, name: "test", limits: Self.limits(heartbeat: 60))
      #expect(try connection.wait(for: 1) == nil)
      try connection.acknowledge(upTo: 9)
      #expect(try connection.delivery().body == [1, 2, 3, 4])
    }

    @Test("Frames that make no sense end the connection with an error")
    func nonsense() throws {
      let nonsense: [[UInt8]] = [
        Wire.frame(3, 1, [1]), Wire.frame(2, 1, [0, 60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0]),
        Wire.frame(2, 1, [0, 50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0]),
        [1, 0, 1, 0x7f, 0xff, 0xff, 0xff], Wire.method(1, 60, 60), Wire.method(0, 77, 77),
      ]
      for bytes in nonsense {
        let peer = try ScriptedPeer { client in
          try ScriptedPeer.welcome(client, heartbeat: 60)
          try client.send(bytes)
          client.waitForEnd()
        }
        var connection = try Connection(
          to: peer.endpoint, name: "test", limits: Self.limits(heartbeat: 60))
        #expect(throws: AMQPError.self) { _ = try connection.wait() }
      }
    }
  }
}
