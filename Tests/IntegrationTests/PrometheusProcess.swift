import Foundation
import Testing

/// A real Prometheus on a free port, with the example configuration and the rules of `deploy/`; it
/// looks at its workers every second.
final class PrometheusProcess {
  private let process = Process()
  private let log: URL

  /// Starts it.
  ///
  /// - Parameters:
  ///   - folder: for what it writes; it must outlive this.
  ///   - ports: where workers really are, by the port that the example gives them.
  /// - Throws: what keeps it from listening, with its log.
  init(in folder: URL, watching ports: [Substring: UInt16]) throws {
    var configuration = try Project.text("deploy/prometheus/prometheus.yml")
      .replacing("15s", with: "1s")
    for (example, port) in ports {
      try #require(configuration.contains("127.0.0.1:\(example)"))
      configuration.replace("127.0.0.1:\(example)", with: "127.0.0.1:\(port)")
    }
    let file = folder.appending(path: "prometheus.yml")
    try Data(configuration.utf8).write(to: file)
    try FileManager.default.copyItem(
      at: Project.url("deploy/prometheus/brevduva.rules.yml"),
      to: folder.appending(path: "brevduva.rules.yml"))
    log = folder.appending(path: "prometheus.log")
    try Data().write(to: log)
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "prometheus", "--config.file=\(file.path)",
      "--storage.tsdb.path=\(folder.appending(path: "data").path)",
      "--web.listen-address=127.0.0.1:0",
    ]
    process.standardError = try FileHandle(forWritingTo: log)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // It listens before it answers: until its store is open, each question gets a 503.
    try wait(until: "Prometheus is ready") {
      try #require(process.isRunning, "Prometheus has ended: \(logged)")
      guard let address else { return false }
      return try run("curl", ["-sSf", "--max-time", "60", "http://\(address)/-/ready"]).status == 0
    }
  }

  deinit {
    guard process.isRunning else { return }
    process.terminate()
    process.waitUntilExit()
  }

  private var logged: String {
    FileManager.default.contents(atPath: log.path).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  private var address: String? {
    Project.matches(of: /msg="Listening on" address=(\S+)/, in: logged).first
  }

  /// The `data` of an answer of its API; anything but success is a failure of the test.
  private func ask(_ path: String, _ parameters: [String] = []) throws -> [String: Any] {
    let address = try #require(address)
    let ran = try run(
      "curl",
      ["-sS", "-G", "--max-time", "60"] + parameters.flatMap { ["--data-urlencode", $0] }
        + ["http://\(address)/api/v1/\(path)"])
    let answer = try JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [String: Any]
    try #require(answer?["status"] as? String == "success", "\(parameters): \(ran.output)")
    return try #require(answer?["data"] as? [String: Any])
  }

  /// The values that a query gives now, one for each series.
  func values(of query: String) throws -> [Double] {
    let result = try ask("query", ["query=\(query)"])["result"] as? [[String: Any]]
    return try #require(result).map { series in
      let value = try #require((series["value"] as? [Any])?.last as? String)
      return try #require(Double(value))
    }
  }

  /// The rules that it has loaded.
  func rules() throws -> [[String: Any]] {
    let groups = try #require(try ask("rules")["groups"] as? [[String: Any]])
    return groups.flatMap { $0["rules"] as? [[String: Any]] ?? [] }
  }
}
