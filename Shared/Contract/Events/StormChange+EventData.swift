import Domain
import Formats

extension StormChange {
  /// The type of the event that tells it.
  var eventType: EventType {
    switch self {
    case .began: "bounce.storm"
    case .decided: "bounce.stormDecided"
    }
  }

  /// Writes what is told of a storm; it is about no one person.
  func writeData(of storm: Storm, to writer: inout JSONWriter) {
    writer.member("stormId", storm.id.description)
    switch self {
    case .began:
      writer.member(storm.subject)
      writer.member("failed", Int64(storm.failed))
      writer.member("since", RFC3339.text(storm.beganAt.microseconds))
    case .decided(let decision, _): writer.member("decision", decision.word)
    }
  }
}

extension CounterChange {
  /// The type of the event that tells it; `nil` for what is only counted.
  var eventType: EventType? {
    switch self {
    case .increased: nil
    case .announced: "mailing.refused"
    }
  }

  /// Writes how often mail was refused for a fault of the sender's own, and what mends it (B10).
  func writeData(of key: CounterKey, to writer: inout JSONWriter) {
    switch self {
    case .increased: break
    case .announced(let count, let cure):
      writer.member(key.subject)
      writer.member("code", key.code)
      writer.member("count", Int64(count))
      writer.member("cure", ifPresent: cure)
    }
  }
}

extension JSONWriter {
  /// A mailing or a domain.
  fileprivate mutating func member(_ subject: CounterKey.Subject) {
    switch subject {
    case .mailing(let id): member("mailingId", id)
    case .domain(let name): member("domain", name)
    }
  }

  fileprivate mutating func member(_ key: JSONKey, _ number: Int64) {
    self.key(key)
    value(number)
  }
}
