import Foundation
import Testing
import WorkerDefinitions

/// Secrets come from files, and stand nowhere else.
@Suite("Secrets", .serialized)
struct SecretTests {
  @Test(
    "Secrets: a worker takes each of them from a file, and shows none in its arguments, log, metrics or errors",
    arguments: WorkerKind.underLoad)
  func fromFiles(kind: WorkerKind) throws {
    let testbed = try Testbed()
    let folder = FileManager.default.temporaryDirectory.appending(path: testbed.name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let given = testbed.environment(of: kind)
    var environment: [String: String] = [:]
    let hasKey = kind.definition.needsErasureKeys
    for name in ["DATABASE_URL", "AMQP_URL"] + (hasKey ? ["ERASURE_KEY"] : []) {
      let file = folder.appending(path: name)
      try Data((given[name, default: ""] + "\n").utf8).write(to: file)
      environment[name] = ""
      environment["\(name)_FILE"] = file.path
    }
    let worker = try testbed.worker(for: kind, environment)
    try wait(until: "ready") { try worker.isReady() }
    let load = LoadRun(testbed, kind, messages: 100)
    try load.publish()
    try load.settle()

    let process = "/proc/\(worker.processIdentifier)"
    let shown =
      try ["/metrics", "/health/ready", "/health/live"].map { try worker.get($0).body }
      + [String(contentsOfFile: "\(process)/cmdline", encoding: .utf8)]
    let limits = try String(contentsOfFile: "\(process)/limits", encoding: .utf8)
    #expect(try limits.contains(Regex("Max core file size +1 +1 ")), "\(limits)")
    _ = try testbed.sql(
      """
      SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
      WHERE datname = current_database() AND pid <> pg_backend_pid()
      """)
    try wait(until: "it noticed") { worker.logged.contains("A server cannot be used") }
    try worker.stop()
    let key = "0123456789abcdef0123456789abcdef"
    for secret in [testbed.password] + (hasKey ? [key] : []) {
      #expect(given.values.contains { $0.contains(secret) })
      #expect(!worker.logged.contains(secret))
      for text in shown { #expect(!text.contains(secret)) }
    }
  }
}
