import Contract
import Domain
import Worker

/// Commands of the stewards, each on the profiles that it names, in the order in which they were queued
/// (L7).
struct LifecycleWorker: Handler {
  let rules: LifeRules
}
