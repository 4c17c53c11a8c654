/// The exchanges; all durable.
public enum Exchange: String, CaseIterable, Sendable {
  /// Exchange for messages that come in.
  case incoming = "brevduva.in"
  /// Exchange for events that go out.
  case events = "brevduva.events"
  /// Exchange for mail that goes out, to the university's mail gateway.
  case mail = "brevduva.mail"
  /// Exchange for messages that no worker survived.
  case dead = "brevduva.dead"

  /// Kind of routing, in AMQP's word.
  public var kind: String {
    switch self {
    case .incoming, .events, .dead: "topic"
    case .mail: "direct"
    }
  }
}
