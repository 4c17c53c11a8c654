/// Change as it stands in the book's log, with what is needed to tell it.
public struct LoggedChange: Hashable, Sendable {
  /// The change.
  public let change: Change
  /// The version of the change's subject afterwards: a receiver orders events by it, the store the addresses
  /// of a profile; `nil` without a subject.
  public let sequence: Int64?
  /// `true` if the subject, or a profile that the change names, has a protected identity, itself or
  /// through merges (L8): its event carries neither subject nor profile id.
  public let isProtected: Bool
  /// The row of an import that changes it; `nil` if the message as a whole does.
  public let row: ImportRowReference?

  /// Puts a change into the log.
  public init(
    _ change: Change, sequence: Int64?, isProtected: Bool, row: ImportRowReference? = nil
  ) {
    self.change = change
    self.sequence = sequence
    self.isProtected = isProtected
    self.row = row
  }

  /// Returns where it came from: the row of the import, in the name of the message's sender, else the message (E2).
  public func origin(in message: MessageReference) -> MessageReference {
    row.map { MessageReference(source: message.source, id: $0.description) } ?? message
  }
}
