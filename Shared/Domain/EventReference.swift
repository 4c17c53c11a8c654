/// Event by which others are told of a message.
public struct EventReference: Hashable, Sendable {
  /// Its stable id; a receiver drops doubles by it.
  public let id: EventID
  /// The name of its type.
  public let type: String

  /// Names an event.
  public init(id: EventID, type: String) {
    self.id = id
    self.type = type
  }
}
