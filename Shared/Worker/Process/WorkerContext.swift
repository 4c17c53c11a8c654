import Logging
import Observability
import Settings
import WorkerDefinitions

/// The surroundings of the lanes of one process, shared by all of them.
struct WorkerContext: Sendable {
  let worker: WorkerDefinition
  let settings: WorkerSettings
  /// A lane adds its number.
  let logger: Logger
  let metrics: WorkerMetrics
  /// Lanes report here how they stand.
  let readiness: Readiness
  let failpoints: Failpoints
}
