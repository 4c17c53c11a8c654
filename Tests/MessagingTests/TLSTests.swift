import Messaging
import RawAMQP
import Testing
import Threading

extension RealBroker {
  @Suite("TLS")
  struct TLSTests {
    @Test("Over TLS messages go there and back, frames that OpenSSL holds included")
    func roundTrip() throws {
      try BrokerHarness.use { harness in
        try Certificates.use { certificates in
          let door = try TLSDoor(to: harness.endpoint.port, showing: certificates.path("good"))
          defer { door.close() }
          try harness.declare("q")
          for host in ["localhost", "127.0.0.1"] {
            let endpoint = try harness.endpoint.over(door, host, trusting: certificates.path("ca"))
            var connection = try Connection(to: endpoint, name: "tls")
            try connection.selectConfirms()
            let large = [UInt8](repeating: 7, count: 1 << 20)
            for _ in 0..<200 { try connection.send([1, 2, 3], to: "q") }
            try connection.send(large, to: "q")
            try connection.confirmed(upTo: 201)
            try connection.consume("q", prefetch: 0, tag: "c")
            for _ in 0..<200 { #expect(try connection.delivery().body == [1, 2, 3]) }
            #expect(try connection.delivery().body == large)
            try connection.acknowledge(upTo: 201)
            #expect(try connection.wait(for: 1) == nil)
            connection.close()
          }
        }
      }
    }

    @Test("A certificate that does not fit is refused, and why is said")
    func refused() throws {
      try BrokerHarness.use { harness in
        try Certificates.use { certificates in
          for (shown, host, trusted, reason) in [
            ("good", "localhost", "other-ca", "self-signed|unable to get"),
            ("good", "localhost", nil, "self-signed|unable to get"),
            ("elsewhere", "localhost", "ca", "ostname mismatch"),
            ("elsewhere", "127.0.0.1", "ca", "address mismatch"),
            ("expired", "localhost", "ca", "expired"),
          ] as [(String, String, String?, String)] {
            let door = try TLSDoor(to: harness.endpoint.port, showing: certificates.path(shown))
            defer { door.close() }
            let endpoint = try harness.endpoint.over(
              door, host, trusting: trusted.map(certificates.path))
            do throws(AMQPError) {
              _ = try Connection(to: endpoint, name: "tls")
              Issue.record("\(shown) was taken for \(host).")
            } catch {
              guard case .tls(host: host, reason: let said) = error else {
                Issue.record("\(shown) was refused as something else: \(error)")
                continue
              }
              #expect(try said.contains(Regex(reason)), "\(said)")
            }
          }
        }
      }
    }

    @Test("Plain AMQP where TLS is spoken, and files that are none, are errors with a reason")
    func mistakes() throws {
      try BrokerHarness.use { harness in
        var endpoint = try Endpoint(
          "amqps://localhost:\(harness.endpoint.port)?cacertfile=/dev/null")
        #expect(
          throws: AMQPError.tls(
            host: "localhost", reason: "cacertfile can't be read as certificates")
        ) { _ = try Connection(to: endpoint, name: "tls") }
        endpoint = try Endpoint("amqps://localhost:\(harness.endpoint.port)")
        do throws(AMQPError) {
          _ = try Connection(to: endpoint, name: "tls")
          Issue.record("It was taken.")
        } catch {
          guard case .tls = error else {
            Issue.record("It was refused as something else: \(error)")
            return
          }
        }
      }
    }
  }
}

extension Endpoint {
  /// The same broker by another door.
  fileprivate func over(
    _ door: TLSDoor, _ host: String, trusting authority: String?
  ) throws -> Endpoint {
    var endpoint = self
    endpoint.isSecure = true
    endpoint.host = host
    endpoint.port = door.port
    endpoint.authorityFile = authority
    return endpoint
  }
}
