import Foundation
import POSIX
import TestSupport
import Testing

/// A worker that runs as its users run it.
final class WorkerProcess {
  private let process = Process()
  private let log: URL
  /// The testbed that it works in, which stays as long as this.
  private let testbed: Testbed?
  private var knownPort: UInt16?

  /// Starts an executable.
  ///
  /// - Parameters:
  ///   - executable: its path.
  ///   - arguments: what it is given.
  ///   - environment: what it finds besides the variables of the test.
  ///   - testbed: where it works, if it is one of ours.
  /// - Throws: an error of Foundation's if it cannot be run.
  init(
    _ executable: String, _ arguments: [String], _ environment: [String: String],
    in testbed: Testbed? = nil
  ) throws {
    self.testbed = testbed
    log = (TestLogs.folder ?? FileManager.default.temporaryDirectory)
      .appending(path: "worker-\(UUID()).log")
    try Data().write(to: log)
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardError = try FileHandle(forWritingTo: log)
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  deinit {
    if process.isRunning {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    guard TestLogs.folder == nil else { return }
    try? FileManager.default.removeItem(at: log)  // nothing depends on it any more
  }

  /// Lines that it has logged so far.
  var logged: String {
    FileManager.default.contents(atPath: log.path).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// Number of deliveries that it has committed, by its log at the level `debug`.
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

  /// Makes it stand still, and waits until each of its threads does.
  ///
  /// The kernel gives SIGSTOP to one thread, which stops the others; until it runs, they go on.
  func freeze() throws {
    send(SIGSTOP)
    let threads = "/proc/\(processIdentifier)/task"
    try wait(until: "each of its threads stands still") {
      try FileManager.default.contentsOfDirectory(atPath: threads).allSatisfy { thread in
        // A thread's name stands in brackets and may hold any character; its state follows.
        let line = FileManager.default.contents(atPath: "\(threads)/\(thread)/stat")
        guard let line else { return true }  // it has ended since
        return String(decoding: line, as: UTF8.self).split(separator: ")").last?.dropFirst().first
          == "T"
      }
    }
  }

  /// Lets it go on after ``freeze()``.
  func thaw() {
    send(SIGCONT)
  }

  /// Waits for its end; returns the exit code, or the signal as a negative number.
  ///
  /// By itself a worker ends 25 seconds after SIGTERM at the latest.
  func end(within limit: Duration = .seconds(180)) throws -> Int32 {
    try wait(until: "the worker ends", within: limit) { !process.isRunning }
    return process.terminationReason == .exit
      ? process.terminationStatus : -process.terminationStatus
  }

  /// Drains it.
  func stop() throws {
    TestLogs.keep(try get("/metrics").body, as: "metrics")
    send(SIGTERM)
    let code = try end()
    try #require(code == 0, "drained with \(code): \(logged)")
    #expect(!logged.contains("@"), "an address in the log: \(logged)")
  }
}

// MARK: Questions

/// There was no answer to a question: something else than an answer that is wrong.
struct NoAnswer: Error, CustomStringConvertible {
  let question: String
  let reason: String

  var description: String { "no answer to \(question): \(reason)" }
}

/// A page of metrics does not tell one of them.
struct NotTold: Error, Hashable, CustomStringConvertible {
  let metric: String

  var description: String { "\(metric) is not told" }
}

extension WorkerProcess {
  /// Finds the port of its listener; waits until it has said so.
  ///
  /// - Throws: ``NoAnswer`` if it ends before, or says nothing.
  func port(within limit: Duration = .seconds(180)) throws -> UInt16 {
    if let knownPort { return knownPort }
    do {
      try wait(until: "it listens", within: limit) {
        // In this order: what it logs before it ends is read.
        let isRunning = isRunning
        let digits = logged.split(separator: "http.port=").dropFirst().first?
          .prefix { $0.isNumber }
        knownPort = digits.flatMap { UInt16($0) }
        guard knownPort != nil || isRunning else {
          throw NoAnswer(question: "where it listens", reason: "it has ended. \(logged)")
        }
        return knownPort != nil
      }
    } catch let error as NotInTime {
      throw NoAnswer(question: "where it listens", reason: error.description)
    }
    return try #require(knownPort)
  }

  /// The answer of its listener to a path; it is waited for.
  ///
  /// - Throws: ``NoAnswer`` if there is none.
  func get(
    _ path: String, within limit: Duration = .seconds(60)
  ) throws -> (status: Int, body: String) {
    let port = try port()
    let answer: RawClient.Answer?
    do throws(HostError) {
      answer = try RawClient.exchange(
        "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", port: port, patience: limit)
    } catch {
      throw NoAnswer(question: path, reason: error.description)
    }
    guard let answer else { throw NoAnswer(question: path, reason: "nothing came in time") }
    return (answer.status, answer.body)
  }

  func isReady() throws -> Bool {
    try get("/health/ready").status == 200
  }

  /// The value of a metric, summed over its labels.
  ///
  /// - Throws: ``NotTold`` if its page does not tell it.
  func metric(_ name: String) throws -> Double {
    let page = try get("/metrics")
    try #require(page.status == 200)
    let values = try PrometheusParser(page.body).samples.filter { $0.name == name }.map(\.value)
    guard !values.isEmpty else { throw NotTold(metric: name) }
    return values.reduce(0, +)
  }
}
