import Contract
import Foundation
import Messaging
import Store
import TestSupport
import Testing
import WorkerDefinitions

/// A database and a vhost of its own, migrated and declared, with a queue that records every event.
///
/// It goes when the value goes, however the test ends: so whoever works in it keeps it. Its owner migrates, and each program logs in with the user that is meant for it. The tests themselves
/// look on as administrators.
final class Testbed {
  /// Pair of servers: those that all tests share, or those that fault tests may break.
  enum Pair {
    case shared
    case breakable
  }

  static let recorder = "recorder"

  let name: String
  /// The administrators'.
  let databaseURL: String
  let amqpURL: String
  /// That of the users of its vhost.
  let password: String
  /// What its database is a copy of, with the owner's and the programs' roles.
  let template: TemplateDatabase
  private let adminURL: String
  private let managementURL: String
  private let bin: String
  /// `true` if all of it stands, so that it is a fault if it cannot be taken down.
  private var isWhole = false

  init(on pair: Pair = .shared) throws {
    let environment = ProcessInfo.processInfo.environment
    bin = try #require(
      environment["BREVDUVA_BIN"], "BREVDUVA_BIN must name the executables' folder.")
    let urls = try Self.urls(of: pair, environment)
    name = "testbed\(UInt32.random(in: 0 ... .max))"
    adminURL = urls.database
    managementURL = urls.management
    amqpURL = ServerURL.replacing(path: name, in: urls.amqp)
    template = try TemplateDatabase.on(adminURL) { GrantScript(prefix: $0) }
    password = template.password
    databaseURL = try template.makeDatabase(named: name)
    try manage("PUT", "vhosts/\(name)")
    let user = try Endpoint(urls.amqp).user
    try manage(
      "PUT", "permissions/\(name)/\(user)", #"{"configure":".*","write":".*","read":".*"}"#)
    try grantAtBroker(withUsers: true)
    try #require(try brevduva("topology", "declare").status == 0)
    var connection = try Connection(to: Endpoint(amqpURL), name: "recorder")
    try connection.declareQueue(
      Self.recorder, arguments: [Header("x-queue-type", .string("quorum"))])
    try connection.bind(Self.recorder, to: "brevduva.events", routingKey: "#")
    connection.close()
    isWhole = true
  }

  deinit {
    do {
      try remove()
    } catch {
      if isWhole { Issue.record("\(name) is left behind: \(error)") }
    }
  }

  private func remove() throws {
    _ = try Self.sql("DROP DATABASE IF EXISTS \(name) WITH (FORCE)", at: adminURL)
    try manage("DELETE", "vhosts/\(name)")
    let users = BrokerUser.all.map { "\"\(name)-\($0.name)\"" }.joined(separator: ",")
    try manage("POST", "users/bulk-delete", #"{"users":[\#(users)]}"#)
  }

  private static func urls(
    of pair: Pair, _ environment: [String: String]
  ) throws -> (database: String, amqp: String, management: String) {
    var environment = environment
    if pair == .breakable {
      let text = try servers("env").output
      for line in text.split(separator: "\n") {
        let words = line.trimmingPrefix("export ").split(separator: "=", maxSplits: 1)
        guard words.count == 2 else { continue }
        let value = words[1].trimmingCharacters(in: CharacterSet(charactersIn: "'\""))
        environment[String(words[0])] = value
      }
      environment["BREVDUVA_TEST_MANAGEMENT_URL"] = environment["MANAGEMENT_URL"]
    }
    return (
      try #require(environment["DATABASE_URL"], "DATABASE_URL must name a server."),
      try #require(environment["AMQP_URL"], "AMQP_URL must name a broker."),
      try #require(
        environment["BREVDUVA_TEST_MANAGEMENT_URL"],
        "BREVDUVA_TEST_MANAGEMENT_URL must name the broker's management.")
    )
  }

  /// The bindings of the vhost, as the broker tells them: for the report of a failure.
  func bindings() throws -> String {
    try run(
      "curl",
      [
        "-s", "--max-time", "60",
        "\(managementURL)/api/exchanges/\(name)/brevduva.events/bindings/source",
      ]
    )
    .output
  }

  // MARK: What a test does with it

  /// Starts or stops the servers that may be broken, or asks where they are.
  @discardableResult
  static func servers(_ verb: String, _ more: String...) throws -> Ran {
    try servers(verb, more)
  }

  /// The same, for arguments in a list.
  @discardableResult
  static func servers(_ verb: String, _ more: [String]) throws -> Ran {
    let ran = try script(verb, more)
    try #require(ran.status == 0, "servers \(verb): \(ran.errors)")
    return ran
  }

  /// Returns whether the broker that may be broken would find a queue again after a crash.
  func isKnownOnDisk(_ queue: String) throws -> Bool {
    try Self.script("knows", [name, queue]).status == 0
  }

  private static func script(_ verb: String, _ more: [String]) throws -> Ran {
    let folder = try #require(
      ProcessInfo.processInfo.environment["BREVDUVA_TEST_SERVERS"],
      "BREVDUVA_TEST_SERVERS must name the folder of the servers that tests may break.")
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../Scripts/servers").standardizedFileURL.path
    return try run(script, [verb, folder] + more)
  }

  /// Returns whether the broker's management knows what stands at a path.
  func isKnown(_ path: String) throws -> Bool {
    let ran = try run(
      "curl",
      ["-s", "--max-time", "60", "-o", "/dev/null", "-w", "%{http_code}"]
        + ["\(managementURL)/api/\(path)"])
    try #require(ran.output == "200" || ran.output == "404", "\(ran.output)")
    return ran.output == "200"
  }

  func manage(_ method: String, _ path: String, _ body: String? = nil) throws {
    let ran = try run(
      "curl",
      ["-sS", "--fail", "--max-time", "60", "-X", method, "-H", "content-type: application/json"]
        + (body.map { ["-d", $0] } ?? []) + ["\(managementURL)/api/\(path)"])
    try #require(ran.status == 0, "\(method) /api/\(path): \(ran.errors)")
  }

  static func sql(_ queries: String..., at url: String) throws -> String {
    let ran = try run(
      "psql", ["-XAtq", "-v", "ON_ERROR_STOP=1"] + queries.flatMap { ["-c", $0] } + [url])
    try #require(ran.status == 0, "\(queries): \(ran.errors)")
    return ran.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Asks the database, past all code of ours.
  func sql(_ query: String) throws -> String {
    try Self.sql("SET search_path = brevduva; " + query, at: databaseURL)
  }

  /// Gives the server an order of its administrator, outside a transaction.
  func administer(_ order: String) throws -> String {
    try Self.sql(order, at: adminURL)
  }

  func count(_ rows: String) throws -> Int {
    try #require(Int(try sql("SELECT count(*) FROM \(rows)")))
  }

  /// The arrays of texts that a query gives, one for each row.
  func rows(_ query: String) throws -> [[String?]] {
    let json = try sql("SELECT coalesce(json_agg(q.r), '[]') FROM (\(query)) AS q (r)")
    return try JSONDecoder().decode([[String?]].self, from: Data(json.utf8))
  }

  /// Counts the sessions of workers that have been in a state for a while: `idle`, or
  /// `idle in transaction`.
  func sessions(standingIn state: String) throws -> Int {
    try count(
      """
      pg_stat_activity WHERE datname = current_database() AND application_name LIKE '% lane %' \
      AND state = '\(state)' AND clock_timestamp() - state_change > interval '300 ms'
      """)
  }

  /// Counts the sessions of workers that wait for a lock.
  func sessionsWaiting() throws -> Int {
    try count(
      "pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
  }

  /// Runs the command line as its operator; the broker may be another one.
  func brevduva(_ arguments: String..., at amqpURL: String? = nil) throws -> Ran {
    try brevduva(arguments, amqpURL.map { ["AMQP_URL": $0] } ?? [:])
  }

  /// Runs the command line as its operator, in an environment in which something is otherwise.
  ///
  /// - Parameters:
  ///   - arguments: of the command line.
  ///   - more: the variables that are otherwise.
  ///   - wrapper: a program that runs it, with its own arguments; empty for none.
  /// - Returns: what it printed, and its exit code.
  /// - Throws: what ``run(_:_:_:)`` does.
  func brevduva(
    _ arguments: [String], _ more: [String: String], under wrapper: [String] = []
  ) throws -> Ran {
    let line = wrapper + ["\(bin)/brevduva"] + arguments
    let environment = [
      "DATABASE_URL": database(as: roles.name(of: .commandLine)),
      "AMQP_URL": broker(as: "operator"),
    ]
    let ran = try run(line[0], Array(line.dropFirst()), environment.merging(more) { $1 })
    TestLogs.keep(ran.errors, as: "brevduva")
    return ran
  }

  /// Makes the schema, or brings it up to date, as the database's owner.
  func migrate() throws {
    let ran = try run(
      "\(bin)/brevduva", ["migrate"], ["DATABASE_URL": database(as: template.owner)])
    try #require(ran.status == 0, "\(ran.errors)")
  }

  /// Returns the environment with which a worker is started.
  func environment(of kind: WorkerKind) -> [String: String] {
    [
      "DATABASE_URL": database(as: role(of: kind)),
      "AMQP_URL": broker(as: kind.name), "HTTP_ADDRESS": "127.0.0.1:0",
      "LOG_LEVEL": "debug",
    ].merging(own(of: kind)) { $1 }
  }

  /// Returns the variables that a worker must have besides those of all.
  private func own(of kind: WorkerKind) -> [String: String] {
    var own: [String: String] = [:]
    if kind.definition.needsErasureKeys {
      own["ERASURE_KEY"] = "test:0123456789abcdef0123456789abcdef"
    }
    if kind.queue == .mailings {
      own["UNSUBSCRIBE_URL"] = "https://x.se/unsubscribe"
      own["RETURN_PATH_DOMAIN"] = "bounces.x.se"
    }
    return own
  }

  /// Starts a worker.
  func worker(
    for kind: WorkerKind = .registrations, _ more: [String: String] = [:]
  ) throws -> WorkerProcess {
    let environment = environment(of: kind)
    return try WorkerProcess(
      "\(bin)/\(kind.name)", [], environment.merging(more) { $1 }, in: self)
  }
}
