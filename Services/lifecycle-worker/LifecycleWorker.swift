public import Contract
public import Domain
public import Settings
public import Worker
public import WorkerDefinitions

/// Commands of the stewards, each on the profiles that it names, in the order in which they were queued
/// (L7).
public struct LifecycleWorker: WorkerService {
  /// The worker's row.
  public static var definition: WorkerDefinition { .lifecycleWorker }

  private let rules: LifeRules

  /// A worker that takes merges back by these rules.
  public init(rules: LifeRules = .standard) {
    self.rules = rules
  }

  /// Reads for how long a merge can be taken back (L4).
  public init?(_ settings: inout SettingsReader) {
    guard let days = settings.read(WorkerDefinition.unmergeDays) else { return nil }
    rules = LifeRules(unmergeDays: days)
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
      if let expected = message.expectedVersion, let subject = subject(of: command, in: book),
        let conflict = book.conflict(on: subject, expecting: expected)
      {
        return conflict
      }
      return book.carryOut(command, rules: rules, cause: cause)
    }
  }

  /// The profile whose version a command expects: the one that it names, by its id or by its address.
  private func subject(of command: Command, in book: AddressBook) -> ProfileID? {
    if case .purgeHolder(let key, _) = command { return book.holder(of: key) }
    return command.subject
  }
}
