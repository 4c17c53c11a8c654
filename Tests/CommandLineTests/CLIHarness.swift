import Contract
import Domain
import Foundation
import Hashing
import Messaging
import Postgres
import Store
import TestSupport
import Testing
import Threading
import WorkerDefinitions

/// A database and a virtual host of its own on the real servers, gone when the test is over, and the
/// built executable to try on them, with the operator's users: the database's owner migrates.
struct CLIHarness {
  /// The administrators'.
  let databaseURL: String
  let amqpURL: String
  let vhost: String
  private let adminURL: String
  private let management: String
  private let executable: String
  /// `true` if the schema is there; before, the owner does all.
  private let isPrepared: Bool
  private let template: TemplateDatabase

  /// Role that owns the database.
  var owner: String { template.owner }

  /// Runs a test; unless it says otherwise, the schema and the topology are there.
  static func use(prepared: Bool = true, _ body: (CLIHarness) throws -> Void) throws {
    let harness = try CLIHarness(prepared)
    defer { harness.remove() }
    if prepared {
      try #require(try harness.run("topology declare").exitCode == 0)
    } else {
      // The rights on routing keys brought them along.
      for exchange in Topology().exchanges {
        try harness.curl("DELETE", "exchanges/\(harness.vhost)/\(exchange.rawValue)")
      }
    }
    try body(harness)
  }

  private init(_ prepared: Bool) throws {
    isPrepared = prepared
    let environment = ProcessInfo.processInfo.environment
    adminURL = try #require(environment["DATABASE_URL"], "DATABASE_URL must name a server.")
    let broker = try #require(environment["AMQP_URL"], "AMQP_URL must name a broker.")
    management = try #require(
      environment["BREVDUVA_TEST_MANAGEMENT_URL"],
      "BREVDUVA_TEST_MANAGEMENT_URL must name the broker's management.")
    executable = Self.folder(environment).appending(path: "brevduva").path()
    vhost = "x_cli_\(UInt64.random(in: 0...UInt64.max))"
    amqpURL = ServerURL.replacing(path: vhost, in: broker)
    template = try TemplateDatabase.on(adminURL) { GrantScript(prefix: $0) }
    databaseURL = try template.makeDatabase(named: vhost, isEmpty: !prepared)
    try curl("PUT", "vhosts/\(vhost)")
    try curl(
      "PUT", "permissions/\(vhost)/\(try Endpoint(broker).user)",
      #"{"configure":".*","write":".*","read":".*"}"#)
    try grantAtBroker()
  }

  private func grantAtBroker() throws {
    for part in ["--new-users", "--permissions"] {
      let rights = try run("grants broker --prefix \(vhost) --vhost \(vhost) \(part)").output
      try curl(
        "POST", "definitions",
        rights.replacing(#""password_hash":"""#, with: #""password":"\#(template.password)""#))
    }
  }

  /// The executables' folder: that of this test, which SwiftPM builds beside them, unless one is named.
  private static func folder(_ environment: [String: String]) -> URL {
    if let named = environment["BREVDUVA_BIN"] { return URL(filePath: named) }
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
    var folder = URL(filePath: bundle)
    while folder.path().contains(".xctest") { folder.deleteLastPathComponent() }
    return folder
  }

  private func remove() {
    // What is left behind disturbs nobody.
    let users = BrokerUser.all.map { "\"\(vhost)-\($0.name)\"" }.joined(separator: ",")
    _ = try? curl("DELETE", "vhosts/\(vhost)")
    _ = try? curl("POST", "users/bulk-delete", #"{"users":[\#(users)]}"#)
    _ = try? sql("DROP DATABASE \(vhost) WITH (FORCE)", at: adminURL)
  }

  /// Runs SQL in this database, or at another URL.
  func sql(_ script: String, at url: String? = nil) throws {
    var waiter = PollWaiter()
    var session = Session()
    session.searchPath = "brevduva, public"
    var connection = try Postgres.Connection(
      url ?? databaseURL, applicationName: "test", timeout: .seconds(60), session: session,
      waiting: &waiter)
    try connection.execute(script: script, waiting: &waiter)
  }

  /// Writes a batch as a worker does.
  func write(_ batch: BatchDecision) throws {
    var waiter = PollWaiter()
    var store = PostgresStore(StoreLocation(databaseURL), reading: RecordedRegistration.init)
    _ = try store.load(Touch(), messages: [], waiting: &waiter)
    try store.write(batch, waiting: &waiter)
  }

  /// Carries a steward's command out as lifecycle-worker does: loads what it touches, lets the book
  /// decide, and writes what it changed.
  func command(
    _ id: String, _ command: Command, type: String, at moment: Timestamp = Fixtures.moment
  ) throws {
    var waiter = PollWaiter()
    let ring = KeyRing(signing: KeyRing.Key(id: "test", secret: [UInt8](repeating: 7, count: 32)))
    var store = PostgresStore(
      StoreLocation(databaseURL), reading: RecordedRegistration.init,
      erasure: ErasurePolicy(
        keys: ring, lifetime: .seconds(3600), lastingMembers: RecordedRegistration.lastingMembers,
        sender: SenderAddress.read, addressee: OutgoingAddressee.read))
    let cause = Cause(
      message: MessageReference(source: "urn:stewards", id: id), at: moment, actor: "kim")
    let seed = id.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) }
    var touch = Touch(command)
    var decision: MessageDecision?
    while decision == nil {
      let loaded = try store.load(touch, messages: [], waiting: &waiter)
      var book = AddressBook(loaded.contents, held: touch, ids: IDSource(seed: seed))
      decision =
        BatchDecider(LifeRules.standard)
        .decide([(CommandMessage(.command(command)), cause)], in: &book)?.first
      touch.formUnion(book.missing)
    }
    let made = try #require(decision)
    try #require(made.outcome == .applied, "\(type) gave \(made.outcome)")
    try store.write(
      BatchDecision(messages: [
        DecidedMessage(
          cause: cause, type: type, queue: "lifecycle",
          bodyHash: [UInt8](repeating: 7, count: 32), disposition: .applied, changes: made.changes)
      ]), waiting: &waiter)
  }

  /// Counts the messages that the outbox holds.
  func backlog() throws -> Int {
    var waiter = PollWaiter()
    var store = PostgresStore(StoreLocation(databaseURL), reading: RecordedRegistration.init)
    return try store.backlog(waiting: &waiter).messages
  }

  /// Takes the next message out of a queue, and waits for it.
  func take(from queue: String) throws -> Delivery {
    var connection = try Messaging.Connection(to: Endpoint(amqpURL), name: "test")
    defer { connection.close() }
    return try takeNext(of: queue, &connection)
  }

  /// Returns whether a queue holds nothing.
  ///
  /// A quorum queue tells its length late, but gives what it has in order: a message of our own is the first then.
  func isEmpty(_ queue: String) throws -> Bool {
    var connection = try Messaging.Connection(to: Endpoint(amqpURL), name: "test")
    defer { connection.close() }
    var properties = Properties()
    properties.messageID = UUID().uuidString
    try connection.publish(
      Message(properties: properties, body: []), exchange: "", routingKey: queue)
    return try takeNext(of: queue, &connection).properties.messageID == properties.messageID
  }

  private func takeNext(
    of queue: String, _ connection: inout Messaging.Connection
  ) throws -> Delivery {
    try connection.consume(queue, prefetch: 1, tag: "test")
    var waiter = PollWaiter()
    let deadline = ContinuousClock.now + .seconds(180)
    while ContinuousClock.now < deadline {
      while let event = try connection.next() {
        guard case .delivery(let delivery) = event else { continue }
        // Before the ack: else the next one comes here too, and goes back only a while after we have gone.
        try connection.cancel()
        try connection.acknowledge(upTo: delivery.tag)
        return delivery
      }
      _ = waiter.wait(for: connection.descriptor, .readable, until: deadline)
    }
    throw NoMessage(queue: queue)
  }

  /// Reason why nothing could be taken.
  struct NoMessage: Error {
    let queue: String
  }

  /// Runs the executable with a line of arguments.
  func run(
    _ line: String, input: String = "", _ environment: [String: String] = [:]
  ) throws -> Ran {
    let process = prepared(line, environment)
    let (given, output, errors) = (Pipe(), Pipe(), Pipe())
    process.standardInput = given
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    try given.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try given.fileHandleForWriting.close()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let complaint = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let ran = Ran(
      exitCode: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: complaint, as: UTF8.self))
    TestLogs.keep(ran.errors, as: "brevduva")
    return ran
  }

  /// Starts the executable with a line of arguments, and leaves it running.
  func start(_ line: String) throws -> (process: Process, output: Pipe) {
    let process = prepared(line)
    let output = Pipe()
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return (process, output)
  }

  /// Starts the executable with a line of arguments at a terminal of its own, whose keys are `input`.
  func startAtTerminal(
    _ line: String
  ) throws -> (process: Process, input: Pipe, output: Pipe) {
    let process = prepared(line, ["TERM": "xterm"])
    process.executableURL = URL(filePath: "/usr/bin/script")
    process.arguments = ["-qec", "exec \(executable) \(line)", "/dev/null"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    return (process, input, output)
  }

  private func prepared(_ line: String, _ environment: [String: String] = [:]) -> Process {
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = line.split(separator: " ").map(String.init)
    let user = isPrepared && line != "migrate" ? template.roles.name(of: .commandLine) : owner
    process.environment = [
      "DATABASE_URL": template.url(databaseURL, as: user),
      "AMQP_URL": ServerURL.replacing(
        user: "\(vhost)-operator", password: template.password, in: amqpURL),
    ]
    .merging(environment) { $1 }
    return process
  }

  /// Result of a run of the executable.
  struct Ran {
    let exitCode: Int32
    let output: String
    let errors: String
  }

  /// Asks the broker's management.
  func curl(_ method: String, _ path: String, _ body: String? = nil) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      ["curl", "-sS", "--fail", "--max-time", "30", "-X", method]
      + ["-H", "content-type: application/json"] + (body.map { ["-d", $0] } ?? [])
      + ["\(management)/api/\(path)"]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(method) /api/\(path) failed.")
  }
}
