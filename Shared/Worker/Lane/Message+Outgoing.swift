import Contract
import Messaging
import Store

extension Message {
  /// An outbox message as it goes over the wire: persistent, under its stable id.
  init(_ outgoing: OutgoingMessage) {
    self.init(
      storedProperties: outgoing.properties, messageID: outgoing.messageID,
      contentType: outgoing.contentType, body: outgoing.body)
  }
}
