/// The exchanges; all durable.
public enum Exchange: String, CaseIterable, Sendable {
  /// Where messages come in.
  case incoming = "brevduva.in"
  /// Where events go out.
  case events = "brevduva.events"
  /// Where mail goes out, to the university's mail gateway.
  case mail = "brevduva.mail"
  /// Where messages go that no worker survived.
  case dead = "brevduva.dead"

  /// How it routes, in AMQP's word.
  public var kind: String {
    switch self {
    case .incoming, .events, .dead: "topic"
    case .mail: "direct"
    }
  }
}
