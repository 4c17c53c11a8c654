import Domain
import Formats

/// One event while it is written.
struct CloudEventWriter {
  private let id: EventID
  private let type: EventType
  private let exchange: Exchange
  private var writer = JSONWriter(reserving: 640)

  init(
    id: EventID, type: EventType, source: String, time: String, attributes: MessageAttributes,
    to exchange: Exchange = .events
  ) {
    self.id = id
    self.type = type
    self.exchange = exchange
    writer.beginObject()
    writer.member("specversion", "1.0")
    writer.member("id", id.description)
    writer.member("source", source)
    writer.member("type", type.rawValue)
    writer.member("time", time)
    writer.member("datacontenttype", "application/json")
    writer.member("causationid", attributes.reference.id)
    writer.member("traceparent", ifPresent: attributes.traceparent)
    writer.member("tracestate", ifPresent: attributes.tracestate)
    if exchange == .incoming { writer.member("actor", ifPresent: attributes.actor) }
  }

  mutating func write(subject: ProfileID?, version: Int64?) {
    writer.member("subject", ifPresent: subject?.description)
    if let version {
      writer.key("profileversion")
      writer.value(version)
    }
  }

  mutating func write(_ data: (inout JSONWriter) -> Void) {
    writer.key("data")
    writer.beginObject()
    data(&writer)
    writer.endObject()
  }

  consuming func finished() -> OutgoingEvent {
    writer.endObject()
    return OutgoingEvent(id: id, exchange: exchange, type: type, body: writer.bytes)
  }
}
