public import Domain
import Postgres

/// Message that brought something about, and its moment (E2).
public struct Provenance: Hashable, Sendable {
  /// The moment at which it was applied.
  public let at: Timestamp
  /// The type of the message.
  public let type: String
  /// The message.
  public let message: MessageReference
  /// The one who acted; `nil` if the message named nobody.
  public let actor: String?
}

extension Provenance {
  init(_ message: DecidedMessage) {
    self.init(
      at: message.cause.at, type: message.type, message: message.cause.message,
      actor: message.cause.actor)
  }
}

extension Parameters {
  /// Appends where rows came from: at, type, source, id and actor, an array for each.
  mutating func provenanceArrays<Row>(_ rows: [Row], _ provenance: (Row) -> Provenance?) {
    timestampArray(rows) { provenance($0)?.at.microseconds }
    textArray(rows) { provenance($0)?.type }
    textArray(rows) { provenance($0)?.message.source }
    textArray(rows) { provenance($0)?.message.id }
    textArray(rows) { provenance($0)?.actor }
  }
}
