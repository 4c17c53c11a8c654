public import Hashing
public import Logging
public import Messaging
import Postgres

/// The variables that more than one program reads; those of one worker stand with that worker's row.
public enum Variables {
  /// The database.
  public static let databaseURL = Variable<Secret>(
    required: "DATABASE_URL", "libpq URI of the database",
    right: "a PostgreSQL URI such as postgres://user@host:5432/brevduva", isSecret: true
  ) { (text: String) throws(Flaw) in
    let uri = try Checks.uri(text, schemes: ["postgres", "postgresql"])
    guard Connection.accepts(uri.revealed) else { throw Flaw("cannot be read by libpq") }
    return uri
  }

  /// The brokers, tried in turn.
  public static let amqpURL = Variable<[Messaging.Endpoint]>(
    required: "AMQP_URL", "URI of the broker; several, separated by commas, are tried in turn",
    right: "an AMQP URI such as amqps://user:password@host:5671/vhost", isSecret: true
  ) { (text: String) throws(Flaw) in
    try Checks.brokers(text)
  }

  /// The broker's management, where `doctor` sees policies; `nil` for none.
  public static let brokerManagementURL = Variable<Messaging.Endpoint?>(
    "BROKER_MANAGEMENT_URL",
    "the broker's management, where doctor sees the policies on our queues",
    right: "http://user:password@host:15672", standard: "nothing", fallback: nil, isSecret: true
  ) { (text: String) throws(Flaw) in
    try Checks.management(text)
  }

  /// The keys of the keyed hash that outlives a purge (L6).
  public static let erasureKey = Variable<KeyRing>(
    required: "ERASURE_KEY", "keys of the keyed hash that outlives a purge; the first one signs",
    right: "id:key (a key of at least 32 octets; several, separated by commas)", isSecret: true
  ) { (text: String) throws(Flaw) in
    try KeyRing(parsing: text)
  }

  /// The listener of health and metrics.
  public static let httpAddress = Variable<SocketAddress>(
    "HTTP_ADDRESS", "where health and metrics are served", right: "host:port (port 0 for any)",
    standard: "127.0.0.1:0", fallback: SocketAddress(host: "127.0.0.1", port: 0)
  ) { (text: String) throws(Flaw) in
    guard let address = SocketAddress(text) else { throw Flaw("is", quoting: text) }
    return address
  }

  /// The least level of the lines that are written.
  public static let logLevel = Variable<Logger.Level>(
    "LOG_LEVEL", "from which level on lines are written",
    right: "trace, debug, info, notice, warning, error or critical",
    standard: "info", fallback: .info, parse: Checks.oneOf(Logger.Level.self))

  /// The form of the lines of the log.
  public static let logFormat = Variable<LogFormat>(
    "LOG_FORMAT", "how lines are written", right: "text or json",
    standard: "text", fallback: .text, parse: Checks.oneOf(LogFormat.self))

  /// The most messages of one transaction.
  public static let batchSize = Variable<Int>(
    "BATCH_SIZE", "how many messages one transaction takes at most", in: 1...5000, fallback: 200)

  /// The messages that the broker lends a lane at a time.
  public static let prefetch = Variable<Int?>(
    "PREFETCH", "how many messages the broker lends a lane at a time",
    right: Checks.right(1...65_535), standard: "3 × BATCH_SIZE, at most 2000", fallback: nil
  ) { (text: String) throws(Flaw) in
    try Checks.number(1...65_535)(text)
  }

  /// The unconfirmed events from which on a worker stops consuming.
  public static let outboxLimit = Variable<Int>(
    "OUTBOX_LIMIT", "from how many events not yet confirmed on a worker stops consuming",
    in: 1...100_000_000, fallback: 100_000)

  /// The lanes of one process.
  public static let lanes = Variable<Int>(
    "LANES", "how many lanes one process runs", in: 1...64, fallback: 2)

  /// The time that a drain may take.
  public static let graceSeconds = Variable<Int>(
    "GRACE_SECONDS", "how many seconds the batch in hand may take after SIGTERM", in: 1...3600,
    fallback: 25)

  /// The days for which the keyed hash of an erased address is kept (L6).
  public static let erasureDays = Variable<Int>(
    "ERASURE_DAYS", "how many days it is remembered, by a keyed hash, that an address was erased",
    in: 1...3650, fallback: 365)

  /// The days for which the inbox knows a message that was handled.
  public static let inboxDays = Variable<Int>(
    "INBOX_DAYS", "how many days a message is known that was handled; afterwards it counts as new",
    in: 1...36_500, fallback: 400)

  /// The days for which a refused message stands in its list.
  public static let refusedDays = Variable<Int>(
    "REFUSED_DAYS", "how many days a refused message stands in the list of those", in: 1...36_500,
    fallback: 400)

  /// The longest body that is read, in octets; its default is that of the worker's queue.
  public static func bodyLimit(fallback: Int, standard: String) -> Variable<Int> {
    Variable(
      "BODY_LIMIT", "the longest message body that is read, in octets", in: 1024...134_217_728,
      fallback: fallback, standard: standard)
  }

  /// Allows what only tests may do.
  public static let test = Variable<Bool>(
    "BREVDUVA_TEST", "allows failpoints and core dumps", right: "1 or nothing",
    standard: "nothing", fallback: false, isForTestsOnly: true
  ) { (text: String) throws(Flaw) in
    guard text == "1" else { throw Flaw("is", quoting: text) }
    return true
  }

  /// The place where the process is to fail.
  public static let failpoint = Variable<FailpointOrder?>(
    "BREVDUVA_FAILPOINT", "where the process fails, and how",
    right: "name:action[:n][@message-id] (action exit, abort, hang, sleep:ms or throw)",
    standard: "nothing", fallback: nil, isForTestsOnly: true
  ) { (text: String) throws(Flaw) in
    try FailpointOrder(parsing: text)
  }
}
