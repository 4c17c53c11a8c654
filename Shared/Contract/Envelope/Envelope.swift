import Domain
import Formats
public import Messaging

/// A message that can be read: its attributes, and its data in the form in which its type has it.
public struct Envelope: Sendable {
  /// Attributes of the message: its id and source, type and time.
  public let attributes: MessageAttributes
  /// Its type.
  public let kind: MessageType
  /// Media type of the data; `nil` if nobody said.
  public let contentType: String?
  /// The data: JSON text that was found sound, or a raw mail.
  public let data: [UInt8]
  /// The data as it was read, its paths counted from the top of the body; `nil` for a mail.
  let content: JSONValue?

  /// Reads a delivery in any of the contract's three forms: structured or binary CloudEvents, or plain.
  ///
  /// Never fails: what can't be read is described as well as it can be, to be parked.
  public static func read(_ delivery: Delivery, from queue: Queue) -> EnvelopeResult {
    var reader = EnvelopeReader(delivery)
    return reader.read(from: queue)
  }

  /// Reads of a message that is to be sent what the worker that takes it will.
  public static func attributes(of message: Message, to routingKey: String) -> MessageAttributes {
    let delivery = Delivery(
      tag: 1, isRedelivered: false, exchange: Exchange.incoming.rawValue, routingKey: routingKey,
      properties: message.properties, body: message.body, bodySize: message.body.count)
    return read(delivery, from: MessageType(rawValue: routingKey)?.queue ?? .lifecycle).attributes
  }
}

/// A message that can't be read: parked with its fault.
public struct Unreadable: Sendable {
  /// Attributes as far as they could be read.
  public let attributes: MessageAttributes
  /// Fault for which it can't be read; the first one, if it has several.
  public let fault: Fault
}

/// Result of reading a delivery.
public enum EnvelopeResult: Sendable {
  /// It can be read, as far as its envelope goes.
  case message(Envelope)
  /// It can't be read.
  case unreadable(Unreadable)

  /// Attributes of the message, in either case.
  public var attributes: MessageAttributes {
    switch self {
    case .message(let envelope): envelope.attributes
    case .unreadable(let unreadable): unreadable.attributes
    }
  }
}
