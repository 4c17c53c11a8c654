import Contract
import Domain
import Foundation
import Messaging
import Store
import TestSupport
import Testing

/// `doctor` against real servers: each test breaks one thing and reads the cure.
struct DoctorTests {
  private static let key = "k1:0123456789abcdef0123456789abcdef"

  @Test("With all in place every check is ok: exit 0")
  func healthy() throws {
    try CLIHarness.use { harness in
      let report = try DoctorReport(of: harness)
      #expect(report.exitCode == 0)
      #expect(report.checks.allSatisfy { $0.state == "ok" && $0.cure == nil }, "\(report.text)")
      #expect(try report.check("postgresql").found.contains("PostgreSQL 1"))
      #expect(try report.check("rabbitmq").found.hasPrefix("RabbitMQ "))
      let text = try harness.run("doctor", ["ERASURE_KEY": Self.key])
      #expect(text.exitCode == 0 && text.errors.isEmpty)
      #expect(text.output.contains(" has the rights of brevduva, and owns nothing."))
    }
  }

  @Test(
    "A wrong setting is exit 2 and named with what would be right; all else is looked at still",
    arguments: [
      ("LANES", "many", "Set it to a whole number from 1 to 64."),
      ("ERASURE_KEY", "short", "Set it to id:key (a key of at least 32 octets"),
      ("DATABASE_URL", "", "Set it to a PostgreSQL URI"),
      ("AMQP_URL", "http://mq", "Set it to an AMQP URI"),
      ("AMQP_URL_FILE", "/dev/null", "unset AMQP_URL"),
    ])
  func settings(name: String, value: String, cure: String) throws {
    try CLIHarness.use { harness in
      let report = try DoctorReport(of: harness, [name: value])
      let variable = name.replacing("_FILE", with: "")
      let check = try report.check("configuration \(variable)")
      #expect(report.exitCode == 2)
      #expect(check.state == "fault" && check.cure?.hasPrefix(cure) == true)
      let others = ["DATABASE_URL": "rabbitmq", "AMQP_URL": "schema", "LANES": "topology"]
      #expect(try report.check(others[variable] ?? "schema").state == "ok")
    }
  }

  @Test("A file of a secret that others may read is a warning, and one that is not there a fault")
  func secretFiles() throws {
    try CLIHarness.use { harness in
      let path = FileManager.default.temporaryDirectory.appending(path: "key \(harness.vhost)")
        .path(percentEncoded: false)
      try Data(Self.key.utf8).write(to: URL(filePath: path))
      defer { try? FileManager.default.removeItem(atPath: path) }
      for (mode, state) in [(0o644, "warning"), (0o440, "warning"), (0o600, "ok"), (0o400, "ok")] {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        let report = try DoctorReport(of: harness, ["ERASURE_KEY": "", "ERASURE_KEY_FILE": path])
        let check = try report.check("file of ERASURE_KEY_FILE")
        #expect(check.state == state && report.exitCode == 0)
        #expect(check.cure == (state == "ok" ? nil : "chmod 0400 '\(path)'"))
      }
      let gone = try DoctorReport(of: harness, ["ERASURE_KEY": "", "ERASURE_KEY_FILE": "/nowhere"])
      #expect(try gone.check("configuration ERASURE_KEY").state == "fault")
    }
  }

  @Test("What only tests may set is a warning, with the command that unsets it")
  func failpoints() throws {
    try CLIHarness.use { harness in
      let report = try DoctorReport(
        of: harness, ["BREVDUVA_TEST": "1", "BREVDUVA_FAILPOINT": "before_commit:exit"])
      let check = try report.check("failpoints")
      #expect(check.state == "warning" && report.exitCode == 0)
      #expect(check.cure == "unset BREVDUVA_TEST BREVDUVA_FAILPOINT")
    }
  }

  @Test(
    "A database that does not let us in is exit 3, and the broker is looked at still",
    arguments: [
      (":[^:@/]*@", ":hush@", "DATABASE_URL; psql"),
      (#"@127\.0\.0\.1:\d+"#, "@127.0.0.1:1", "pg_isready"),
      (#"/x_cli_\d+"#, "/nowhere", "DATABASE_URL; psql"),
    ])
  func unreachableDatabase(
    part: String, replacement: String, cure: String
  ) throws {
    try CLIHarness.use { harness in
      let wrong = harness.databaseURL.replacing(try Regex(part), with: replacement)
      let report = try DoctorReport(of: harness, ["DATABASE_URL": wrong])
      let check = try report.check("postgresql")
      #expect(report.exitCode == 3 && check.state == "fault")
      #expect(check.cure?.contains(cure) == true)
      #expect(!report.text.contains("hush"))
      #expect(try report.check("topology").state == "ok")
    }
  }

  @Test(
    "A broker that does not let us in is exit 3, and the database is looked at still",
    arguments: [
      (":[^:@/]*@", ":hush@", "rabbitmqctl change_password"),
      (#"@127\.0\.0\.1:\d+"#, "@127.0.0.1:1", "rabbitmqctl status"),
      (#"/x_cli_\d+"#, "/nowhere", "rabbitmqctl add_vhost nowhere"),
    ])
  func unreachableBroker(part: String, replacement: String, cure: String) throws {
    try CLIHarness.use { harness in
      let wrong = harness.amqpURL.replacing(try Regex(part), with: replacement)
      let report = try DoctorReport(of: harness, ["AMQP_URL": wrong])
      let check = try report.check("rabbitmq")
      #expect(report.exitCode == 3 && check.state == "fault")
      #expect(check.cure?.contains(cure) == true)
      #expect(!report.text.contains("hush"))
      #expect(try report.check("schema").state == "ok")
      let spare = try DoctorReport(of: harness, ["AMQP_URL": "\(wrong),\(harness.amqpURL)"])
      #expect(spare.exitCode == 0)
      #expect(spare.checks.filter { $0.name == "rabbitmq" }.map(\.state) == ["warning", "ok"])
    }
  }

  @Test("A user without a right on the virtual host gets the command that grants it")
  func forbidden() throws {
    try CLIHarness.use { harness in
      let user = "\(harness.vhost)-operator"
      try harness.curl("DELETE", "permissions/\(harness.vhost)/\(user)")
      let report = try DoctorReport(of: harness)
      #expect(report.exitCode == 3)
      let cure = try report.check("rabbitmq").cure
      #expect(cure?.hasPrefix("rabbitmqctl set_permissions -p \(harness.vhost) \(user)") == true)
    }
  }

  @Test("A user who may not declare cannot compare the topology, nor see an alarm: warnings")
  func leastRightsAtBroker() throws {
    try CLIHarness.use { harness in
      let user = "\(harness.vhost)-operator"
      try harness.curl(
        "PUT", "permissions/\(harness.vhost)/\(user)",
        #"{"configure":"^$","write":"^brevduva\\.events$","read":"^registrations$"}"#)
      let report = try DoctorReport(of: harness)
      #expect(report.exitCode == 0)
      let topology = try report.check("topology")
      #expect(topology.state == "warning" && topology.found.contains("could not be compared"))
      #expect(try report.check("rabbitmq alarms").state == "warning")
    }
  }
}

extension DoctorReport {
  /// Runs it with the environment of a worker in which something is otherwise.
  init(of harness: CLIHarness, _ environment: [String: String] = [:]) throws {
    let key = ["ERASURE_KEY": "k1:0123456789abcdef0123456789abcdef"]
    let ran = try harness.run("doctor --json", key.merging(environment) { $1 })
    try self.init(exitCode: ran.exitCode, output: ran.output, errors: ran.errors)
  }
}
