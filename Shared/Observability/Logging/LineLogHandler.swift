package import Domain
import Formats
public import Logging
import Platform
public import Settings

/// Writes each event of the log as one line with one `write(2)`.
///
/// Message and values are escaped, so that what comes from outside cannot make a line of its own,
/// and cut, so that it cannot make an endless one. Of an error only the type is written: its words
/// may hold what no log may.
public struct LineLogHandler: LogHandler {
  /// The longest message and value that are written whole, in octets.
  static let limit = 2000

  /// Metadata that is added to every line.
  public var metadata: Logger.Metadata = [:]
  /// Level from which on lines are written.
  public var logLevel: Logger.Level
  /// Adds metadata of the task in which a line is written.
  public var metadataProvider: Logger.MetadataProvider?

  private let label: String
  private let format: LogFormat
  private let now: @Sendable () -> Timestamp
  private let write: @Sendable (String) -> Void

  /// A handler that writes to standard error.
  ///
  /// - Parameters:
  ///   - label: the name of the program.
  ///   - format: for people or for programs.
  ///   - level: from which level on lines are written.
  public init(label: String, format: LogFormat, level: Logger.Level) {
    self.init(
      label: label, format: format, level: level, now: Timestamp.now,
      write: StandardStream.errors.write)
  }

  /// A handler with a clock and an end of its own; `write` gets the line with its line break.
  package init(
    label: String, format: LogFormat, level: Logger.Level,
    now: @escaping @Sendable () -> Timestamp, write: @escaping @Sendable (String) -> Void
  ) {
    self.label = label
    self.format = format
    self.logLevel = level
    self.now = now
    self.write = write
  }

  /// One value of the metadata that is added to every line.
  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes one line.
  public func log(event: LogEvent) {
    var all = metadata
    all.merge(metadataProvider?.get() ?? [:]) { $1 }
    all.merge(event.metadata ?? [:]) { $1 }
    if let error = event.error {
      all[LogKeys.errorType] = .string(String(reflecting: type(of: error)))
    }
    let pairs = all.sorted { $0.key < $1.key }.map { key, value in
      (key: key, value: Escape.cut("\(value)", to: Self.limit))
    }
    let message = Escape.cut("\(event.message)", to: Self.limit)
    switch format {
    case .text: write(text(event.level, message, pairs))
    case .json: write(json(event.level, message, pairs))
    }
  }

  /// Time in RFC 3339, UTC, to the millisecond.
  private var time: String {
    let moment = now().microseconds
    return RFC3339.text(moment - moment % 1000)
  }

  private func text(
    _ level: Logger.Level, _ message: String, _ pairs: [(key: String, value: String)]
  ) -> String {
    let name = level.rawValue.uppercased()
    let padding = String(repeating: " ", count: max(0, 8 - name.count))
    var line = "\(time) \(name)\(padding) \(label): \(Escape.controls(in: message))"
    for (key, value) in pairs { line += " \(Escape.value(key))=\(Escape.value(value))" }
    return line + "\n"
  }

  private func json(
    _ level: Logger.Level, _ message: String, _ pairs: [(key: String, value: String)]
  ) -> String {
    let fixed = [
      ("time", time), ("level", level.rawValue), ("logger", label), ("message", message),
    ]
    let names = fixed.map(\.0)
    let others = pairs.map { (names.contains($0.key) ? "metadata.\($0.key)" : $0.key, $0.value) }
    let members = (fixed + others).map { "\(Escape.json($0.0)):\(Escape.json($0.1))" }
    return "{" + members.joined(separator: ",") + "}\n"
  }
}
