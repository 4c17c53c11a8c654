public import Domain
import Formats
public import Messaging

/// Writer of a message to the workers in one of the contract's forms: the inverse of
/// ``Envelope/read(_:from:)``.
public struct EnvelopeWriter: Sendable {
  /// Form in which an envelope and its data become a message of AMQP.
  public enum Form: String, CaseIterable, Sendable {
    /// CloudEvents with its attributes in headers: the body is the data.
    case binary
    /// AMQP's own properties: the body is the data.
    case plain
    /// CloudEvents as JSON: the data stands in the event.
    case structured
  }

  private let type: String
  private let id: String?
  private let source: String?
  private let actor: String?
  private let form: Form
  private let time: Timestamp
  private let data: [UInt8]

  /// Describes a message; `nil` leaves to the contract what it has a rule for.
  ///
  /// - Parameters:
  ///   - type: one of the contract's; another is written all the same, and parked where it arrives.
  ///   - id: its id; the same source and id again has no second effect.
  ///   - source: who sends it, a URI.
  ///   - actor: who acts.
  ///   - form: how it is written.
  ///   - time: when it was written.
  ///   - data: JSON, or a raw mail.
  public init(
    type: String, id: String? = nil, source: String? = nil, actor: String? = nil,
    form: Form = .binary, time: Timestamp, data: [UInt8]
  ) {
    self.type = type
    self.id = id
    self.source = source
    self.actor = actor
    self.form = form
    self.time = time
    self.data = data
  }

  /// `true` if its form can hold its data: a raw mail is no JSON.
  public var fits: Bool { !(isMail && form == .structured) }

  private var isMail: Bool { MessageType(rawValue: type)?.isMail ?? false }

  /// The key that leads it to its worker from ``Exchange/incoming``.
  public var routingKey: String { type }

  /// The message; without an id of its own it has the one that the contract gives to its data.
  public var message: Message {
    message(id: id ?? Envelope.attributes(of: Message(body: data), to: routingKey).reference.id)
  }

  /// Its source, id and type as the worker that takes it will read them.
  public var attributes: MessageAttributes {
    Envelope.attributes(of: message, to: routingKey)
  }

  private func message(id: String) -> Message {
    var properties = Properties()
    properties.messageID = id
    properties.type = type
    properties.contentType = contentType
    switch form {
    case .binary:
      properties.headers = attributes(id: id).map { Header($0.name.header, .string($0.text)) }
      return Message(properties: properties, body: data)
    case .plain:
      properties.appID = source
      properties.timestamp = UInt64(max(0, time.microseconds / 1_000_000))
      properties.headers = actor.map { [Header("actor", .string($0))] } ?? []
      return Message(properties: properties, body: data)
    case .structured:
      properties.contentType = MediaType.structuredEvent
      return Message(properties: properties, body: event(id: id))
    }
  }

  private var contentType: String { isMail ? "message/rfc822" : "application/json" }

  private func attributes(id: String) -> [(name: EnvelopeAttribute, text: String)] {
    let all: [(name: EnvelopeAttribute, text: String?)] = [
      (.specversion, "1.0"), (.id, id), (.source, source), (.type, type),
      (.time, RFC3339.text(time.microseconds)), (.actor, actor),
    ]
    return all.compactMap { name, text in text.map { (name, $0) } }
  }

  private func event(id: String) -> [UInt8] {
    var json = JSONWriter(reserving: data.count + 512)
    json.object { json in
      for attribute in attributes(id: id) { json.member(attribute.name.key, attribute.text) }
      json.member("datacontenttype", contentType)
      json.key("data")
      json.raw(data)
    }
    return json.bytes
  }
}
