import Foundation
import Messaging
import RawAMQP
import Store
import TestSupport
import Testing

/// `doctor` at servers, clocks and libraries that are wrong as a whole: each test breaks one of them,
/// reads the cure and, where it can be typed, follows it.
@Suite("Doctor at servers", .serialized)
struct DoctorServerTests {
  @Test(
    "A setting of the server that loses data is a fault, and the cure ends it",
    arguments: ["fsync", "full_page_writes"])
  func durability(name: String) throws {
    try Testbed.use(on: .breakable) { testbed in
      try testbed.broken {
        _ = try testbed.administer("ALTER SYSTEM SET \(name) = off")
        try testbed.reload(until: name, is: "off")
        let report = try testbed.doctor()
        let check = try report.check(name)
        #expect(report.exitCode == 1 && check.state == "fault")
        let cure = "ALTER SYSTEM SET \(name) = on; SELECT pg_reload_conf();"
        try #require(check.cure == cure)
        for order in cure.split(separator: "; ") { _ = try testbed.administer(String(order)) }
        try wait(until: "it is on") { try testbed.administer("SHOW \(name)") == "on" }
        #expect(try testbed.doctor().check(name).state == "ok")
      } mended: {
        _ = try testbed.administer("ALTER SYSTEM RESET \(name)")
        try testbed.reload(until: name, is: "on")
      }
    }
  }

  @Test("A standby is a fault that names the primary, until it is one")
  func standby() throws {
    try Testbed.use(on: .breakable) { testbed in
      try testbed.broken {
        _ = try testbed.administer("COPY (SELECT) TO PROGRAM 'cat > standby.signal'")
        try Testbed.servers("restart", "postgres")
        let report = try testbed.doctor()
        let check = try report.check("writes")
        #expect(report.exitCode == 1 && check.state == "fault")
        #expect(check.found == "The server is a standby: it takes no writes.")
        #expect(check.cure?.hasPrefix("Name the primary in DATABASE_URL") == true)
      } mended: {
        try #require(try testbed.administer("SELECT pg_promote()") == "t")
      }
      #expect(try testbed.doctor().check("writes").state == "ok")
    }
  }

  @Test("A server with hardly a connection left is a warning, with the order to give")
  func connections() throws {
    try Testbed.use(on: .breakable) { testbed in
      let most = try #require(Int(try testbed.administer("SHOW max_connections")))
      let reserved = "superuser_reserved_connections"
      try testbed.broken {
        _ = try testbed.administer("ALTER SYSTEM SET \(reserved) = \(most - 6)")
        try Testbed.servers("restart", "postgres")
        let report = try testbed.doctor()
        let check = try report.check("connections")
        #expect(report.exitCode == 0 && check.state == "warning")
        #expect(check.cure?.hasPrefix("ALTER SYSTEM SET max_connections = \(most + 100);") == true)
      } mended: {
        _ = try testbed.administer("ALTER SYSTEM RESET \(reserved)")
        try Testbed.servers("restart", "postgres")
      }
      #expect(try testbed.doctor().check("connections").state == "ok")
    }
  }

  @Test("A broker with an alarm is a fault; rabbitmqctl status names the alarm, as the cure says")
  func alarm() throws {
    try Testbed.use(on: .breakable) { testbed in
      try testbed.broken {
        try Testbed.servers("ctl", "set_vm_memory_high_watermark", "0.00001")
        try wait(until: "the alarm is raised") { try testbed.doctor().exitCode == 1 }
        let check = try testbed.doctor().check("rabbitmq alarms")
        #expect(check.state == "fault" && check.found.contains("low on memory"))
        #expect(check.cure?.hasPrefix("rabbitmqctl status names the alarm") == true)
        #expect(try Testbed.servers("ctl", "status").output.contains("Memory alarm"))
      } mended: {
        try Testbed.servers("ctl", "set_vm_memory_high_watermark", "0.4")
      }
      try wait(until: "the alarm is over") { try testbed.doctor().exitCode == 0 }
      #expect(try testbed.doctor().check("rabbitmq alarms").state == "ok")
    }
  }

  @Test("Who logs in as guest is warned; the cure leaves no guest, and another user in its place")
  func guest() throws {
    try Testbed.use(on: .breakable) { testbed in
      try testbed.manage("PUT", "users/guest", #"{"password":"guest","tags":""}"#)
      try testbed.manage(
        "PUT", "permissions/\(testbed.name)/guest", #"{"configure":".*","write":".*","read":".*"}"#)
      let url = testbed.amqpURL.replacing(/:\/\/[^@]*@/, with: "://guest:guest@")
      let report = try testbed.doctor(["AMQP_URL": url])
      let check = try report.check("rabbitmq user")
      #expect(report.exitCode == 0 && check.state == "warning")
      let cure = try #require(check.cure)
      #expect(cure.hasPrefix("rabbitmqctl add_user NAME, ") && cure.contains("brevduva grants"))
      try #require(cure.hasSuffix("then rabbitmqctl delete_user guest."))
      try Testbed.servers("ctl", "delete_user", "guest")
      #expect(try testbed.doctor(["AMQP_URL": url]).exitCode == 3)
      let mended = try testbed.doctor()
      #expect(mended.exitCode == 0 && !mended.checks.contains { $0.name == "rabbitmq user" })
    }
  }

  @Test("Servers of another machine without TLS are warnings, and what the cures say makes them ok")
  func withoutTLS() throws {
    try Testbed.use(on: .breakable) { testbed in
      let plain = try testbed.elsewhere()
      let report = try testbed.doctor(plain)
      #expect(report.exitCode == 0)
      let database = try report.check("postgresql TLS")
      #expect(database.state == "warning")
      let toAdd = "sslmode=verify-full&sslrootcert="
      #expect(database.cure == "Add \(toAdd)/path/to/ca.pem to DATABASE_URL.")
      let broker = try report.check("rabbitmq TLS")
      #expect(broker.state == "warning")
      #expect(broker.cure?.hasPrefix("Write amqps://0.0.0.0:5671 in AMQP_URL") == true)

      try Certificates.use { certificates in
        try certificates.sign("anywhere", names: "IP:0.0.0.0")
        try testbed.show("anywhere", of: certificates)
        defer { try? testbed.showNothing() }
        try wait(until: "the certificate is shown") {
          try testbed.count("pg_settings WHERE name = 'ssl' AND setting = 'on'") == 1
        }
        let door = try TLSDoor(
          to: Endpoint(testbed.amqpURL).port, showing: certificates.path("anywhere"))
        defer { door.close() }
        func secured(trusting authority: String) throws -> [String: String] {
          let path = certificates.path(authority)
          return [
            "DATABASE_URL": plain["DATABASE_URL", default: ""] + "?\(toAdd)\(path)",
            "AMQP_URL": plain["AMQP_URL", default: ""].replacing(/^amqp:/, with: "amqps:")
              .replacing(/@0.0.0.0:\d+/, with: "@0.0.0.0:\(door.port)") + "?cacertfile=\(path)",
          ]
        }
        let mended = try testbed.doctor(try secured(trusting: "ca"))
        #expect(mended.exitCode == 0)
        #expect(try mended.check("postgresql TLS").state == "ok")
        #expect(try mended.check("postgresql TLS").found.contains("TLSv1."))
        #expect(try mended.check("rabbitmq TLS").state == "ok")

        let distrusted = try testbed.doctor(try secured(trusting: "other-ca"))
        #expect(distrusted.exitCode == 3)
        #expect(try distrusted.check("postgresql").state == "fault")
        let cure = "openssl s_client -connect 0.0.0.0:\(door.port) -servername 0.0.0.0 "
        #expect(try distrusted.check("rabbitmq").cure?.hasPrefix(cure) == true)
      }
    }
  }

  @Test("Clocks that are apart are a warning, whichever is ahead", arguments: ["+10s", "-10s"])
  func clock(shift: String) throws {
    try Testbed.use { testbed in
      let report = try testbed.doctor(under: ["faketime", "-f", shift])
      let check = try report.check("clock")
      #expect(report.exitCode == 0 && check.state == "warning")
      #expect(check.cure == "timedatectl set-ntp true (on both machines)")
      #expect(check.found.contains(/(?:9|10)\d{3} ms apart/))
      #expect(try testbed.doctor(under: ["faketime", "-f", "+1s"]).check("clock").state == "ok")
    }
  }

  @Test("A PostgreSQL that nobody has tried is a warning that says which to have")
  func oldPostgres() throws {
    try Testbed.use { testbed in
      let number = try #require(Int32(try testbed.administer("SHOW server_version_num")))
      let proxy = try TamperingProxy(
        of: try #require(URLComponents(string: testbed.databaseURL)?.port),
        replacing: number.octets, by: Int32(140_011).octets)
      defer { proxy.close() }
      let url = testbed.database(as: testbed.roles.name(of: .commandLine))
      let report = try testbed.doctor([
        "DATABASE_URL": url.replacing(/:\d+\//, with: ":\(proxy.port)/")
      ])
      let check = try report.check("postgresql")
      #expect(report.exitCode == 0 && check.state == "warning")
      #expect(check.cure?.hasPrefix("Upgrade the server to PostgreSQL 15") == true)
    }
  }

  @Test(
    "A broker that is too old is a fault, another product a warning",
    arguments: [
      ("3.9.", "fault", 1, "Upgrade the broker to RabbitMQ 3.10 or newer."),
      ("OtherMQ", "warning", 0, "Name a RabbitMQ of version 3.10 or newer in AMQP_URL."),
    ])
  func otherBroker(word: String, state: String, exitCode: Int32, cure: String) throws {
    try Testbed.use { testbed in
      let found = try #require(
        try testbed.doctor().check("rabbitmq").found.firstMatch(of: /^(\S+) (\S+) at/))
      let real = state == "fault" ? found.2 : found.1
      let other = word.padding(toLength: real.utf8.count, withPad: "9", startingAt: 0)
      let proxy = try TamperingProxy(
        of: try Endpoint(testbed.amqpURL).port, replacing: real.utf8, by: other.utf8)
      defer { proxy.close() }
      let url = testbed.broker(as: "operator").replacing(/:\d+\//, with: ":\(proxy.port)/")
      let report = try testbed.doctor(["AMQP_URL": url])
      let check = try report.check("rabbitmq")
      #expect(report.exitCode == exitCode && check.state == state && check.cure == cure)
      #expect(check.found.contains(other))
    }
  }

  @Test("Libraries that are too old are faults that name the packages")
  func libraries() throws {
    try Testbed.use { testbed in
      try withFolder { folder in
        let (source, library) = (folder.appending(path: "old.c"), folder.appending(path: "old.so"))
        try Data(
          """
          int PQlibVersion(void) { return 130009; }
          const char *amqp_version(void) { return "0.10.0"; }
          """.utf8
        ).write(to: source)
        let built = try run("clang", ["-shared", "-fPIC", "-o", library.path, source.path])
        try #require(built.status == 0, "\(built.errors)")
        let report = try testbed.doctor(["LD_PRELOAD": library.path])
        #expect(report.exitCode == 1)
        for (name, package) in [("libpq", "libpq5"), ("librabbitmq", "librabbitmq4")] {
          let check = try report.check(name)
          #expect(check.state == "fault")
          #expect(check.cure == "apt-get install --only-upgrade \(package)")
        }
      }
    }
  }
}

extension Testbed {
  /// Runs `brevduva doctor` with a worker's environment in which something is otherwise.
  func doctor(
    _ more: [String: String] = [:], under wrapper: [String] = []
  ) throws -> DoctorReport {
    let key = ["ERASURE_KEY": "test:0123456789abcdef0123456789abcdef"]
    let ran = try brevduva(["doctor", "--json"], key.merging(more) { $1 }, under: wrapper)
    return try DoctorReport(exitCode: ran.status, output: ran.output, errors: ran.errors)
  }

  /// Has the server read its settings, and waits until one of them is what it should be.
  fileprivate func reload(until setting: String, is value: String) throws {
    _ = try administer("SELECT pg_reload_conf()")
    try wait(until: "\(setting) is \(value)") { try administer("SHOW \(setting)") == value }
  }

  /// Both servers by an address that leads here and that `doctor` does not know for this machine.
  fileprivate func elsewhere() throws -> [String: String] {
    [
      "DATABASE_URL": database(as: roles.name(of: .commandLine)),
      "AMQP_URL": broker(as: "operator"),
    ].mapValues { $0.replacing("@127.0.0.1:", with: "@0.0.0.0:") }
  }
}

extension Int32 {
  /// Octets as PostgreSQL sends them.
  fileprivate var octets: [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: self >> (24 - 8 * Int32($0))) }
  }
}
