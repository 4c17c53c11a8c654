import Foundation
import Messaging
import RawAMQP
import Testing

/// Certificates that are replaced while a worker runs: it reads the files anew with each connection.
@Suite("Certificates", .serialized)
struct CertificateTests {
  private static let names = "DNS:localhost,IP:127.0.0.1"

  @Test(
    "Secrets: servers with another authority are reached again once the files are replaced, without a restart"
  )
  func replaced() throws {
    let testbed = try Testbed(on: .breakable)
    try testbed.broken {
      try replace(in: testbed)
    } mended: {
      try testbed.showNothing()
    }
  }

  private func replace(in testbed: Testbed) throws {
    try Certificates.use { certificates in
      try certificates.sign("client", names: "DNS:worker.example")
      let files = try Files(certificates)
      try files.trust("ca", showing: "client")
      try testbed.show("good", of: certificates)
      var door = try openDoor(to: testbed, certificates, asking: "ca", showing: "good")
      let worker = try testbed.worker([
        "DATABASE_URL": files.databaseURL(of: testbed),
        "AMQP_URL": files.amqpURL(of: testbed, door),
      ])
      try wait(until: "ready") { try worker.isReady() }
      #expect(try testbed.count(Self.encryptedSessions) > 0)
      let load = LoadRun(testbed, messages: 400)
      try load.publish(0..<200)
      try load.settle(first: 200)

      try certificates.sign("rotated", by: "other-ca", names: Self.names)
      try certificates.sign("other-client", by: "other-ca", names: "DNS:worker.example")
      try testbed.show("rotated", of: certificates)
      door.close()
      try Testbed.servers("restart")
      door = try openDoor(
        to: testbed, at: door.port, certificates, asking: "other-ca", showing: "rotated")
      defer { door.close() }
      try wait(until: "it says what it does not trust") {
        try worker.get("/health/ready").body.contains("certificate")
      }
      #expect(try worker.get("/health/live").status == 200)
      try load.publish(200..<400)

      try files.trust("other-ca", showing: "other-client")
      try wait(until: "ready again") { try worker.isReady() }
      try load.settle()
      try worker.stop()
      try load.check()
    }
  }

  private static let encryptedSessions = """
    pg_stat_ssl JOIN pg_stat_activity USING (pid) \
    WHERE ssl AND datname = current_database() AND application_name LIKE '%lane%'
    """

  private func openDoor(
    to testbed: Testbed, at port: Int? = nil, _ certificates: Certificates,
    asking authority: String,
    showing certificate: String
  ) throws -> TLSDoor {
    try TLSDoor(
      to: Endpoint(testbed.amqpURL).port, at: port, showing: certificates.path(certificate),
      asking: certificates.path(authority))
  }

  /// Files on a worker's disk, and its URLs.
  private struct Files {
    let certificates: Certificates
    private let folder: URL

    init(_ certificates: Certificates) throws {
      self.certificates = certificates
      folder = certificates.folder.appending(path: "worker")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Replaces the files, each in one step.
    func trust(_ authority: String, showing certificate: String) throws {
      for (name, source) in [
        ("trusted.pem", authority), ("client.pem", certificate),
        ("client.key", "\(certificate).key"),
      ] {
        let data = try Data(contentsOf: URL(fileURLWithPath: certificates.path(source)))
        try data.write(to: folder.appending(path: name), options: .atomic)
      }
    }

    private func path(_ name: String) -> String { folder.appending(path: name).path }

    func databaseURL(of testbed: Testbed) -> String {
      let plain = testbed.environment(of: .registrations)["DATABASE_URL", default: ""]
      return "\(plain)?sslmode=verify-full&sslrootcert=\(path("trusted.pem"))"
    }

    func amqpURL(of testbed: Testbed, _ door: TLSDoor) throws -> String {
      let plain = testbed.environment(of: .registrations)["AMQP_URL", default: ""]
        .replacing(/^amqp:/, with: "amqps:")
        .replacing(":\(try Endpoint(testbed.amqpURL).port)/", with: ":\(door.port)/")
      return "\(plain)?cacertfile=\(path("trusted.pem"))&certfile=\(path("client.pem"))"
        + "&keyfile=\(path("client.key"))"
    }
  }
}
