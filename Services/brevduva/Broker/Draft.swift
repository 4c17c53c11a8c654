package import Contract
package import Domain
import Formats
package import Messaging

/// A message that is to be sent to the workers, in one of the contract's forms.
package struct Draft: Sendable {
  /// How an envelope and its data become a message of AMQP.
  package enum Form: String, CaseIterable, Sendable {
    /// CloudEvents with its attributes in headers: the body is the data.
    case binary
    /// AMQP's own properties: the body is the data.
    case plain
    /// CloudEvents as JSON: the data stands in the event.
    case structured

    /// The words, for help.
    package static var words: String { allCases.map(\.rawValue).joined(separator: ", ") }
  }

  private let type: String
  private let id: String?
  private let source: String?
  private let actor: String?
  private let form: Form
  private let time: Timestamp
  private let body: [UInt8]

  /// Describes a message; `nil` leaves to the contract what it has a rule for.
  package init(
    type: String, id: String?, source: String?, actor: String?, form: Form, time: Timestamp,
    body: [UInt8]
  ) {
    self.type = type
    self.id = id
    self.source = source
    self.actor = actor
    self.form = form
    self.time = time
    self.body = body
  }

  /// Why it cannot be sent so; `nil` if it can.
  package var flaw: String? {
    isMail && form == .structured
      ? "A raw mail is not JSON: send it with --form binary or plain." : nil
  }

  private var isMail: Bool { MessageType(rawValue: type)?.isMail ?? false }

  /// Where it is sent to.
  package var routingKey: String { type }

  /// The message; without an id of its own it gets the one that the contract gives to its data.
  package var message: Message { message(id: id ?? Self.plain(type, body).reference.id) }

  /// Its source, id and type as the worker that takes it will read them.
  package var heading: Heading { Self.heading(of: message, routingKey: routingKey) }

  /// The heading of the same data sent with nothing else.
  private static func plain(_ type: String, _ body: [UInt8]) -> Heading {
    heading(of: Message(body: body), routingKey: type)
  }

  private static func heading(of message: Message, routingKey: String) -> Heading {
    let delivery = Delivery(
      tag: 1, isRedelivered: false, exchange: Exchange.incoming.rawValue, routingKey: routingKey,
      properties: message.properties, body: message.body, bodySize: message.body.count)
    let queue = MessageType(rawValue: routingKey)?.queue ?? .lifecycle
    return Envelope.read(delivery, from: queue).heading
  }

  private func message(id: String?) -> Message {
    var properties = Properties()
    properties.messageID = id
    properties.type = type
    switch form {
    case .binary:
      properties.contentType = contentType
      properties.headers = attributes(id: id).map {
        Header("cloudEvents:\($0.key)", .string($0.value))
      }
      return Message(properties: properties, body: body)
    case .plain:
      properties.contentType = contentType
      properties.appID = source
      properties.timestamp = UInt64(max(0, time.microseconds / 1_000_000))
      properties.headers = actor.map { [Header("actor", .string($0))] } ?? []
      return Message(properties: properties, body: body)
    case .structured:
      properties.contentType = "application/cloudevents+json"
      return Message(properties: properties, body: event(id: id))
    }
  }

  private var contentType: String { isMail ? "message/rfc822" : "application/json" }

  private func attributes(id: String?) -> [(key: String, value: String)] {
    [
      ("specversion", "1.0"), ("id", id), ("source", source), ("type", type),
      ("time", time.rfc3339), ("actor", actor),
    ].compactMap { (key: String, value: String?) in value.map { (key, $0) } }
  }

  private func event(id: String?) -> [UInt8] {
    var json = JSONWriter(reserving: body.count + 512)
    json.object { json in
      for (key, value) in attributes(id: id) {
        json.key(key)
        json.value(value)
      }
      json.member("datacontenttype", contentType)
      json.key("data" as JSONKey)
      json.raw(body)
    }
    return json.bytes
  }
}

extension Broker {
  /// Sends it to the workers, and tells how they will know it.
  mutating func publish(_ draft: Draft) throws(Failure) -> Publication {
    try publish(
      draft.message, exchange: Exchange.incoming.rawValue, routingKey: draft.routingKey)
    let heading = draft.heading
    return Publication(
      id: heading.reference.id, source: heading.reference.source, type: heading.type)
  }
}
