import Contract
import Domain
import Foundation
import POSIX
import Store
import TestSupport
import Testing
import Threading

/// PgBouncer before the database.
@Suite("A pooler", .serialized)
struct PoolerTests {
  @Test("One that changes connections beneath a session is told apart, and refused by all")
  func transactions() throws {
    try CLIHarness.use { harness in
      let pooler = try PgBouncer(before: harness.databaseURL, mode: "transaction")
      defer { pooler.stop() }
      let report = try DoctorReport(of: harness, ["DATABASE_URL": pooler.url])
      let check = try report.check("postgresql pooler")
      #expect(report.exitCode == 1 && check.state == "fault")
      #expect(check.cure?.hasPrefix("Set pool_mode = session for this database") == true)
      #expect(try report.check("topology").state == "ok")
      let migrated = try harness.run("migrate", ["DATABASE_URL": pooler.url])
      #expect(migrated.exitCode == 3 && migrated.errors.contains("pool_mode = session"))
      // As a worker does before it is ready.
      var store = PostgresStore(StoreLocation(pooler.url), reading: RecordedRegistration.init)
      var waiter = PollWaiter()
      do throws(StoreError) {
        try store.check(waiting: &waiter)
        Issue.record("a worker would go on")
      } catch .unusable(let sentence) {
        #expect(sentence.contains("pool_mode = session"))
      } catch {
        Issue.record("\(error)")
      }
    }
  }

  @Test("One that leaves each session its connection is nothing to tell of")
  func sessions() throws {
    try CLIHarness.use { harness in
      let pooler = try PgBouncer(before: harness.databaseURL, mode: "session")
      defer { pooler.stop() }
      let report = try DoctorReport(of: harness, ["DATABASE_URL": pooler.url])
      #expect(try report.check("schema").state == "ok")
      #expect(!report.text.contains("pool_mode"))
      var store = PostgresStore(StoreLocation(pooler.url), reading: RecordedRegistration.init)
      var waiter = PollWaiter()
      try store.check(waiting: &waiter)
      _ = try store.load(Touch(), messages: [], waiting: &waiter)
    }
  }
}

/// A PgBouncer of its own before one database, gone when it is told.
private final class PgBouncer {
  /// The database's URL through it.
  let url: String
  private let process = Process()
  private let folder: URL

  init(before database: String, mode: String) throws {
    let server = try #require(URLComponents(string: database))
    let name = server.path.dropFirst()
    let port = try ListeningSocket(host: "127.0.0.1", port: 0, backlog: 1).port
    folder = FileManager.default.temporaryDirectory.appending(path: "pooler \(port)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let configuration = """
      [databases]
      \(name) = host=127.0.0.1 port=\(server.port ?? 5432) dbname=\(name) \
      user=\(server.user ?? "") password=\(server.password ?? "")
      [pgbouncer]
      listen_addr = 127.0.0.1
      listen_port = \(port)
      unix_socket_dir =
      auth_type = any
      pool_mode = \(mode)
      """
    let file = folder.appending(path: "pgbouncer.ini").path(percentEncoded: false)
    try Data(configuration.utf8).write(to: URL(filePath: file))
    // It does not run as root.
    let user = getuid() == 0 ? ["-u", "nobody"] : []
    process.executableURL = URL(filePath: "/usr/sbin/pgbouncer")
    process.arguments = ["-q"] + user + [file]
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    url = "postgres://\(server.user ?? "")@127.0.0.1:\(port)/\(name)"
    try process.run()
    var waiter = PollWaiter()
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      do throws(HostError) {
        _ = try Descriptor.connecting(to: "127.0.0.1", port: port, within: .seconds(5))
        return
      } catch {
        try #require(ContinuousClock.now < deadline, "pgbouncer does not listen: \(error)")
        // Its start is told by nothing else.
        _ = waiter.wait(for: -1, .readable, until: .now + .milliseconds(20))
      }
    }
  }

  func stop() {
    // It inherits what the tests' threads block, SIGTERM among it.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    // What is left in the temporary folder disturbs nobody.
    try? FileManager.default.removeItem(at: folder)
  }
}
