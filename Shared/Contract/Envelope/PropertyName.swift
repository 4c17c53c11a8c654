public import Messaging

/// A property of a message by its name in AMQP 0-9-1.
public enum PropertyName: String, CaseIterable, Sendable {
  /// The media type of the body.
  case contentType = "content_type"
  /// Packing of the body.
  case contentEncoding = "content_encoding"
  /// 2 for a message that outlives a restart of the broker, 1 for one that doesn't.
  case deliveryMode = "delivery_mode"
  /// Its priority.
  case priority
  /// Id of the message that this one answers.
  case correlationID = "correlation_id"
  /// Queue to which an answer goes.
  case replyTo = "reply_to"
  /// Longest time that it may wait in a queue, in milliseconds.
  case expiration
  /// The sender's name for the message.
  case messageID = "message_id"
  /// Time at which it was sent, in seconds since 1970.
  case timestamp
  /// Kind of message.
  case type
  /// The user that sent it.
  case userID = "user_id"
  /// The program that sent it.
  case appID = "app_id"

  /// Where it lies, of one that is text; `nil` for a number.
  private var text: WritableKeyPath<Properties, String?>? {
    switch self {
    case .contentType: \.contentType
    case .contentEncoding: \.contentEncoding
    case .correlationID: \.correlationID
    case .replyTo: \.replyTo
    case .expiration: \.expiration
    case .messageID: \.messageID
    case .type: \.type
    case .userID: \.userID
    case .appID: \.appID
    case .deliveryMode, .priority, .timestamp: nil
    }
  }

  /// The property's value as text; `nil` if the message has none.
  public func value(in properties: Properties) -> String? {
    switch self {
    case .timestamp: properties.timestamp?.description
    case .deliveryMode: properties.deliveryMode?.description
    case .priority: properties.priority?.description
    default: text.flatMap { properties[keyPath: $0] }
    }
  }

  /// Gives a message the property, or takes it away with `nil`; a number must be one that
  /// ``PropertyEdit`` has checked.
  func set(_ value: String?, in properties: inout Properties) {
    switch self {
    case .timestamp: properties.timestamp = value.flatMap { UInt64($0) }
    case .deliveryMode: properties.deliveryMode = value.flatMap { UInt8($0) }
    case .priority: properties.priority = value.flatMap { UInt8($0) }
    default: if let text { properties[keyPath: text] = value }
    }
  }
}

/// Place of a fault that lies beside the body, as ``Fault/path`` has it.
public enum PropertyPath {
  /// The path of a property.
  public static func property(_ name: PropertyName) -> String { "properties.\(name.rawValue)" }

  /// The path of a header; NULs are replaced.
  public static func header(_ name: String) -> String { "headers.\(name.withoutNUL)" }

  /// The path as far as it may be told: a header's name is the sender's own, unless it is one of ours.
  ///
  /// `nil` for a path in the body.
  static func redacted(_ path: String) -> String? {
    if path.hasPrefix("properties.") { return path }
    guard path.hasPrefix("headers.") else { return nil }
    let name = String(path.dropFirst("headers.".count))
    let isOurs = EnvelopeAttribute.allCases.contains { $0.isHeader(name) || $0.isBareHeader(name) }
    return isOurs ? path : "headers.*"
  }
}
