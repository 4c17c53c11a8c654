import Contract
import Domain
@testable import Messaging
import Settings
@testable import Store
import Testing
import WorkerDefinitions

@testable import brevduva

/// Judgements of `doctor` on facts, on paper: each of them as no test's server shows it, or not
/// without breaking it for others.
struct DoctorJudgementTests {
  private static let schema = SchemaRecord(
    name: "brevduva", isUsable: true, isOurs: false, hasSteps: true)

  /// A server with which all is well.
  private static func server(
    versionNumber: Int = 150_018, tls: String? = nil, isSuperuser: Bool = false,
    isStandby: Bool = false, sessions: Int = 10, schema: SchemaRecord? = schema,
    hasICU: Bool = true
  ) -> ServerRecord {
    ServerRecord(
      version: "\(versionNumber / 10_000).\(versionNumber % 10_000)",
      versionNumber: versionNumber, encoding: "UTF8", tls: tls, user: "kim", database: "book",
      isSuperuser: isSuperuser, isStandby: isStandby, sessions: sessions, clock: Fixtures.moment,
      schema: schema, hasICU: hasICU)
  }

  private static func facts(
    _ server: ServerRecord = server(), hosts: [StoreHost] = [],
    settings: [ServerSetting] = [], schema: SchemaState? = .current, lead: Duration = .zero
  ) -> DatabaseFacts {
    let usual = [
      ("fsync", "on"), ("full_page_writes", "on"), ("synchronous_commit", "on"),
      ("max_connections", "100"), ("superuser_reserved_connections", "3"),
      ("transaction_read_only", "off"), ("default_transaction_read_only", "off"),
    ].map { ServerSetting(name: $0.0, value: $0.1, source: "default") }
    return DatabaseFacts(
      hosts: hosts, server: server,
      settings: usual.filter { usual in !settings.contains { $0.name == usual.name } } + settings,
      schema: schema, lead: lead)
  }

  /// A queue of the topology that holds messages.
  private static func queue(
    _ name: String, messages: Int, consumers: Int
  ) throws -> ObservedQueue {
    ObservedQueue(
      queue: try #require(Topology().queues.first { $0.name == name }),
      status: QueueStatus(name: name, messages: messages, consumers: consumers))
  }

  /// The check of a name, which must be there once.
  private func check(_ name: String, in checks: [Check]) throws -> Check {
    let found = checks.filter { $0.name == name }
    try #require(found.count == 1, "\(name): \(checks)")
    return found[0]
  }

  /// Rights of the first programs that are missing, so many each.
  private static func rights(
    lacking counts: Int...
  ) -> [(program: Program, rights: HeldRights)] {
    zip(Program.all, counts).map { program, count in
      let missing = (0..<count).map { "SELECT (c\($0)) on address" }
      return (program, HeldRights(user: "u", missing: missing))
    }
  }

  @Test("Rights: what the nearest program needs and we lack is a fault, with the command to type")
  func rights() throws {
    let check = try check(
      "rights", in: Check.rights(of: Self.server(), as: Self.rights(lacking: 3, 2)))
    #expect(check.state == .fault(.wrong))
    #expect(check.found.hasPrefix("For lifecycle-worker: The database user u lacks the right "))
    #expect(check.found.contains("SELECT (c0) on address and 1 more"))
    #expect(check.cure?.hasPrefix("brevduva grants database | psql") == true)
  }

  @Test("What is as it should be is told as ok, without a cure")
  func ok() throws {
    let all =
      Check.database(Self.facts()) + [Check.schema(Self.facts())]
      + Check.rights(of: Self.server(), as: Self.rights(lacking: 0, 2))
      + Check.contents(
        ContentsFacts(
          usedKeys: ["k1"], knownKeys: ["k2", "k1"],
          outbox: Backlog(messages: 3, age: .seconds(60)), parked: 0, anomalies: [],
          now: Fixtures.moment))
      + Check.queues([try Self.queue("lifecycle", messages: 7, consumers: 1)])
      + [Check.alarms(.none)]
    for check in all {
      #expect(check.state == .ok && check.cure == nil, "\(check)")
      #expect(check.found.hasSuffix("."))
    }
  }

  @Test("Events without a receiver, and commands with a priority, are warnings with their counts")
  func traffic() throws {
    let since = Timestamp(microseconds: Fixtures.moment.microseconds - 7_000_000)
    let checks = Check.traffic(
      [
        AnomalyRecord(
          anomaly: .unroutedEvent(type: "profile.created"), count: 12, since: since, last: since),
        AnomalyRecord(
          anomaly: .unroutedEvent(type: "registration.matched"), count: 30, since: since,
          last: Fixtures.moment),
        AnomalyRecord(
          anomaly: .prioritizedDelivery(queue: "lifecycle"), count: 1, since: since, last: since),
      ], at: Fixtures.moment)
    let events = try check("events", in: checks)
    #expect(events.state == .warning)
    #expect(
      events.found
        == "No queue was bound to brevduva.events for profile.created (12), "
        + "registration.matched (30), the last 0 s ago; they were let go.")
    #expect(events.cure?.contains("brevduva snapshot --to QUEUE") == true)
    let priorities = try check("priorities", in: checks)
    #expect(
      priorities.state == .warning && priorities.found.contains("lifecycle (1), the last 7 s"))
  }

  @Test(
    "A setting that loses data is a fault, and the cure takes it back where it was set",
    arguments: [
      ("fsync", "configuration file", "ALTER SYSTEM SET fsync = on; SELECT pg_reload_conf();"),
      ("fsync", "command line", "Take fsync out of the options with which PostgreSQL is started."),
      (
        "full_page_writes", "default",
        "ALTER SYSTEM SET full_page_writes = on; SELECT pg_reload_conf();"
      ),
      ("synchronous_commit", "user", #"ALTER ROLE "kim" RESET synchronous_commit;"#),
      ("synchronous_commit", "database", #"ALTER DATABASE "book" RESET synchronous_commit;"#),
      (
        "synchronous_commit", "database user",
        #"ALTER ROLE "kim" IN DATABASE "book" RESET synchronous_commit;"#
      ),
      ("synchronous_commit", "global", "ALTER ROLE ALL RESET synchronous_commit;"),
      (
        "synchronous_commit", "client",
        "Take synchronous_commit out of the options in DATABASE_URL and PGOPTIONS."
      ),
    ])
  func durability(name: String, source: String, cure: String) throws {
    let setting = ServerSetting(name: name, value: "off", source: source)
    let check = try check(name, in: Check.database(Self.facts(settings: [setting])))
    #expect(check.state == .fault(.wrong) && check.cure == cure)
    #expect(check.found == "\(name) is off: a crash of the server loses what was acknowledged.")
  }

  @Test(
    "A secret that others may read is a warning, but where a container's engine keeps them",
    arguments: [("/etc/key", false), ("/run/secrets/key", true), ("/run/secretskey", false)])
  func secretFile(path: String, isOK: Bool) throws {
    var facts = ConfigurationFacts()
    let mode = FileMode(bits: 0o444)
    facts.secretFiles = [.init(variable: "ERASURE_KEY_FILE", path: path, mode: mode)]
    let check = try check("file of ERASURE_KEY_FILE", in: Check.configuration(facts))
    #expect((check.state == .ok) == isOK && check.cure == (isOK ? nil : "chmod 0400 \(path)"))
  }

  @Test("A standby takes no writes: the cure names the primary")
  func standby() throws {
    let readOnly = ServerSetting(name: "transaction_read_only", value: "on", source: "override")
    let facts = Self.facts(Self.server(isStandby: true), settings: [readOnly])
    let check = try check("writes", in: Check.database(facts))
    #expect(check.state == .fault(.wrong))
    #expect(check.cure?.contains("target_session_attrs=read-write") == true)
  }

  @Test(
    "Without verify-full to a host that is not this machine is a warning, whatever else holds",
    arguments: [
      ("db.example.org", nil, true), ("db.example.org", "require", true),
      ("10.0.0.1", "verify-ca", true), ("db.example.org", "verify-full", false),
      ("localhost", nil, false), ("127.0.0.1", "disable", false), ("::1", nil, false),
      ("/run/postgresql", nil, false), (nil, nil, false),
    ] as [(String?, String?, Bool)])
  func databaseTLS(host: String?, mode: String?, isWarning: Bool) throws {
    let facts = Self.facts(
      Self.server(tls: "TLSv1.3"), hosts: [StoreHost(name: host, sslmode: mode)])
    let check = try check("postgresql TLS", in: Check.database(facts))
    #expect((check.state == .warning) == isWarning)
    #expect((check.cure?.contains("sslmode=verify-full") ?? false) == isWarning)
  }

  @Test("Each host of a URI is judged by itself")
  func hosts() {
    let hosts = [("a", "verify-full"), ("b", "require"), ("localhost", nil)].map {
      StoreHost(name: $0.0, sslmode: $0.1)
    }
    let checks = Check.database(Self.facts(hosts: hosts)).filter { $0.name == "postgresql TLS" }
    #expect(checks.map(\.state) == [.ok, .warning, .ok])
  }

  @Test("Few free connections are a warning: ten are the least", arguments: [(87, 10), (88, 9)])
  func connections(sessions: Int, free: Int) throws {
    let check = try check(
      "connections", in: Check.database(Self.facts(Self.server(sessions: sessions))))
    #expect(check.found.contains("\(free) free."))
    #expect((check.state == .warning) == (free < 10))
    #expect((check.cure?.contains("max_connections = 200") ?? false) == (free < 10))
  }

  @Test(
    "Clocks more than 5 s apart are a warning, whichever is ahead",
    arguments: [(5, false), (-5, false), (6, true), (-6, true)])
  func clock(seconds: Int, isWarning: Bool) throws {
    let check = try check(
      "clock", in: Check.database(Self.facts(lead: .seconds(seconds))))
    #expect((check.state == .warning) == isWarning)
    #expect((check.cure?.contains("timedatectl set-ntp true") ?? false) == isWarning)
  }

  @Test(
    "A PostgreSQL that nobody has tried is a warning",
    arguments: [
      (140_011, "PostgreSQL 15"), (150_018, nil), (180_006, nil), (190_000, "PostgreSQL 18"),
    ] as [(Int, String?)])
  func untriedServer(version: Int, cure: String?) throws {
    let facts = Self.facts(Self.server(versionNumber: version))
    let check = try check("postgresql", in: Check.database(facts))
    #expect((check.state == .warning) == (cure != nil))
    if let cure { #expect(check.cure?.contains(cure) == true) }
  }

  @Test("A server without ICU is a warning: a search for names fails there")
  func withoutICU() throws {
    let check = try check(
      "postgresql ICU", in: Check.database(Self.facts(Self.server(hasICU: false))))
    #expect(check.state == .warning && check.found.contains("profile find"))
  }

  @Test("A broker that takes no large bodies is a warning, with the setting")
  func bodies() {
    #expect(Check.largeBodies(true).state == .ok)
    let check = Check.largeBodies(false)
    #expect(check.state == .warning && check.cure?.contains("max_message_size") == true)
  }

  @Test("Mail that failed is looked at by people: no program is to be started for it")
  func failedMail() throws {
    let checks = Check.queues([try Self.queue("outgoing-mail.dead", messages: 1, consumers: 0)])
    #expect(checks.map(\.state) == [.warning] && checks[0].cure?.contains("Start") == false)
  }

  @Test(
    "A library that lacks what we call is a fault, and the cure names its package",
    arguments: [
      ("libpq", 130_009, "0.11.0", "libpq5"), ("librabbitmq", 150_018, "0.9.0", "librabbitmq4"),
      (nil, 140_000, "0.11.0", ""), (nil, 180_001, "0.16.1", ""),
    ] as [(String?, Int, String, String)])
  func libraries(wrong: String?, libpq: Int, rabbitMQ: String, package: String) throws {
    let checks = Check.libraries(
      LibraryFacts(
        program: "0.1.0", libpq: libpq, rabbitMQ: rabbitMQ, icu: "72.1", openSSL: "3.0.19"))
    #expect(checks.filter { $0.state != .ok }.map(\.name) == [wrong].compactMap(\.self))
    guard let wrong else { return }
    let cure = "apt-get install --only-upgrade \(package)"
    #expect(try check(wrong, in: checks).cure == cure)
  }

  @Test(
    "guest, and a broker spoken to without TLS over a network, are warnings",
    arguments: [
      ("amqp://guest:x@localhost", "rabbitmq user", "rabbitmqctl add_user"),
      ("amqp://kim:x@mq.example.org", "rabbitmq TLS", "amqps://mq.example.org:5671"),
    ])
  func way(uri: String, name: String, cure: String) throws {
    let identity = BrokerIdentity(product: "RabbitMQ", version: "3.10.8")
    let checks = Check.brokers([
      BrokerFacts(endpoint: try Endpoint(uri), answer: .success(identity))
    ])
    let check = try check(name, in: checks)
    #expect(check.state == .warning && check.cure?.contains(cure) == true)
    #expect(checks.filter { $0.state != .ok }.count == 1)
  }

  @Test(
    "A broker that is too old is a fault, another product a warning",
    arguments: [
      ("RabbitMQ", "3.9.29", Check.State.fault(.wrong)), ("RabbitMQ", "3.10.0", .ok),
      ("RabbitMQ", "4.1.2", .ok), ("RabbitMQ", "4.3.6", .ok), ("RabbitMQ", "4.4.0", .warning),
      ("RabbitMQ", "5.0.0", .warning), ("LavinMQ", "2.0.0", .warning),
    ])
  func product(product: String, version: String, state: Check.State) throws {
    let identity = BrokerIdentity(product: product, version: version)
    let checks = Check.brokers([
      BrokerFacts(endpoint: try Endpoint("amqps://kim:x@mq"), answer: .success(identity))
    ])
    #expect(try check("rabbitmq", in: checks).state == state)
  }

  @Test(
    "Each reason why a broker cannot be reached has its command",
    arguments: [
      (AMQPError.unresolvable(host: "mq"), "getent hosts mq"),
      (.connectionRefused(host: "mq", port: 5672), "rabbitmqctl status"),
      (.accessRefused(user: "kim"), "rabbitmqctl change_password kim"),
      (.noVhost("v"), "rabbitmqctl add_vhost v"),
      (.vhostForbidden("v", user: "kim"), "rabbitmqctl set_permissions -p v kim"),
      (.tls(host: "mq", reason: "expired"), "openssl s_client -connect mq:5671"),
      (.timeout(.connect), "the network to mq:5671"),
    ])
  func unreachableBroker(error: AMQPError, cure: String) throws {
    let endpoint = try Endpoint("amqps://kim:x@mq/v")
    let alone = try check(
      "rabbitmq", in: Check.brokers([BrokerFacts(endpoint: endpoint, answer: .failure(error))]))
    #expect(alone.state == .fault(.unreachable) && alone.cure?.contains(cure) == true)
  }

  @Test("An alarm of the broker is a fault; one that cannot be seen is a warning")
  func alarms() {
    let raised = Check.alarms(.raised("low on memory"))
    #expect(raised.state == .fault(.wrong) && raised.found.contains("low on memory"))
    #expect(raised.cure?.hasPrefix("rabbitmqctl status") == true)
    #expect(Check.alarms(.unknown("403")).state == .warning)
  }

  @Test(
    "A differing argument says what comes of it",
    arguments: [
      ("x-delivery-limit", "crashes"), ("x-dead-letter-exchange", "is lost"),
      ("x-dead-letter-strategy", "is lost"), ("x-single-active-consumer", "out of order"),
      ("x-queue-type", "quorum"),
    ])
  func consequences(argument: String, words: String) throws {
    let queue = try #require(Topology().queues.first { $0.name == "lifecycle" })
    let text = "inequivalent arg '\(argument)' for queue 'q': received '20' but current is '1'"
    let mismatch = try #require(ArgumentMismatch(text))
    let finding = TopologyFinding(.queue(queue), .differs(mismatch))
    let check = try check("queue lifecycle", in: Check.topology([finding], vhost: "v"))
    #expect(check.state == .fault(.wrong) && check.found.contains(words))
    #expect(check.found.hasPrefix("\(argument) is 1, should be 20"))
    let cure = "rabbitmqctl -p v delete_queue lifecycle, then brevduva topology declare"
    #expect(check.cure?.hasSuffix(cure) == true)
  }

  @Test("The exit code is that of the worst: a wrong setting, then a server, then any other fault")
  func exitCodes() {
    func code(_ checks: [Check]) -> Int32 {
      DoctorReport(checks: checks).failure?.exitCode ?? 0
    }
    let wrong = Check.schema(Self.facts(schema: .behind(at: 1, wanted: 4)))
    let unreachable = Check.unreachable(database: .outage("Nobody listens."))
    var facts = ConfigurationFacts()
    facts.faults = [.missing("AMQP_URL", right: "an AMQP URI")]
    let setting = Check.configuration(facts)
    let warning = Check.rights(of: Self.server(isSuperuser: true), as: [])
    #expect(code(warning) == 0)
    #expect(code(warning + [wrong]) == 1)
    #expect(code([wrong, unreachable]) == 3)
    #expect(code([wrong, unreachable] + setting) == 2)
  }
}
