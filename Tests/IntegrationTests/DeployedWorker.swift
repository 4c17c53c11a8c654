import Testing

/// A line of `deploy/workers`.
struct DeployedWorker: Hashable, Sendable {
  let name: String
  let role: String
  let port: Substring

  /// All lines, in order.
  static func all() throws -> [DeployedWorker] {
    try Project.text("deploy/workers").split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { line in
        let words = line.split(separator: " ")
        try #require(words.count == 3, "deploy/workers: \(line)")
        return DeployedWorker(name: String(words[0]), role: String(words[1]), port: words[2])
      }
  }
}
