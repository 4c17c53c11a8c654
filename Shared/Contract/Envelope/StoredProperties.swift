import Formats
public import Messaging

/// AMQP properties and headers as JSON text: kept with a parked message, and sent again with its retry,
/// each as it came, but for what the broker itself sets.
public enum StoredProperties {
  /// Header under which a retry names the user that first sent the message: the broker takes no other
  /// property `user_id` than that of the connection, which is not the sender's.
  static let userHeader = "x-brevduva-user-id"

  /// Writes the properties; what the broker added on the way (`x-…` headers of deliveries and deaths) is
  /// left out, so that a retry is a new message to it.
  public static func text(of properties: Properties) -> String {
    var writer = JSONWriter(reserving: 256)
    writer.beginObject()
    writer.member("contentType", storing: properties.contentType)
    writer.member("contentEncoding", storing: properties.contentEncoding)
    writer.member("messageId", storing: properties.messageID)
    writer.member("type", storing: properties.type)
    writer.member("appId", storing: properties.appID)
    writer.member("userId", storing: properties.sender)
    writer.member("correlationId", storing: properties.correlationID)
    writer.member("replyTo", storing: properties.replyTo)
    writer.member("expiration", storing: properties.expiration)
    writer.member("timestamp", storing: properties.timestamp)
    writer.member("deliveryMode", storing: properties.deliveryMode.map(UInt64.init))
    writer.member("priority", storing: properties.priority.map(UInt64.init))
    writer.key("headers")
    writer.store(properties.headers.filter { !isOfTheBroker($0.name) && $0.name != userHeader })
    writer.endObject()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// Reads what ``text(of:)`` wrote; `nil` if it is something else.
  public static func read(_ text: String) -> Properties? {
    guard let root = JSONText(Array(text.utf8)).root, root.kind == .object else { return nil }
    func number(_ key: JSONKey) -> UInt64? { root[key]?.number.flatMap { UInt64($0) } }
    var properties = Properties()
    properties.contentType = root["contentType"]?.storedText
    properties.contentEncoding = root["contentEncoding"]?.storedText
    properties.messageID = root["messageId"]?.storedText
    properties.type = root["type"]?.storedText
    properties.appID = root["appId"]?.storedText
    properties.userID = root["userId"]?.storedText
    properties.correlationID = root["correlationId"]?.storedText
    properties.replyTo = root["replyTo"]?.storedText
    properties.expiration = root["expiration"]?.storedText
    properties.timestamp = number("timestamp")
    properties.deliveryMode = number("deliveryMode").flatMap { UInt8(exactly: $0) }
    properties.priority = number("priority").flatMap { UInt8(exactly: $0) }
    properties.headers = root["headers"]?.storedHeaders ?? []
    return properties
  }

  private static func isOfTheBroker(_ name: String) -> Bool {
    ["x-death", "x-delivery-count", "x-acquired-count"].contains(name)
      || name.hasPrefix("x-first-death-") || name.hasPrefix("x-last-death-")
  }
}

extension Properties {
  /// The user that sent the message: as the broker vouches for, else as a retry says.
  var sender: String? {
    if let userID { return userID }
    guard case .string(let user)? = header(StoredProperties.userHeader) else { return nil }
    return user
  }
}

extension Message {
  /// A message of the outbox as it goes over the wire: its id counts, whatever was kept of other
  /// properties by ``StoredProperties/text(of:)``; its content type if nothing was.
  public init(stored properties: String?, messageID: String, contentType: String, body: [UInt8]) {
    var all = Properties()
    all.contentType = contentType
    if let stored = properties.flatMap(StoredProperties.read) { all = stored }
    all.messageID = messageID
    if let user = all.userID {
      all.userID = nil
      all.headers.append(Header(StoredProperties.userHeader, .string(user)))
    }
    self.init(properties: all, body: body)
  }
}
