import Foundation
import Glibc
import Messaging
import RawAMQP
import Testing
import Threading

extension RealBroker {
  @Suite("TLS")
  struct TLSTests {
    @Test("Over TLS messages go there and back, frames that OpenSSL holds included")
    func roundTrip() throws {
      try Lab.use { lab in
        try Certificates.use { certificates in
          let door = try TLSDoor(to: lab.endpoint.port, showing: "good", certificates)
          defer { door.close() }
          try lab.declare("q")
          for host in ["localhost", "127.0.0.1"] {
            let endpoint = try lab.endpoint.over(door, host, trusting: certificates.path("ca"))
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
      try Lab.use { lab in
        try Certificates.use { certificates in
          for (shown, host, trusted, reason) in [
            ("good", "localhost", "other-ca", "self-signed|unable to get"),
            ("good", "localhost", nil, "self-signed|unable to get"),
            ("elsewhere", "localhost", "ca", "ostname mismatch"),
            ("elsewhere", "127.0.0.1", "ca", "address mismatch"),
            ("expired", "localhost", "ca", "expired"),
          ] as [(String, String, String?, String)] {
            let door = try TLSDoor(to: lab.endpoint.port, showing: shown, certificates)
            defer { door.close() }
            let endpoint = try lab.endpoint.over(
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
      try Lab.use { lab in
        var endpoint = try Endpoint("amqps://localhost:\(lab.endpoint.port)?cacertfile=/dev/null")
        #expect(
          throws: AMQPError.tls(
            host: "localhost", reason: "cacertfile can't be read as certificates")
        ) { _ = try Connection(to: endpoint, name: "tls") }
        endpoint = try Endpoint("amqps://localhost:\(lab.endpoint.port)")
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

/// Authorities and certificates in a folder that is gone when the test is over.
private struct Certificates {
  private let folder: URL

  static func use(_ body: (Certificates) throws -> Void) throws {
    let certificates = try Certificates()
    defer { try? FileManager.default.removeItem(at: certificates.folder) }
    try body(certificates)
  }

  private init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("messaging-\(UInt64.random(in: 0...UInt64.max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for authority in ["ca", "other-ca"] {
      try openssl(
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
        "2", "-subj", "/CN=\(authority)", "-keyout", path("\(authority).key"), "-out",
        path(authority))
    }
    try sign("good", names: "DNS:localhost,IP:127.0.0.1", days: "2")
    try sign("elsewhere", names: "DNS:elsewhere.example", days: "2")
    try sign("expired", names: "DNS:localhost,IP:127.0.0.1", days: "-1")
  }

  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func sign(_ name: String, names: String, days: String) throws {
    try openssl(
      "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
      "/CN=\(name)", "-addext", "subjectAltName=\(names)", "-keyout", path("\(name).key"), "-out",
      path("\(name).request"))
    try openssl(
      "x509", "-req", "-in", path("\(name).request"), "-CA", path("ca"), "-CAkey",
      path("ca.key"), "-copy_extensions", "copy", "-days", days, "-out", path(name))
  }

  private func openssl(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "openssl \(arguments[0]) failed: is it installed?")
  }
}

/// A door with TLS to a port without: socat, which RabbitMQ's package brings along.
private struct TLSDoor {
  let port: Int
  private let process = Process()

  init(to target: Int, showing name: String, _ certificates: Certificates) throws {
    port = try TLSDoor.freePort()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "socat",
      "OPENSSL-LISTEN:\(port),bind=127.0.0.1,reuseaddr,fork,verify=0,"
        + "cert=\(certificates.path(name)),key=\(certificates.path("\(name).key"))",
      "TCP4:127.0.0.1:\(target)",
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    try waitUntilOpen()
  }

  func close() {
    // A child has the signal mask of the thread that made it, and may not hear a politer one.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  private func waitUntilOpen() throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while (try? RawSocket(to: port)) == nil {
      try #require(
        process.isRunning && ContinuousClock.now < deadline,
        "socat does not listen: is it installed?")
      var nothing = pollfd(fd: -1, events: 0, revents: 0)
      poll(&nothing, 1, 20)
    }
  }

  private static func freePort() throws -> Int {
    let (descriptor, port) = try RawSocket.listening()
    Glibc.close(descriptor)
    return port
  }
}
