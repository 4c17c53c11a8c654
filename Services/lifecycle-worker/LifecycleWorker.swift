public import Contract
public import Domain
public import Worker

/// Commands of the stewards, each on the profiles that it names, in the order in which they were queued
/// (L7).
public struct LifecycleWorker: Handler {
  private let rules: LifeRules

  /// A worker that takes merges back by these rules.
  public init(rules: LifeRules = .standard) {
    self.rules = rules
  }

  /// The profiles that it names, with all that are one with them, and whoever holds its addresses.
  public func touch(_ message: CommandMessage) -> Touch {
    switch message.content {
    case .forbidden: Touch()
    case .command(let command): Touch(command)
    }
  }

  /// Carries the command out, if the profile has the version that it expects.
  public func decide(
    _ message: CommandMessage, in book: inout AddressBook, cause: Cause
  ) -> Outcome {
    switch message.content {
    case .forbidden(let refusal): return .refused(refusal)
    case .command(let command):
      if let expected = message.expectedVersion, let subject = command.subject,
        let conflict = book.conflict(on: subject, expecting: expected)
      {
        return conflict
      }
      return book.carryOut(command, rules: rules, cause: cause)
    }
  }
}
