import Foundation
import TestSupport
import Testing

/// A worker that runs as its users run it.
final class WorkerProcess {
  private let process = Process()
  private let log: URL

  init(_ executable: String, _ environment: [String: String]) throws {
    log = (TestLogs.folder ?? FileManager.default.temporaryDirectory)
      .appending(path: "worker-\(UUID()).log")
    try Data().write(to: log)
    process.executableURL = URL(fileURLWithPath: executable)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardError = try FileHandle(forWritingTo: log)
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    guard TestLogs.folder == nil else { return }
    try? FileManager.default.removeItem(at: log)  // nothing depends on it any more
  }

  /// What it has logged so far.
  var logged: String {
    FileManager.default.contents(atPath: log.path).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// How many deliveries it has committed, by its log at the level `debug`.
  var committed: Int {
    logged.split(separator: "batch.size=").dropFirst().reduce(0) { sum, rest in
      sum + (Int(rest.prefix { $0.isNumber }) ?? 0)
    }
  }

  var isRunning: Bool { process.isRunning }

  var processIdentifier: Int32 { process.processIdentifier }

  func send(_ signal: Int32) {
    kill(process.processIdentifier, signal)
  }

  /// Waits for its end; returns the exit code, or the signal as a negative number.
  func end(within limit: Duration = .seconds(40)) throws -> Int32 {
    try wait(until: "the worker ends", within: limit) { !process.isRunning }
    return process.terminationReason == .exit
      ? process.terminationStatus : -process.terminationStatus
  }

  /// Drains it.
  func stop() throws {
    TestLogs.keep(try get("/metrics").text, as: "metrics")
    send(SIGTERM)
    let code = try end()
    try #require(code == 0, "drained with \(code): \(logged)")
    #expect(!logged.contains("@"), "an address in the log: \(logged)")
  }

  /// The answer of its listener to a path; the code is 0 if there is none.
  func get(_ path: String) throws -> (code: Int, text: String) {
    guard let port else { return (0, "") }
    let ran = try run(
      "curl", ["-s", "--max-time", "5", "-w", "\n%{http_code}", "http://127.0.0.1:\(port)\(path)"])
    let lines = ran.output.split(separator: "\n", omittingEmptySubsequences: false)
    return (Int(lines.last ?? "") ?? 0, lines.dropLast().joined(separator: "\n"))
  }

  func isReady() throws -> Bool {
    try get("/health/ready").code == 200
  }

  /// The value of a metric, summed over its labels; it must be told.
  func metric(_ name: String) throws -> Double {
    let lines = try get("/metrics").text.split(separator: "\n").filter { $0.hasPrefix(name) }
    return try lines.map { line in
      try #require(line.split(separator: " ").last.flatMap { Double($0) }, "\(line)")
    }.reduce(try #require(lines.isEmpty ? nil : 0, "\(name) is not told"), +)
  }

  /// Where its listener is; `nil` before it has said so.
  var port: Substring? {
    logged.split(separator: "http.port=").dropFirst().first?.prefix { $0.isNumber }
  }
}
