public import Logging
public import Observability
public import Settings

/// What stands around the lanes, handed to each of them.
public struct Surroundings: Sendable {
  /// The environment, checked.
  public let settings: WorkerSettings
  /// The log; a lane adds its number.
  public let logger: Logger
  /// The instruments, shared by all lanes.
  public let metrics: WorkerMetrics
  /// Where lanes report how they stand.
  public let readiness: Readiness
  /// Where a test lets the process fail.
  public let failpoints: Failpoints
}
