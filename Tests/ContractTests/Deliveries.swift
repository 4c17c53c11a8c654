import Contract
import Domain
import Messaging

extension Delivery {
  /// A message with nothing but a body and what is said here.
  static func of(
    _ body: String, routingKey: String = "registration.event",
    _ change: (inout Properties) -> Void = { _ in }
  ) -> Delivery {
    of(Array(body.utf8), routingKey: routingKey, change)
  }

  static func of(
    _ body: [UInt8], routingKey: String = "registration.event",
    _ change: (inout Properties) -> Void = { _ in }
  ) -> Delivery {
    var properties = Properties()
    change(&properties)
    return Delivery(
      tag: 1, isRedelivered: false, exchange: "brevduva.in", routingKey: routingKey,
      properties: properties, body: body, bodySize: body.count)
  }

  /// A structured CloudEvent.
  static func structured(_ body: String, routingKey: String = "registration.event") -> Delivery {
    of(body, routingKey: routingKey) {
      $0.contentType = "application/cloudevents+json; charset=utf-8"
    }
  }
}

extension Envelope {
  static func read(_ delivery: Delivery) -> EnvelopeResult { read(delivery, from: .registrations) }

  /// A command with nothing but its type and its data.
  static func command(_ type: MessageType, _ data: String) -> EnvelopeResult {
    read(.of(data, routingKey: type.rawValue), from: .lifecycle)
  }
}

extension EnvelopeResult {
  var envelope: Envelope? {
    switch self {
    case .message(let envelope): envelope
    case .unreadable: nil
    }
  }

  var fault: Fault? {
    switch self {
    case .message: nil
    case .unreadable(let unreadable): unreadable.fault
    }
  }

  /// The fault of the envelope, else of the registration in it.
  var registrationFault: Fault? { fault(of: Registration.self) }

  /// The fault of the envelope, else of the news of mail in it.
  var bounceFault: Fault? { fault(of: BounceMessage.self) }

  /// The fault of the envelope, else of the command in it.
  var commandFault: Fault? { fault(of: CommandMessage.self) }

  /// The fault of the envelope, else of the import in it.
  var importFault: Fault? { fault(of: ImportMessage.self) }
  /// The fault of a message about a mailing; `nil` if it can be read.
  var mailingFault: Fault? { fault(of: MailingMessage.self) }

  /// The fault of the envelope, else of the mail in it.
  var noteFault: Fault? { fault(of: NoteMessage.self) }

  private func fault<Message: IncomingMessage>(of type: Message.Type) -> Fault? {
    switch self {
    case .unreadable(let unreadable): return unreadable.fault
    case .message(let envelope):
      do {
        _ = try Message.read(envelope)
        return nil
      } catch {
        return error
      }
    }
  }
}
