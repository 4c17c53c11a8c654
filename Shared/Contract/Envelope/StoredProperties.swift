import Formats
public import Messaging

/// AMQP properties and headers as JSON text: kept with a parked message, and sent again with its retry.
public enum StoredProperties {
  /// Writes the properties; what the broker added on the way (`x-…` headers of deliveries and deaths) is
  /// left out, so that a retry is a new message to it.
  public static func text(of properties: Properties) -> String {
    var writer = JSONWriter(reserving: 256)
    writer.beginObject()
    writer.member("contentType", ifPresent: properties.contentType.map(\.withoutNUL))
    writer.member("contentEncoding", ifPresent: properties.contentEncoding.map(\.withoutNUL))
    writer.member("messageId", ifPresent: properties.messageID.map(\.withoutNUL))
    writer.member("type", ifPresent: properties.type.map(\.withoutNUL))
    writer.member("appId", ifPresent: properties.appID.map(\.withoutNUL))
    writer.member("correlationId", ifPresent: properties.correlationID.map(\.withoutNUL))
    if let timestamp = properties.timestamp {
      writer.key("timestamp")
      writer.value(Int64(clamping: timestamp))
    }
    writer.key("headers")
    writer.beginObject()
    var names: Set<String> = []
    for header in properties.headers {
      let name = header.name.withoutNUL
      guard !isOfTheBroker(name), names.insert(name).inserted else { continue }
      writer.key(name)
      write(header.value, to: &writer)
    }
    writer.endObject()
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Reads what ``text(of:)`` wrote; `nil` if it is something else.
  public static func read(_ text: String) -> Properties? {
    guard let root = JSONText(Array(text.utf8)).root, root.kind == .object else { return nil }
    var properties = Properties()
    properties.contentType = root["contentType"]?.string
    properties.contentEncoding = root["contentEncoding"]?.string
    properties.messageID = root["messageId"]?.string
    properties.type = root["type"]?.string
    properties.appID = root["appId"]?.string
    properties.correlationID = root["correlationId"]?.string
    properties.timestamp = root["timestamp"]?.number.flatMap { UInt64($0) }
    if let headers = root["headers"] {
      properties.headers = headers.members.map { Header($0.key, value($0)) }
    }
    return properties
  }

  private static func isOfTheBroker(_ name: String) -> Bool {
    ["x-death", "x-delivery-count", "x-acquired-count"].contains(name)
      || name.hasPrefix("x-first-death-") || name.hasPrefix("x-last-death-")
  }

  private static func write(_ value: Value, to writer: inout JSONWriter) {
    switch value {
    case .string(let text): writer.value(text.withoutNUL)
    case .bytes(let octets): writer.value(String(decoding: octets, as: UTF8.self).withoutNUL)
    case .int(let number): writer.value(number)
    case .bool(let fact): writer.value(fact)
    case .double(let number):
      if number.isFinite { writer.raw(number.description.utf8) } else { writer.null() }
    case .timestamp(let seconds): writer.value(Int64(clamping: seconds))
    case .array(let values):
      writer.beginArray()
      for value in values { write(value, to: &writer) }
      writer.endArray()
    case .table(let headers):
      writer.beginObject()
      var names: Set<String> = []
      for header in headers where names.insert(header.name).inserted {
        writer.key(header.name.withoutNUL)
        write(header.value, to: &writer)
      }
      writer.endObject()
    case .null: writer.null()
    }
  }

  private static func value(_ json: JSONValue) -> Value {
    switch json.kind {
    case .string: json.string.map(Value.string) ?? .null
    case .number:
      json.number.flatMap { Int64($0) }.map(Value.int)
        ?? json.number.flatMap { Double($0) }.map(Value.double) ?? .null
    case .true, .false: json.bool.map(Value.bool) ?? .null
    case .null: .null
    case .array: .array(json.elements.map(value))
    case .object: .table(json.members.map { Header($0.key, value($0)) })
    }
  }
}

extension Message {
  /// A message of the outbox as it goes over the wire: its id and content type count, whatever was kept
  /// of other properties by ``StoredProperties/text(of:)``.
  public init(stored properties: String?, messageID: String, contentType: String, body: [UInt8]) {
    var all = properties.flatMap(StoredProperties.read) ?? Properties()
    all.messageID = messageID
    all.contentType = contentType
    self.init(properties: all, body: body)
  }
}
