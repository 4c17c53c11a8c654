import Formats

/// An attribute of CloudEvents, or one of the extensions that are carried along.
enum EnvelopeAttribute: String, CaseIterable {
  case id
  case source
  case type
  case time
  case specversion
  case actor
  case traceparent
  case tracestate

  /// Beginnings of its header's name: ours, the other one of CloudEvents' binding for AMQP 1.0, that of
  /// its binding for RabbitMQ, and that where hyphens are no part of names.
  private static let prefixes = ["cloudEvents:", "cloudEvents_", "ce-", "ce_"]

  /// The header that holds it, as we write it.
  var header: String { Self.prefixes[0] + rawValue }

  /// `true` if its header's name may be the bare word: AMQP clients set these by hand.
  private var isBareWord: Bool {
    self == .actor || self == .traceparent || self == .tracestate
  }

  /// Returns whether this is the name of the header that holds it, in any case: a bridge from HTTP
  /// capitalizes.
  func isHeader(_ name: String) -> Bool {
    Self.prefixes.contains { prefix in
      name.utf8.count == prefix.utf8.count + rawValue.utf8.count
        && (name.hasPrefix(prefix) && name.hasSuffix(rawValue)
          || name.lowercased() == (prefix + rawValue).lowercased())
    }
  }

  /// Returns whether this is its bare word.
  func isBareHeader(_ name: String) -> Bool { isBareWord && name == rawValue }

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
