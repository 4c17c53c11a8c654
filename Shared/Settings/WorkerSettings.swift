public import Configuration
public import Logging

/// What a worker reads from its environment, checked.
public struct WorkerSettings: Sendable {
  /// Variables that not every worker reads.
  public struct Needs: OptionSet, Sendable {
    /// A bit for each.
    public let rawValue: Int

    /// Wraps the bits.
    public init(rawValue: Int) {
      self.rawValue = rawValue
    }

    /// The worker recognises and makes hashes of purged addresses (L6).
    public static let erasureKey = Needs(rawValue: 1)
  }

  /// The libpq URI.
  public let databaseURL: Secret
  /// At least one AMQP URI; they are tried in turn.
  public let amqpURLs: [Secret]
  /// The keys of L6; `nil` for a worker that does not need them.
  public let erasureKeys: ErasureKeys?
  /// Where health and metrics are served.
  public let httpAddress: SocketAddress
  /// From which level on lines are written.
  public let logLevel: Logger.Level
  /// How lines are written.
  public let logFormat: LogFormat
  /// How many messages one transaction takes at most; never more than ``prefetch``.
  public let batchSize: Int
  /// How many messages the broker lends a lane at a time.
  public let prefetch: Int
  /// From how many unconfirmed events on the worker stops consuming.
  public let outboxLimit: Int
  /// How many lanes the process runs.
  public let lanes: Int
  /// How long a drain may take.
  public let grace: Duration
  /// Local parts of role mailboxes in lower case (M7).
  public let roleMailboxes: Set<String>
  /// How many days the keyed hashes of erased addresses are kept (L6).
  public let erasureDays: Int
  /// How many days after a merge it can be taken back (L4).
  public let unmergeDays: Int
  /// The longest body that is read, in octets.
  public let bodyLimit: Int
  /// Whether tests run: failpoints and core dumps are allowed.
  public let isTest: Bool
  /// Where the process is to fail; `nil` outside a test.
  public let failpoint: FailpointOrder?

  /// Reads all variables and tells every fault at once.
  ///
  /// - Throws: ``ConfigurationError/settings(_:)``.
  public init(
    _ environment: EnvironmentVariablesProvider = EnvironmentVariablesProvider(),
    needs: Needs = .erasureKey
  ) throws(ConfigurationError) {
    var reader = SettingsReader(environment)
    let databaseURL = reader.read(Variables.databaseURL)
    let amqpURLs = reader.read(Variables.amqpURL)
    let keys = needs.contains(.erasureKey) ? reader.read(Variables.erasureKey) : nil
    let address = reader.read(Variables.httpAddress)
    let logLevel = reader.read(Variables.logLevel)
    let logFormat = reader.read(Variables.logFormat)
    let batchSize = reader.read(Variables.batchSize)
    let prefetch = reader.read(Variables.prefetch)
    let outboxLimit = reader.read(Variables.outboxLimit)
    let lanes = reader.read(Variables.lanes)
    let grace = reader.read(Variables.graceSeconds)
    let roles = reader.read(Variables.roleMailboxes)
    let erasureDays = reader.read(Variables.erasureDays)
    let unmergeDays = reader.read(Variables.unmergeDays)
    let bodyLimit = reader.read(Variables.bodyLimit)
    let isTest = reader.read(Variables.test)
    let failpoint = reader.read(Variables.failpoint)
    if isTest == false, case .some(.some) = failpoint {
      reader.add(.failpointOutsideTest)
    }
    guard reader.faults.isEmpty, let databaseURL, let amqpURLs, let address, let logLevel,
      let logFormat, let batchSize, let prefetch, let outboxLimit, let lanes, let grace, let roles,
      let erasureDays, let unmergeDays, let bodyLimit, let isTest, let failpoint
    else { throw .settings(reader.faults) }

    self.databaseURL = databaseURL
    self.amqpURLs = amqpURLs
    self.erasureKeys = keys
    self.httpAddress = address
    self.logLevel = logLevel
    self.logFormat = logFormat
    self.prefetch = prefetch ?? max(batchSize, min(3 * batchSize, 2000))
    self.batchSize = min(batchSize, self.prefetch)
    self.outboxLimit = outboxLimit
    self.lanes = lanes
    self.grace = .seconds(grace)
    self.roleMailboxes = roles
    self.erasureDays = erasureDays
    self.unmergeDays = unmergeDays
    self.bodyLimit = bodyLimit
    self.isTest = isTest
    self.failpoint = failpoint
  }
}

extension SettingFault {
  /// A failpoint is set where no test runs.
  static var failpointOutsideTest: SettingFault {
    .wrong(
      Variables.failpoint.row.name, what: "is set outside a test",
      right: "\(Variables.test.row.name)=1 beside it, or no failpoint,")
  }
}
