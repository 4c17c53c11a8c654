public import Contract
public import Domain
public import Worker

/// Registrations of the three kinds, each on the profile that it belongs to (M1–M5, M7).
public struct RegistrationMatcher: Handler {
  private let rules: MatchingRules

  /// A matcher that takes these mailboxes for roles (M7).
  public init(rules: MatchingRules = .standard) {
    self.rules = rules
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
