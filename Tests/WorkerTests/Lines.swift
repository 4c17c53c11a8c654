import Domain
import Logging
import Synchronization
import Worker

/// The lines that a logger has written, kept to be looked at.
final class Lines: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  /// A logger of which every line lands here.
  func logger(_ level: Logger.Level, _ format: LogFormat = .text) -> Logger {
    Logger(label: "test") { label in
      LineLogHandler(
        label: label, format: format, level: level,
        now: { Timestamp(microseconds: 1_795_539_601_007_000) }, write: add)
    }
  }

  private func add(_ line: String) {
    lines.withLock { $0.append(line) }
  }
}
