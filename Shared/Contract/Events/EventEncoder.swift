public import Domain
import Formats

/// Writes what a message did, or what became of it, as events.
///
/// An address or a name stands in `profile.created`, `profile.updated`, `profile.unmerged`,
/// `profile.snapshot`, `address.*` and `bounce.recorded` alone, and never one of a protected profile (L8) or of
/// a purged one (L2).
public struct EventEncoder: Sendable {
  let source: String

  /// Speaks for a service, `registration-matcher` for instance.
  public init(service: String) {
    source = "urn:brevduva:\(service)"
  }

  /// The events that tell what a message changed, and the messages that it sends, in the order of the
  /// changes; a change that nobody is told of has none.
  public func events(
    for changes: some Sequence<LoggedChange>, of attributes: MessageAttributes,
    at moment: Timestamp,
    ids: inout IDSource
  ) -> [OutgoingEvent] {
    var events: [OutgoingEvent] = []
    let time = RFC3339.text(moment.microseconds)
    for logged in changes {
      guard let type = logged.change.eventType else { continue }
      var event =
        if case .message(let id, let message) = logged.change {
          CloudEventWriter(
            id: EventID(value: id.value), type: type, source: source, time: time,
            attributes: attributes,
            to: message.exchange)
        } else {
          CloudEventWriter(
            id: ids.next(at: moment), type: type, source: source, time: time, attributes: attributes
          )
        }
      if !logged.isProtected {
        event.write(subject: logged.change.scope.subject, version: logged.sequence)
      }
      event.write { logged.change.writeData(to: &$0, isProtected: logged.isProtected) }
      events.append(event.finished())
    }
    return events
  }

  /// The event of a message that the rules forbade.
  public func refused(
    _ refusal: Refusal, queue: Queue, of attributes: MessageAttributes, at moment: Timestamp,
    ids: inout IDSource
  ) -> OutgoingEvent {
    single("message.refused", attributes, moment, &ids) { writer in
      writer.member("code", refusal.code)
      writer.member("detail", refusal.sentence)
      writer.member("queue", queue.name)
    }
  }

  /// The event of a message that is parked; of the path only what the contract knows is told.
  public func parked<Entity>(
    _ parkedID: ID<Entity>, because fault: Fault, queue: Queue, of attributes: MessageAttributes,
    at moment: Timestamp, ids: inout IDSource
  ) -> OutgoingEvent {
    single("message.parked", attributes, moment, &ids) { writer in
      writer.member("parkedId", parkedID.description)
      writer.member("code", fault.code.text)
      writer.member("queue", queue.name)
      writer.member("path", ifPresent: fault.redactedPath)
      if let offset = fault.offset {
        writer.key("offset")
        writer.value(Int64(offset))
      }
    }
  }

  private func single(
    _ type: EventType, _ attributes: MessageAttributes, _ moment: Timestamp, _ ids: inout IDSource,
    data: (inout JSONWriter) -> Void
  ) -> OutgoingEvent {
    let time = RFC3339.text(moment.microseconds)
    var event = CloudEventWriter(
      id: ids.next(at: moment), type: type, source: source, time: time, attributes: attributes)
    event.write(data)
    return event.finished()
  }
}
