public import Settings
public import WorkerDefinitions

/// A handler that runs as a process of its own: which worker it is, and how it is made.
public protocol WorkerService: Handler {
  /// The worker's row.
  static var definition: WorkerDefinition { get }

  /// Reads the variables that this worker alone reads; `nil` if one has a fault, which the reader keeps.
  init?(_ settings: inout SettingsReader)
}
