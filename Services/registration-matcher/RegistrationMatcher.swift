import Contract
import Domain
import Worker

/// Registrations of the three kinds, each on the profile that it belongs to (M1–M5, M7).
struct RegistrationMatcher: Handler {
  let rules: MatchingRules
}
