import Domain
import Settings
import Worker
import WorkerDefinitions

/// Commands of the stewards, each on the profiles that it names, in the order in which they were queued
/// (L7).
struct LifecycleWorker: WorkerService {
  static var definition: WorkerDefinition { .lifecycleWorker }

  let rules: LifeRules

  /// Reads for how long a merge can be taken back (L4).
  init?(_ settings: inout SettingsReader) {
    guard let days = settings.read(WorkerDefinition.unmergeDays) else { return nil }
    rules = LifeRules(unmergeDays: days)
  }
}
