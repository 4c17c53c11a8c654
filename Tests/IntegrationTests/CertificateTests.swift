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
    let house = try House(on: .breakable)
    try house.broken {
      try replace(in: house)
    } mended: {
      try house.showNothing()
    }
  }

  private func replace(in house: House) throws {
    try Certificates.use { certificates in
      try certificates.sign("client", names: "DNS:worker.example")
      let files = try Files(certificates)
      try files.trust("ca", showing: "client")
      try house.show("good", of: certificates)
      var door = try openDoor(to: house, certificates, asking: "ca", showing: "good")
      let worker = try house.worker([
        "DATABASE_URL": files.databaseURL(of: house), "AMQP_URL": files.amqpURL(of: house, door),
      ])
      try wait(until: "ready") { try worker.isReady() }
      #expect(try house.count(Self.encryptedSessions) > 0)
      let campaign = Campaign(house, messages: 400)
      try campaign.publish(0..<200)
      try campaign.settle(first: 200)

      try certificates.sign("rotated", by: "other-ca", names: Self.names)
      try certificates.sign("other-client", by: "other-ca", names: "DNS:worker.example")
      try house.show("rotated", of: certificates)
      door.close()
      try House.servers("restart")
      door = try openDoor(
        to: house, at: door.port, certificates, asking: "other-ca", showing: "rotated")
      defer { door.close() }
      try wait(until: "it says what it does not trust") {
        try worker.get("/health/ready").body.contains("certificate")
      }
      #expect(try worker.get("/health/live").status == 200)
      try campaign.publish(200..<400)

      try files.trust("other-ca", showing: "other-client")
      try wait(until: "ready again") { try worker.isReady() }
      try campaign.settle()
      try worker.stop()
      try campaign.check()
    }
  }

  private static let encryptedSessions = """
    pg_stat_ssl JOIN pg_stat_activity USING (pid) \
    WHERE ssl AND datname = current_database() AND application_name LIKE '%lane%'
    """

  private func openDoor(
    to house: House, at port: Int? = nil, _ certificates: Certificates, asking authority: String,
    showing certificate: String
  ) throws -> TLSDoor {
    try TLSDoor(
      to: Endpoint(house.amqpURL).port, at: port, showing: certificates.path(certificate),
      asking: certificates.path(authority))
  }

  /// What lies on a worker's disk, and its URLs.
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

    func databaseURL(of house: House) -> String {
      let plain = house.environment(of: .registrations)["DATABASE_URL", default: ""]
      return "\(plain)?sslmode=verify-full&sslrootcert=\(path("trusted.pem"))"
    }

    func amqpURL(of house: House, _ door: TLSDoor) throws -> String {
      let plain = house.environment(of: .registrations)["AMQP_URL", default: ""]
        .replacing(/^amqp:/, with: "amqps:")
        .replacing(":\(try Endpoint(house.amqpURL).port)/", with: ":\(door.port)/")
      return "\(plain)?cacertfile=\(path("trusted.pem"))&certfile=\(path("client.pem"))"
        + "&keyfile=\(path("client.key"))"
    }
  }
}
