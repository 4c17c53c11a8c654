import Domain
import Settings
import Worker
import WorkerDefinitions

/// Registrations of the three kinds, each on the profile that it belongs to (M1–M5, M7).
struct RegistrationMatcher: WorkerService {
  static var definition: WorkerDefinition { .registrationMatcher }

  let rules: MatchingRules

  /// Reads which mailboxes are roles (M7).
  init?(_ settings: inout SettingsReader) {
    guard let roles = settings.read(WorkerDefinition.roleMailboxes) else { return nil }
    rules = MatchingRules(roleMailboxes: roles)
  }
}
