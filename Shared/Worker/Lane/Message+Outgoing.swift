import Contract
public import Messaging
public import Store

extension Message {
  /// An outbox message as it goes over the wire: persistent, under its stable id.
  public init(_ outgoing: OutgoingMessage) {
    var properties = outgoing.properties.flatMap(StoredProperties.read) ?? Properties()
    properties.messageID = outgoing.messageID
    properties.contentType = outgoing.contentType
    self.init(properties: properties, body: outgoing.body)
  }
}
