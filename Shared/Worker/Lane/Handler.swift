public import Contract
public import Domain

/// A service: which profiles a message touches, and what it means for them.
///
/// Two pure functions; the loop does everything else, once for all services.
///
/// A handler sees no broker, no database, no clock, no logger: its test needs no server and no double.
public protocol Handler: Sendable {
  /// What arrives on the service's queue.
  associatedtype Message: IncomingMessage

  /// What must be loaded before the message can be decided.
  func touch(_ message: Message) -> Touch

  /// Applies the message to the book, which holds all that the batch touches, and says how it ended.
  func decide(_ message: Message, in book: inout AddressBook, cause: Cause) -> Outcome
}
