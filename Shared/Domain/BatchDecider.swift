/// Rules for messages of one kind: the part of the book that a message touches, and its effect
/// there.
///
/// Pure functions: they see no broker, no database, no clock and no logger.
public protocol MessageDecider: Sendable {
  /// A message that was read.
  associatedtype Message: Sendable

  /// The part of the book that must be loaded before the message can be decided.
  func touch(_ message: Message) -> Touch

  /// Applies the message to the book, which holds all that the batch touches, and says how it ended.
  func decide(_ message: Message, in book: inout AddressBook, cause: Cause) -> Outcome
}

/// Outcome of one message, with what it changed.
public struct MessageDecision: Sendable {
  /// The answer of the rules.
  public let outcome: Outcome
  /// Its changes, in order; unless it was applied, none that is told.
  public let changes: [LoggedChange]
}

/// Decides batches in memory: whoever writes a decision, shows it beforehand or checks it
/// afterwards, does it with this.
public struct BatchDecider<Decider: MessageDecider>: Sendable {
  private let decider: Decider

  /// Decides by these rules.
  public init(_ decider: Decider) {
    self.decider = decider
  }

  /// Applies messages to a book one after the other, each to what those before it left.
  ///
  /// - Parameters:
  ///   - messages: in queue order, each with its cause.
  ///   - book: what was loaded for them; it takes the changes.
  /// - Returns: a decision for each message, in order; `nil` if the book turned out to need more than was
  ///   loaded, which stands in its ``AddressBook/missing``.
  public func decide(
    _ messages: some Sequence<(message: Decider.Message, cause: Cause)>, in book: inout AddressBook
  ) -> [MessageDecision]? {
    var decisions: [MessageDecision] = []
    decisions.reserveCapacity(messages.underestimatedCount)
    for (message, cause) in messages {
      guard let decision = decide(message, cause: cause, in: &book) else { return nil }
      decisions.append(decision)
    }
    return decisions
  }

  /// Applies one message to a book, as those before it left it.
  ///
  /// - Returns: its decision; `nil` as for several.
  public func decide(
    _ message: Decider.Message, cause: Cause, in book: inout AddressBook
  ) -> MessageDecision? {
    let place = book.log.count
    let outcome = decider.decide(message, in: &book, cause: cause)
    guard book.missing.isEmpty else { return nil }
    return MessageDecision(outcome: outcome, changes: Array(book.log[place...]))
  }
}
