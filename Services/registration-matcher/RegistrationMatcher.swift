public import Contract
public import Domain
public import Settings
public import Worker
public import WorkerDefinitions

/// Registrations of the three kinds, each on the profile that it belongs to (M1–M5, M7).
public struct RegistrationMatcher: WorkerService {
  /// The worker's row.
  public static var definition: WorkerDefinition { .registrationMatcher }

  private let rules: MatchingRules

  /// Reads which mailboxes are roles (M7).
  public init?(_ settings: inout SettingsReader) {
    guard let roles = settings.read(WorkerDefinition.roleMailboxes) else { return nil }
    rules = MatchingRules(roleMailboxes: roles)
  }

  /// The holders of all its addresses, and of its external ids: a registration only adds beside them.
  public func touch(_ message: RegistrationMessage) -> Touch {
    Touch(message.registration)
  }

  /// Records it, on the profile that its deciding address matches or on a new one.
  public func decide(
    _ message: RegistrationMessage, in book: inout AddressBook, cause: Cause
  ) -> Outcome {
    book.record(message.registration, rules: rules, cause: cause)
  }
}
