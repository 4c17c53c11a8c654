import Store

/// The database as it shows itself.
struct DatabaseFacts: Sendable {
  /// Hosts to which `DATABASE_URL` leads, with the `sslmode` that holds.
  var hosts: [StoreHost]
  /// The server.
  var server: ServerRecord
  /// Settings of ``Check/settings`` that the server knows.
  var settings: [ServerSetting]
  /// State of the schema for this program; `nil` where it was not looked at.
  var schema: SchemaState?
  /// Lead of this machine's clock over the database's.
  var lead: Duration

  subscript(setting name: String) -> ServerSetting? { settings.first { $0.name == name } }
}

extension Check {
  /// The settings of the server that ``database(_:)`` looks at.
  static let settings = [
    "default_transaction_read_only", "fsync", "full_page_writes", "max_connections",
    "reserved_connections", "superuser_reserved_connections", "synchronous_commit",
    "transaction_read_only",
  ]

  /// Judges the server: its version, the way to it, and the settings that workers depend on.
  static func database(_ facts: DatabaseFacts) -> [Check] {
    var checks = [version(of: facts.server)]
    checks += facts.hosts.map { tls($0, facts.server) }
    checks += [encoding(of: facts.server), collation(of: facts.server)]
    for name in ["fsync", "full_page_writes", "synchronous_commit"] {
      if let check = durability(name, facts) { checks.append(check) }
    }
    return checks + [writes(facts), connections(facts), clock(facts.lead)]
  }

  /// A database that could not be asked.
  static func unreachable(database error: StoreError) -> Check {
    switch error {
    case .unusable(let sentence):
      .fault(
        "postgresql", sentence, .unreachable,
        cure: "Correct user, password and database in DATABASE_URL; psql \"$DATABASE_URL\" tries "
          + "them. On the server, pg_hba.conf says who may come in.")
    case .outage(let sentence):
      .fault(
        "postgresql", sentence, .unreachable,
        cure: "Start PostgreSQL, or correct host and port in DATABASE_URL; pg_isready -d "
          + "\"$DATABASE_URL\" tries them.")
    case .conflict, .contention, .data, .superseded:
      .fault(
        "postgresql", "The database does not answer a plain question.", .unreachable,
        cure: "Read its log.")
    }
  }

  /// A pooler that changes connections beneath a session: nothing else can be looked at through it.
  static func transactionPooler() -> Check {
    .fault(
      "postgresql pooler",
      "A pooler (PgBouncer) gives each transaction another connection of the server; what we set and "
        + "prepare there is lost.",
      cure: "Set pool_mode = session for this database in pgbouncer.ini and reload it, or name "
        + "PostgreSQL itself in DATABASE_URL.")
  }

  private static func version(of server: ServerRecord) -> Check {
    guard server.versionNumber >= 150_000 else {
      return .warning(
        "postgresql", "PostgreSQL is version \(server.version), which nobody has tried.",
        cure: "Upgrade the server to PostgreSQL 15 (pg_upgradecluster \(server.major) main).")
    }
    guard server.versionNumber < 190_000 else {
      return .warning(
        "postgresql",
        "PostgreSQL is version \(server.version), newer than those that were tried, 15 to 18.",
        cure: "Run ./dev test against it, as .ci/servers does, or use PostgreSQL 18.")
    }
    return .ok("postgresql", "PostgreSQL \(server.version), as user \(server.user).")
  }

  private static func collation(of server: ServerRecord) -> Check {
    server.hasICU
      ? .ok("postgresql ICU", "The server compares texts by Unicode.")
      : .warning(
        "postgresql ICU", "The server was built without ICU: brevduva profile find fails there.",
        cure: "Use a PostgreSQL that was built with ICU, as Debian's is.")
  }

  private static func tls(_ host: StoreHost, _ server: ServerRecord) -> Check {
    let name = host.name ?? "the default socket"
    let mode = host.sslmode ?? "prefer"
    if isThisMachine(host.name) {
      return .ok("postgresql TLS", "\(name) is this machine: no TLS is needed.")
    }
    guard mode == "verify-full" else {
      return .warning(
        "postgresql TLS",
        "sslmode is \(mode) to \(name): whoever stands in between can be taken for the server.",
        cure: "Add sslmode=verify-full&sslrootcert=/path/to/ca.pem to DATABASE_URL.")
    }
    return .ok("postgresql TLS", "\(name): \(server.tls ?? "no TLS"), sslmode verify-full.")
  }

  private static func encoding(of server: ServerRecord) -> Check {
    server.encoding == "UTF8"
      ? .ok("encoding", "The database is in UTF8.")
      : .fault(
        "encoding", "The database \(server.database) is in \(server.encoding), UTF8 is needed.",
        cure: "createdb --template template0 --encoding UTF8 NEW_NAME, then brevduva migrate there."
      )
  }

  private static func durability(_ name: String, _ facts: DatabaseFacts) -> Check? {
    guard let setting = facts[setting: name] else { return nil }
    guard setting.value == "off" else { return .ok(name, "\(name) is \(setting.value).") }
    return .fault(
      name, "\(name) is off: a crash of the server loses what was acknowledged.",
      cure: cure(of: setting, to: "on", facts.server))
  }

  private static func writes(_ facts: DatabaseFacts) -> Check {
    guard facts[setting: "transaction_read_only"]?.value == "on" else {
      return .ok("writes", "The database takes writes.")
    }
    if facts.server.isStandby {
      return .fault(
        "writes", "The server is a standby: it takes no writes.",
        cure: "Name the primary in DATABASE_URL, or several hosts with "
          + "target_session_attrs=read-write.")
    }
    let setting =
      facts[setting: "default_transaction_read_only"]
      ?? ServerSetting(name: "default_transaction_read_only", value: "on", source: "")
    return .fault(
      "writes", "Transactions are read-only: \(setting.name) is \(setting.value).",
      // In a session of that database nothing could be altered before.
      cure: "SET \(setting.name) = off; " + cure(of: setting, to: "off", facts.server))
  }

  /// Judges the number of connections: each lane holds one, and an operator wants one too.
  private static func connections(_ facts: DatabaseFacts) -> Check {
    func number(_ name: String) -> Int { facts[setting: name].flatMap { Int($0.value) } ?? 0 }
    let most = number("max_connections")
    let free =
      most - number("superuser_reserved_connections") - number("reserved_connections")
      - facts.server.sessions
    let found = "\(facts.server.sessions) of \(most) connections are taken, \(max(0, free)) free."
    return free >= 10
      ? .ok("connections", found)
      : .warning(
        "connections", found + " Each lane of a worker needs one.",
        cure: "ALTER SYSTEM SET max_connections = \(most + 100); then restart PostgreSQL. Or run "
          + "fewer lanes (LANES).")
  }

  private static func clock(_ lead: Duration) -> Check {
    let (seconds, attoseconds) = lead.components
    let apart = abs(seconds * 1000 + attoseconds / 1_000_000_000_000_000)
    let found = "The clocks of this machine and of the database are \(apart) ms apart."
    return apart <= 5000
      ? .ok("clock", found)
      : .warning("clock", found, cure: "timedatectl set-ntp true (on both machines)")
  }

  /// Command that takes a setting back where it was set.
  private static func cure(
    of setting: ServerSetting, to value: String, _ server: ServerRecord
  ) -> String {
    let name = setting.name
    let (user, database) = (server.user.identifier, server.database.identifier)
    return switch setting.source {
    case "user": "ALTER ROLE \(user) RESET \(name);"
    case "database": "ALTER DATABASE \(database) RESET \(name);"
    case "database user": "ALTER ROLE \(user) IN DATABASE \(database) RESET \(name);"
    case "global": "ALTER ROLE ALL RESET \(name);"
    case "client": "Take \(name) out of the options in DATABASE_URL and PGOPTIONS."
    case "command line": "Take \(name) out of the options with which PostgreSQL is started."
    default: "ALTER SYSTEM SET \(name) = \(value); SELECT pg_reload_conf();"
    }
  }
}

extension ServerRecord {
  /// The number before the point.
  fileprivate var major: Substring { version.prefix { $0 != "." } }
}

extension String {
  /// The text as an identifier of SQL.
  fileprivate var identifier: String { "\"\(replacing("\"", with: "\"\""))\"" }
}
