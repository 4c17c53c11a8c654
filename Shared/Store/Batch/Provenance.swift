public import Domain
import Postgres

/// Message, or row of an import, that brought something about, and its moment (E2).
public struct Provenance: Hashable, Sendable {
  /// The moment at which it was applied.
  public let at: Timestamp
  /// The type of the message; ``ImportRowReference/type`` for a row.
  public let type: String
  /// The message; the sender of its message and its own name for a row.
  public let message: MessageReference
  /// The one who acted; `nil` if the message named nobody.
  public let actor: String?
}

extension Provenance {
  /// The row of an import; `nil` for a message.
  public var row: ImportRowReference? {
    type == ImportRowReference.type ? ImportRowReference(message.id) : nil
  }

  init(_ logged: LoggedChange, in message: DecidedMessage) {
    self.init(
      at: message.cause.at, type: logged.row == nil ? message.type : ImportRowReference.type,
      message: logged.origin(in: message.cause.message), actor: message.cause.actor)
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
