public import Hashing
public import Logging
public import Messaging

/// The settings that every worker reads from its environment, checked.
public struct WorkerSettings: Sendable {
  /// The libpq URI.
  public let databaseURL: Secret
  /// At least one broker; they are tried in turn.
  public let endpoints: [Endpoint]
  /// The keys by which erased addresses are recognised, and for how long; `nil` for a worker that does not ask for them.
  public let erasure: ErasureSettings?
  /// The listener of health and metrics.
  public let httpAddress: SocketAddress
  /// The least level of the lines that are written.
  public let logLevel: Logger.Level
  /// The form of the lines of the log.
  public let logFormat: LogFormat
  /// The most messages of one transaction; never more than ``prefetch``.
  public let batchSize: Int
  /// The messages that the broker lends a lane at a time.
  public let prefetch: Int
  /// The unconfirmed events from which on the worker stops consuming.
  public let outboxLimit: Int
  /// The days for which a handled message is known.
  public let inboxDays: Int
  /// The days for which a refused message stands in its list.
  public let refusedDays: Int
  /// The lanes of the process.
  public let lanes: Int
  /// The time that a drain may take.
  public let grace: Duration
  /// The longest body that is read, in octets.
  public let bodyLimit: Int
  /// `true` if a test runs: failpoints and core dumps are allowed.
  public let isTest: Bool
  /// The place where the process is to fail; `nil` outside a test.
  public let failpoint: FailpointOrder?

  /// Reads the variables of ``variables(bodyLimit:needsErasureKeys:)``; `nil` at the first fault.
  ///
  /// - Parameters:
  ///   - reader: has checked them, and keeps the fault.
  ///   - limit: the variable of the longest body, with the default of the worker's queue.
  ///   - needsErasureKeys: whether the worker recognises erased addresses, or erases.
  public init?(
    _ reader: inout SettingsReader, bodyLimit limit: Variable<Int>, needsErasureKeys: Bool
  ) {
    guard let databaseURL = reader.read(Variables.databaseURL),
      let endpoints = reader.read(Variables.amqpURL),
      let address = reader.read(Variables.httpAddress),
      let logLevel = reader.read(Variables.logLevel),
      let logFormat = reader.read(Variables.logFormat),
      let batchSize = reader.read(Variables.batchSize),
      let prefetch = reader.read(Variables.prefetch),
      let outboxLimit = reader.read(Variables.outboxLimit),
      let inboxDays = reader.read(Variables.inboxDays),
      let refusedDays = reader.read(Variables.refusedDays),
      let lanes = reader.read(Variables.lanes), let grace = reader.read(Variables.graceSeconds),
      let bodyLimit = reader.read(limit), let isTest = reader.read(Variables.test),
      let failpoint = reader.read(Variables.failpoint)
    else { return nil }

    self.databaseURL = databaseURL
    self.endpoints = endpoints
    if needsErasureKeys {
      guard let keys = reader.read(Variables.erasureKey),
        let days = reader.read(Variables.erasureDays)
      else { return nil }
      erasure = ErasureSettings(keys: keys, days: days)
    } else {
      erasure = nil
    }
    self.httpAddress = address
    self.logLevel = logLevel
    self.logFormat = logFormat
    self.prefetch = prefetch ?? max(batchSize, min(3 * batchSize, 2000))
    self.batchSize = min(batchSize, self.prefetch)
    self.outboxLimit = outboxLimit
    self.inboxDays = inboxDays
    self.refusedDays = refusedDays
    self.lanes = lanes
    self.grace = .seconds(grace)
    self.bodyLimit = bodyLimit
    self.isTest = isTest
    self.failpoint = failpoint
  }

  /// The variables that are read, in the order in which faults are told.
  public static func variables(bodyLimit: Variable<Int>, needsErasureKeys: Bool) -> [VariableRow] {
    let erasure = needsErasureKeys ? [Variables.erasureKey.row, Variables.erasureDays.row] : []
    return [Variables.databaseURL.row, Variables.amqpURL.row] + erasure + [
      Variables.httpAddress.row, Variables.logLevel.row, Variables.logFormat.row,
      Variables.batchSize.row, Variables.prefetch.row, Variables.outboxLimit.row,
      Variables.inboxDays.row, Variables.refusedDays.row, Variables.lanes.row,
      Variables.graceSeconds.row, bodyLimit.row, Variables.test.row,
      Variables.failpoint.row,
    ]
  }
}

/// The keys by which erased addresses are recognised, and for how long (L6).
public struct ErasureSettings: Sendable {
  /// The keys of the keyed hash.
  public let keys: KeyRing
  /// The days for which a hash is kept.
  public let days: Int
}
