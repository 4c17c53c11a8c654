/// The form of a line of the log.
public enum LogFormat: String, CaseIterable, Sendable {
  /// For people: time, level, message, and `key=value` for the rest.
  case text
  /// For programs: one JSON object a line.
  case json
}
