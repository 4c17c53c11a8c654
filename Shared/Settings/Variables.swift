import Domain
public import Logging
import Postgres

/// The table of the variables that every worker reads; a row each.
public enum Variables {
  /// Where the database is.
  public static let databaseURL = Variable<Secret>(
    required: "DATABASE_URL", "libpq URI of the database",
    right: "a PostgreSQL URI such as postgres://user@host:5432/brevduva", isSecret: true
  ) { (text: String) throws(Flaw) in
    let uri = try Checks.uri(text, schemes: ["postgres", "postgresql"])
    guard Connection.accepts(uri.revealed) else { throw Flaw("cannot be read by libpq") }
    return uri
  }

  /// Where the broker is; several are tried in turn.
  public static let amqpURL = Variable<[Secret]>(
    required: "AMQP_URL", "URI of the broker; several, separated by commas, are tried in turn",
    right: "an AMQP URI such as amqps://user:password@host:5671/vhost", isSecret: true
  ) { (text: String) throws(Flaw) in
    try Checks.brokers(text)
  }

  /// The keys of L6.
  public static let erasureKey = Variable<ErasureKeys>(
    required: "ERASURE_KEY", "keys of the keyed hash that outlives a purge; the first one signs",
    right: "id:key (a key of at least 32 octets; several, separated by commas)", isSecret: true
  ) { (text: String) throws(Flaw) in
    try ErasureKeys(parsing: text)
  }

  /// Where health and metrics are served.
  public static let httpAddress = Variable<SocketAddress>(
    "HTTP_ADDRESS", "where health and metrics are served", right: "host:port (port 0 for any)",
    standard: "127.0.0.1:0", fallback: SocketAddress(host: "127.0.0.1", port: 0)
  ) { (text: String) throws(Flaw) in
    guard let address = SocketAddress(text) else { throw Flaw("is \(quoted(text))") }
    return address
  }

  /// From which level on lines are written.
  public static let logLevel = Variable<Logger.Level>(
    "LOG_LEVEL", "from which level on lines are written",
    right: "trace, debug, info, notice, warning, error or critical",
    standard: "info", fallback: .info, parse: Checks.oneOf(Logger.Level.self))

  /// How lines are written.
  public static let logFormat = Variable<LogFormat>(
    "LOG_FORMAT", "how lines are written", right: "text or json",
    standard: "text", fallback: .text, parse: Checks.oneOf(LogFormat.self))

  /// How many messages one transaction takes at most.
  public static let batchSize = Variable<Int>(
    "BATCH_SIZE", "how many messages one transaction takes at most",
    right: "a whole number from 1 to 5000", standard: "200", fallback: 200,
    parse: Checks.number(1...5000))

  /// How many messages the broker lends a lane at a time.
  public static let prefetch = Variable<Int?>(
    "PREFETCH", "how many messages the broker lends a lane at a time",
    right: "a whole number from 1 to 65535", standard: "3 × BATCH_SIZE, at most 2000",
    fallback: nil
  ) { (text: String) throws(Flaw) in
    try Checks.number(1...65_535)(text)
  }

  /// From how many unconfirmed events on a worker stops consuming.
  public static let outboxLimit = Variable<Int>(
    "OUTBOX_LIMIT", "from how many events not yet confirmed on a worker stops consuming",
    right: "a whole number from 1 to 100000000", standard: "100000", fallback: 100_000,
    parse: Checks.number(1...100_000_000))

  /// How many lanes one process runs.
  public static let lanes = Variable<Int>(
    "LANES", "how many lanes one process runs", right: "a whole number from 1 to 64",
    standard: "2", fallback: 2, parse: Checks.number(1...64))

  /// How long a drain may take.
  public static let graceSeconds = Variable<Int>(
    "GRACE_SECONDS", "how many seconds the batch in hand may take after SIGTERM",
    right: "a whole number from 1 to 3600", standard: "25", fallback: 25,
    parse: Checks.number(1...3600))

  /// Local parts that belong to a role and not to a person (M7).
  public static let roleMailboxes = Variable<Set<String>>(
    "ROLE_MAILBOXES", "local parts that belong to a role and match nobody on their own",
    right: "a list of local parts without @ (separated by commas)",
    standard: MatchingRules.standard.roleMailboxes.sorted().joined(separator: ","),
    fallback: MatchingRules.standard.roleMailboxes,
    parse: Checks.localParts)

  /// How long the keyed hashes of erased addresses are kept (L6).
  public static let erasureDays = Variable<Int>(
    "ERASURE_DAYS", "how many days it is remembered, by a keyed hash, that an address was erased",
    right: "a whole number from 1 to 3650", standard: "365", fallback: 365,
    parse: Checks.number(1...3650))

  /// How long a merge can be taken back (L4).
  public static let unmergeDays = Variable<Int>(
    "UNMERGE_DAYS", "how many days after a merge it can be taken back",
    right: "a whole number from 1 to 3650", standard: String(LifeRules.standard.unmergeDays),
    fallback: LifeRules.standard.unmergeDays, parse: Checks.number(1...3650))

  /// The longest body that is read, in octets.
  public static let bodyLimit = Variable<Int>(
    "BODY_LIMIT", "the longest message body that is read, in octets",
    right: "a whole number from 1024 to 134217728", standard: "8388608", fallback: 8_388_608,
    parse: Checks.number(1024...134_217_728))

  /// Allows what only tests may do.
  public static let test = Variable<Bool>(
    "BREVDUVA_TEST", "allows failpoints and core dumps", right: "1 or nothing",
    standard: "nothing", fallback: false, isForTestsOnly: true
  ) { (text: String) throws(Flaw) in
    guard text == "1" else { throw Flaw("is \(quoted(text))") }
    return true
  }

  /// Where the process is to fail.
  public static let failpoint = Variable<FailpointOrder?>(
    "BREVDUVA_FAILPOINT", "where the process fails, and how",
    right: "name:action[:n][@message-id] (action exit, abort, hang, sleep:ms or throw)",
    standard: "nothing", fallback: nil, isForTestsOnly: true
  ) { (text: String) throws(Flaw) in
    try FailpointOrder(parsing: text)
  }

  /// What a person reads about each variable, in the order in which faults are told.
  ///
  /// - Parameter needs: which of the variables that not every worker reads are among them.
  /// - Returns: at least one row for each field of ``WorkerSettings``.
  public static func rows(for needs: WorkerSettings.Needs) -> [VariableRow] {
    let always = [
      httpAddress.row, logLevel.row, logFormat.row, batchSize.row, prefetch.row, outboxLimit.row,
      lanes.row, graceSeconds.row, roleMailboxes.row, erasureDays.row, unmergeDays.row,
      bodyLimit.row,
      test.row, failpoint.row,
    ]
    return [databaseURL.row, amqpURL.row] + (needs.contains(.erasureKey) ? [erasureKey.row] : [])
      + always
  }
}
