import Foundation
import Store
import TestSupport
import Testing

/// `doctor` on a real database that is not as it should be.
struct DoctorDatabaseTests {
  @Test(
    "A setting of the database that loses data or forbids writes is a fault, with the way back",
    arguments: [
      ("synchronous_commit", "off", "synchronous_commit"),
      ("default_transaction_read_only", "on", "writes"),
    ])
  func settings(setting: String, value: String, name: String) throws {
    try CLIHarness.use { harness in
      try harness.sql("ALTER DATABASE \(harness.vhost) SET \(setting) = \(value)")
      let broken = try DoctorReport(of: harness)
      #expect(broken.exitCode == 1)
      let cure = try #require(try broken.check(name).cure)
      #expect(cure.hasSuffix(#"ALTER DATABASE "\#(harness.vhost)" RESET \#(setting);"#))
      // As psql does it: one statement after the other.
      try harness.sql(cure.replacing("; ", with: "; COMMIT; "))
      #expect(try DoctorReport(of: harness).check(name).state == "ok")
    }
  }

  @Test("Options in the URI that lose data are a fault, and the cure points at them")
  func options() throws {
    try CLIHarness.use { harness in
      let url = harness.databaseURL + "?options=-c%20synchronous_commit%3Doff"
      let report = try DoctorReport(of: harness, ["DATABASE_URL": url])
      let cure = "Take synchronous_commit out of the options in DATABASE_URL and PGOPTIONS."
      #expect(try report.exitCode == 1 && report.check("synchronous_commit").cure == cure)
    }
  }

  @Test("A database in another encoding is a fault")
  func encoding() throws {
    try CLIHarness.use(prepared: false) { harness in
      let name = "\(harness.vhost)_ascii"
      try harness.sql(
        "CREATE DATABASE \(name) ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' "
          + "TEMPLATE template0")
      defer { try? harness.sql("DROP DATABASE \(name) WITH (FORCE)") }
      let report = try DoctorReport(
        of: harness, ["DATABASE_URL": harness.databaseURL.replacing(harness.vhost, with: name)])
      let check = try report.check("encoding")
      #expect(check.state == "fault" && check.found.contains("is in SQL_ASCII"))
      #expect(check.cure?.contains("--encoding UTF8") == true)
    }
  }

  @Test("Without a schema or its tables the cure is to migrate, and it mends it")
  func noSchema() throws {
    try CLIHarness.use(prepared: false) { harness in
      #expect(try DoctorReport(of: harness).check("schema").cure == "brevduva migrate")
      try harness.sql("CREATE SCHEMA brevduva AUTHORIZATION \(harness.owner)")
      let empty = try DoctorReport(of: harness)
      let check = try empty.check("schema")
      #expect(check.cure == "brevduva migrate" && check.found.contains("no tables"))
      #expect(empty.exitCode == 1)
      #expect(try harness.run("migrate").exitCode == 0)
      #expect(try DoctorReport(of: harness).check("schema").state == "ok")
    }
  }

  @Test(
    "A schema that is older, newer or another one is told apart, each with its cure",
    arguments: [
      ("DELETE FROM schema_migration WHERE number = 4", "fault", "brevduva migrate"),
      (
        "INSERT INTO schema_migration VALUES (99, 'later', 1, '\\x00')", "warning",
        "Install the version of brevduva and of the workers that made it."
      ),
      (
        "INSERT INTO schema_migration VALUES (99, 'later', 99, '\\x00')", "fault",
        "Install the version of brevduva and of the workers that made it."
      ),
      (
        "UPDATE schema_migration SET checksum = '\\x00' WHERE number = 2", "fault",
        "Install the version of brevduva that made the schema; its brevduva migrate tells which step "
          + "differs."
      ),
    ])
  func otherSchema(script: String, state: String, cure: String) throws {
    try CLIHarness.use { harness in
      try harness.sql(script)
      let report = try DoctorReport(of: harness)
      let check = try report.check("schema")
      #expect(check.state == state && check.cure == cure)
      #expect(report.exitCode == (state == "fault" ? 1 : 0))
    }
  }

  @Test("A user without rights is told what to grant; the owner, that less would do")
  func rights() throws {
    try CLIHarness.use { harness in
      let user = "\(harness.vhost)_user"
      try harness.sql("CREATE ROLE \(user) LOGIN PASSWORD 'x'")
      defer { try? harness.sql("DROP OWNED BY \(user); DROP ROLE \(user)") }
      let url = harness.databaseURL.replacing(#/\/\/[^@]*@/#, with: "//\(user):x@")
      let none = try DoctorReport(of: harness, ["DATABASE_URL": url]).check("schema")
      #expect(none.state == "fault")
      #expect(none.cure?.hasPrefix("GRANT USAGE ON SCHEMA brevduva TO \(user);") == true)
      try harness.sql(
        "GRANT USAGE ON SCHEMA brevduva TO \(user); GRANT SELECT ON schema_migration TO \(user)")
      let few = try DoctorReport(of: harness, ["DATABASE_URL": url])
      #expect(few.exitCode == 1)
      #expect(try few.check("rights").state == "fault")
      #expect(try few.check("rights").cure?.hasPrefix("brevduva grants database") == true)
      #expect(try few.check("contents").state == "warning")
      try harness.sql("ALTER SCHEMA brevduva OWNER TO \(user)")
      let owner = try DoctorReport(of: harness, ["DATABASE_URL": url]).check("rights")
      #expect(owner.state == "warning" && owner.found.contains("owns the schema"))
      #expect(owner.cure?.contains("brevduva grants") == true)
      try harness.sql("ALTER SCHEMA brevduva OWNER TO CURRENT_USER")
    }
  }

  @Test("L6: a key that made tags which still count and is not listed is a fault, until it expires")
  func erasureKeys() throws {
    try CLIHarness.use { harness in
      try harness.sql(
        """
        INSERT INTO erased_address (key_id, tag, kind, profile_id, erased_at, expires_at)
        SELECT k, sha256(n::text::bytea), 0, gen_random_uuid(), now(), now() + interval '1 day'
        FROM unnest(ARRAY['k0', 'k1', 'old']) AS k, generate_series(1, 3) AS n
        """)
      let broken = try DoctorReport(of: harness)
      let check = try broken.check("erasure keys")
      #expect(broken.exitCode == 1 && check.state == "fault")
      #expect(check.found.contains("k0, old") && !check.found.contains("k1"))
      #expect(check.cure?.contains("at the end of ERASURE_KEY again (…,k0:KEY,old:KEY)") == true)
      let key = String(repeating: "x", count: 32)
      let mended = ["ERASURE_KEY": "k1:\(key),k0:\(key),old:\(key)"]
      #expect(try DoctorReport(of: harness, mended).check("erasure keys").state == "ok")
      try harness.sql("UPDATE erased_address SET expires_at = now() WHERE key_id <> 'k1'")
      #expect(try DoctorReport(of: harness).check("erasure keys").state == "ok")
      let unset = try DoctorReport(of: harness, ["ERASURE_KEY": ""])
      #expect(try unset.check("erasure keys").state == "warning" && unset.exitCode == 0)
    }
  }

  @Test("Events that wait for long and messages that are parked are warnings")
  func waiting() throws {
    try CLIHarness.use { harness in
      try harness.write(BatchDecision(messages: [Fixtures.parked("m1", as: 1)]))
      let report = try DoctorReport(of: harness)
      #expect(report.exitCode == 0)
      let parked = try report.check("parked")
      #expect(parked.state == "warning" && parked.cure == "brevduva parked list --by-cause")
    }
    try CLIHarness.use { harness in
      try harness.sql(
        """
        INSERT INTO outbox (
          id, created_at, message_count, exchange, routing_key, message_id, content_type,
          properties, body)
        VALUES (
          gen_random_uuid(), now() - interval '2 minutes', 1, '{x}', '{k}', '{m}', '{t}', '{null}',
          '{x}')
        """)
      let outbox = try DoctorReport(of: harness).check("outbox")
      #expect(outbox.state == "warning" && outbox.found.hasPrefix("1 message waits in the outbox"))
      #expect(outbox.cure?.contains("a receiver's queue is full") == true)
    }
  }

  @Test("Events that had no receiver are a warning for a day")
  func unrouted() throws {
    try CLIHarness.use { harness in
      #expect(try DoctorReport(of: harness).check("events").state == "ok")
      try harness.sql(
        "INSERT INTO anomaly (kind, subject, amount) VALUES (0, 'profile.created', 3)")
      let events = try DoctorReport(of: harness).check("events")
      #expect(events.state == "warning" && events.found.contains("profile.created (3)"))
      try harness.sql("UPDATE anomaly SET last_at = now() - interval '25 hours'")
      #expect(try DoctorReport(of: harness).check("events").state == "ok")
    }
  }
}
