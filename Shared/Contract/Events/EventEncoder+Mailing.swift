public import Domain
import Formats

extension EventEncoder {
  /// The message by which the hand-over of a mailing begins whose moment has come; it is its own cause.
  ///
  /// - Parameters:
  ///   - mailing: which one.
  ///   - moment: when it is begun.
  ///   - ids: gives the message its id.
  /// - Returns: the message.
  public func handOver(
    of mailing: MailingID, at moment: Timestamp, ids: inout IDSource
  ) -> OutgoingEvent {
    let id: MessageID = ids.next(at: moment)
    let type = EventType(stringLiteral: MailingRules.handOverType)
    let message = MessageChange.continued(
      type: type.rawValue, data: ["mailingId": .text(mailing)])
    let reference = MessageReference(source: source, id: id.description)
    var event = CloudEventWriter(
      id: EventID(value: id.value), type: type, source: source,
      time: RFC3339.text(moment.microseconds),
      attributes: MessageAttributes(
        reference: reference, type: type.rawValue, routingKey: type.rawValue, bodyHash: []),
      to: message.exchange)
    event.write { message.writeData(to: &$0) }
    return event.finished()
  }
}
