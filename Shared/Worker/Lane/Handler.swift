public import Contract
public import Domain

/// A service: the rules by which the messages of its queue are decided.
///
/// They are pure functions; the loop does everything else, once for all services. Where the touch of a
/// message does not stand in it (a part of a file, a slice of a mailing), the service completes it first by
/// what it may read.
public protocol Handler: Sendable {
  /// The rules of its messages.
  associatedtype Rules: MessageDecider where Rules.Message: IncomingMessage
  /// Message that arrives on the service's queue.
  typealias Message = Rules.Message

  /// The rules, as they are configured.
  var rules: Rules { get }

  /// Looks whether a message must be prepared before its touch is known; it is then alone in its batch.
  func needsPreparation(_ message: Message) -> Bool

  /// Completes a message by what stands in the book: it reads, and changes nothing.
  ///
  /// Called again whenever the message is loaded again.
  func prepare(
    _ message: Message, reading book: inout some BookReader & ~Copyable
  ) throws(ReadFailure) -> Message

  /// Begins work whose moment has come, one piece with each look; a lane looks whenever it looks at the outbox,
  /// until it is told to stop.
  func beginDue(in book: inout some DueWork & ~Copyable) throws(ReadFailure)
}

extension Handler {
  /// No message needs it.
  public func needsPreparation(_ message: Message) -> Bool { false }

  /// A message is complete as it comes.
  public func prepare(
    _ message: Message, reading book: inout some BookReader & ~Copyable
  ) throws(ReadFailure) -> Message {
    message
  }

  /// Nothing waits for a moment.
  public func beginDue(in book: inout some DueWork & ~Copyable) throws(ReadFailure) {}
}
