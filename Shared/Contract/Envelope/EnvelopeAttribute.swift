import Formats

/// An attribute of CloudEvents, or one of the extensions that are carried along.
enum EnvelopeAttribute: String {
  case id
  case source
  case type
  case time
  case specversion
  case actor
  case traceparent
  case tracestate

  /// Beginning of its header's name, as we write it.
  private static var headerPrefix: String { "cloudEvents:" }
  /// The other way that the AMQP binding of CloudEvents has, of the same length.
  private static var otherPrefix: String { "cloudEvents_" }

  /// The header that holds it.
  var header: String { Self.headerPrefix + rawValue }

  /// `true` for the name of the header that holds it.
  func isHeader(_ name: String) -> Bool {
    name.utf8.count == Self.headerPrefix.utf8.count + rawValue.utf8.count
      && name.hasSuffix(rawValue)
      && (name.hasPrefix(Self.headerPrefix) || name.hasPrefix(Self.otherPrefix))
  }

  /// The key in a structured event.
  var key: JSONKey {
    switch self {
    case .id: "id"
    case .source: "source"
    case .type: "type"
    case .time: "time"
    case .specversion: "specversion"
    case .actor: "actor"
    case .traceparent: "traceparent"
    case .tracestate: "tracestate"
    }
  }
}
