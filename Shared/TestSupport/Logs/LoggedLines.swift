import Domain
public import Logging
import Observability
public import Settings
import Synchronization

/// The lines that a logger has written, kept to be looked at.
public final class LoggedLines: Sendable {
  private let lines = Mutex<[String]>([])

  /// Nothing is written yet.
  public init() {}

  /// Each line with its line break, in order.
  public var all: [String] { lines.withLock { $0 } }

  /// Makes a logger of which every line lands here; its clock stands at 2026-11-24T17:00:01.007Z.
  public func logger(_ level: Logger.Level, _ format: LogFormat = .text) -> Logger {
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
