import Domain
import Postgres
import TestSupport
import Testing
import Threading
import WorkerDefinitions

@testable import Store

@Suite("Store: rights")
struct RightsTests {
  /// What a role never has, whatever its statements would like: privileges, tables and columns.
  private static let denied: [DatabaseRole: [String]] = [
    .registration: [readsOthers, "UPDATE profile\\.(?!version)", "SELECT (note|import|mailing)"],
    .bounces: [readsOthers, changesPeople, "SELECT note", "SELECT mailing\\.(subject|body)"],
    .imports: [readsOthers, "SELECT note(\\.|_profile\\.(?!profile_id))", "SELECT mailing"],
    .notes: [readsOthers, changesPeople, "SELECT (note(?!\\.mail_hash)|import|mailing)"],
    .mailings: [readsOthers, changesPeople, "SELECT (note|import)"],
    .commandLine: [
      "SELECT (mailing_recipient\\.token|erased_address\\.(tag|profile_id)|fence|counter)",
      "SELECT outbox\\.(body|properties)", "INSERT (?!outbox)", "UPDATE (?!inbox\\.ending)",
    ],
  ]
  private static let readsOthers = "SELECT (registration\\.content|parked\\.(body|properties))"
  private static let changesPeople =
    "(INSERT|UPDATE) (address|external_id|registration|profile\\.(?!version)|merge\\.(?!affirmed))"

  /// Tables of which a role takes rows away, beside those in which it keeps the books of its messages.
  private static let erased: [DatabaseRole: Set<String>] = [
    .registration: ["erased_address"], .notes: ["erased_address"], .mailings: [],
    .bounces: ["bounce", "suppression", "erased_address"],
    .imports: [
      "address", "external_id", "opt_out", "mark", "import", "import_line", "import_mention",
      "import_profile", "erased_address",
    ],
    .commandLine: [],
  ]
  private static let books: Set = ["inbox", "parked", "refused", "mention", "counter", "outbox"]

  /// Those by which each worker keeps the books of its messages.
  private static let bookkeeping: [any Statement] =
    loopStatements + [
      ReadInbox(messages: []), DeleteReplacedInbox(messages: []),
      DeleteReplacedParked(messages: []),
      InsertInbox(messages: []), InsertParked(parked: [], unsearched: []),
      InsertRefused(refused: []),
      InsertOutbox(id: OutboxID(value: 1), queue: nil, messages: []), DeleteOutbox(ids: []),
      DeleteExpired(), InsertMentions(mentions: []), RenewMentions(subjects: []),
    ]

  /// All statements that each role's program runs.
  private static let statements: [DatabaseRole: [any Statement]] = [
    .registration: bookkeeping + [
      LockProfilesBeside(request: LoadRequest()), LockProfilesChanging(request: LoadRequest()),
      ReadBook(request: LoadRequest()), LockFreeKeys(keys: []), ReadExternalHolders(ids: []),
      ReadErasures(keys: [], ring: ErasurePolicy.test.keys), InsertPastAddresses(past: []),
      MoveAddresses(moved: []), InsertProfiles(profiles: []), RaiseVersions(raised: []),
      InsertAddresses(added: []), GiveUses(changes: []), DeleteErasedAddresses(tags: []),
      InsertRegistrations(registrations: []), InsertSuggestions(suggestions: []),
    ],
    .lifecycle: pathStatements.filter { !($0 is InsertRegistrations) }
      + exclusiveStatements + loopStatements + searchStatements + tokenStatements + [
        ReadMailMoments(keys: []), ReadBounces(keys: []), NoteDeliveries(deliveries: []),
      ],
    .bounces: bookkeeping + bounceStatements + tokenStatements + [
      LockProfilesChanging(request: LoadRequest()), ReadBook(request: LoadRequest()),
      LockFreeKeys(keys: []), ReadErasures(keys: [], ring: ErasurePolicy.test.keys),
      RaiseVersions(raised: []), SetMarks(marks: []), InsertOptOuts(optOuts: []),
      AffirmMerges(said: []), TouchImportedProfiles(said: []),
      InsertSuggestions(suggestions: []), EndSuppressions(ended: []),
    ],
    .imports: bookkeeping + importStatements + [
      LockProfilesBeside(request: LoadRequest()), LockProfilesChanging(request: LoadRequest()),
      ReadBook(request: LoadRequest()), LockFreeKeys(keys: []), ReadExternalHolders(ids: []),
      ReadErasures(keys: [], ring: ErasurePolicy.test.keys), InsertPastAddresses(past: []),
      DeleteAddresses(keys: []), TakeUses(changes: []), MoveAddresses(moved: []),
      InsertProfiles(profiles: []), RaiseVersions(raised: []), UpdateDetails(details: []),
      InsertExternalIDs(ids: []), InsertAddresses(added: []), GiveUses(changes: []),
      InsertOptOuts(optOuts: []), AffirmMerges(said: []), SetMarks(marks: []),
      DeleteErasedAddresses(tags: []), InsertSuggestions(suggestions: []),
      TouchImportedProfiles(said: []), UpdateStates(states: []), ReturnAddresses(moved: []),
      DeleteExternalIDs(ids: []), DeleteOptOuts(optOuts: []),
      LockProfilesExclusive(request: LoadRequest()), DecideSuggestions(decisions: []),
    ],
    .notes: bookkeeping + noteStatements + [
      LockProfilesBeside(request: LoadRequest()), LockProfilesChanging(request: LoadRequest()),
      ReadBook(request: LoadRequest()), LockFreeKeys(keys: []), ReadExternalHolders(ids: []),
      ReadErasures(keys: [], ring: ErasurePolicy.test.keys), FileNotes(filed: []),
      InsertSuggestions(suggestions: []), ReadMailMoments(keys: []), ReadBounces(keys: []),
      NoteDeliveries(deliveries: []),
    ],
    .mailings: bookkeeping.filter { !($0 is DeleteExpired || $0 is ReadErasureKeys) }
      + mailingStatements + [
        LockProfilesChanging(request: LoadRequest()), ReadBook(request: LoadRequest()),
      ],
    .commandLine: deskStatements + [
      ReadMerges(removed: []), ReadMergedNotes(removed: []),
      ReadMergedSends(removed: []), ReadBook(request: LoadRequest()),
      ReadMergedRegistrations(removed: []), DeleteOutbox(ids: []), ReadBacklog(),
      ReadMigrations(known: Migration.all), ReadRights(role: .commandLine),
      ReadPersonKeys(members: [], named: []),
      FindMentions(keys: [], profiles: [], members: [], since: nil),
    ],
  ]

  @Test("Each role has on each table and column the rights that it is meant to have, and no other")
  func matrix() throws {
    let roles = try Roles()
    try check(roles)
    let registration = roles.script.name(of: .registration)
    try roles.schema.execute(
      """
      GRANT DELETE ON profile TO \(registration); GRANT SELECT (body) ON parked TO \(registration);
      GRANT TRUNCATE ON profile TO PUBLIC; GRANT CREATE ON SCHEMA \(roles.schema.name) TO PUBLIC;
      """)
    try roles.apply()
    try check(roles)
  }

  private func check(_ roles: Roles) throws {
    let users = DatabaseRole.all.map(roles.script.name)
    let columns = Dictionary(grouping: try roles.schema.run(ReadColumns()), by: \.table)
      .mapValues { $0.map(\.name) }
    let held = Dictionary(
      grouping: try roles.schema.run(ReadHeldRights(users: users)), by: \.user
    ).mapValues { Set($0.map(\.right)) }
    for (place, role) in DatabaseRole.all.enumerated() {
      let found = held[place] ?? []
      let wanted = Set(role.grants.flatMap { $0.rights(on: columns[$0.table] ?? []) })
      #expect(found.subtracting(wanted) == [], "\(role.name) has more")
      #expect(wanted.subtracting(found) == [], "\(role.name) has less")
    }
    #expect(try roles.schema.run(ReadOtherRights(schema: roles.schema.name, users: users)) == [])
  }

  @Test("No role has what docs/rights.md denies it, and lifecycle-worker alone erases people")
  func promised() throws {
    let roles = try Roles()
    let users = DatabaseRole.all.map(roles.script.name)
    let held = Dictionary(
      grouping: try roles.schema.run(ReadHeldRights(users: users)), by: \.user
    ).mapValues { $0.map(\.right) }
    for (place, role) in DatabaseRole.all.enumerated() where role != .lifecycle {
      let rights = held[place] ?? []
      for pattern in try #require(Self.denied[role], "\(role.name)") {
        let pattern = try Regex(pattern)
        #expect(rights.filter { $0.prefixMatch(of: pattern) != nil } == [], "\(role.name)")
      }
      let deletes = Set(rights.filter { $0.hasPrefix("DELETE ") }.map { $0.dropFirst(7) })
      let meant = try #require(Self.erased[role], "\(role.name)").union(Self.books)
      #expect(deletes.filter { !meant.contains(String($0)) } == [], "\(role.name)")
    }
  }

  @Test("Each statement of a service can be run with its role's rights, and none of these is idle")
  func needed() throws {
    let roles = try Roles()
    for role in DatabaseRole.all {
      var waiter = PollWaiter()
      var session = try roles.session(as: role, waiting: &waiter)
      let statements = try #require(Self.statements[role], "no statements for \(role.name)")
      let calls = try StatementCall.prepare(statements, &session, waiting: &waiter)
      for call in calls {
        #expect(try call.isAllowed(&session, waiting: &waiter), "\(role.name): \(call.name)")
      }
      for grant in role.grants {
        for columns in grant.columns?.map({ " (\($0))" }) ?? [""] {
          let right = "\(grant.privilege.rawValue)\(columns) ON \(grant.table)"
          let user = roles.script.name(of: role)
          try roles.schema.execute("REVOKE \(right) FROM \(user)")
          let stopped = try calls.contains { try !$0.isAllowed(&session, waiting: &waiter) }
          #expect(stopped, "\(role.name) does not need \(right)")
          try roles.schema.execute("GRANT \(right) TO \(user)")
        }
      }
    }
  }

  @Test("A session learns which rights of a role it lacks")
  func standing() throws {
    let roles = try Roles()
    var waiter = PollWaiter()
    var session = try roles.session(as: .registration, waiting: &waiter)
    let own = try session.run(ReadRights(role: .registration), waiting: &waiter)
    #expect(own.map(\.missing) == [[]] && own[0].objection == nil)
    #expect(own[0].user == roles.script.name(of: .registration))
    let others = try session.run(ReadRights(role: .lifecycle), waiting: &waiter)
    #expect(others[0].missing.contains("UPDATE (given_name) on profile"))
    #expect(others[0].missing.contains("DELETE on address"))
    #expect(!others[0].missing.contains("UPDATE (version) on profile"))
    #expect(others[0].objection?.contains("brevduva grants database") == true)
    let administrator = try roles.schema.run(ReadRights(role: .lifecycle))
    #expect(administrator[0].missing == [])
    try roles.schema.execute(
      "REVOKE USAGE ON SCHEMA \(roles.schema.name) FROM \(roles.script.name(of: .registration))")
    let outside = try session.run(ReadRights(role: .registration), waiting: &waiter)
    #expect(outside[0].missing.contains("SELECT on profile"))
  }

  @Test("The database's owner migrates and gives rights again, and is no superuser")
  func owner() throws {
    let name = "o\(UInt32.random(in: 0 ... .max))"
    let schema = try TestSchema()
    for statement in [
      "CREATE ROLE \(name) LOGIN PASSWORD '\(name)'", "CREATE DATABASE \(name) OWNER \(name)",
    ] {
      try schema.execute(statement)
    }
    let script = GrantScript(prefix: name)
    let roles = DatabaseRole.all.map(script.name).joined(separator: ", ")
    defer {
      // What is left behind disturbs nobody.
      try? schema.execute("DROP DATABASE \(name) WITH (FORCE)")
      try? schema.execute("DROP ROLE \(name), \(roles)")
    }
    for role in DatabaseRole.all {
      try schema.execute("CREATE ROLE \(script.name(of: role)) LOGIN")
    }
    let uri = schema.uri.replacing(/:\/\/[^@]*@/, with: "://\(name):\(name)@")
      .replacing(/\/x_store_tests/, with: "/\(name)")
    var waiter = PollWaiter()
    let applied = try Migrator(StoreLocation(uri)).migrate(waiting: &waiter)
    #expect(applied.count == Migration.all.count)
    var connection = try Connection(
      uri, applicationName: "tests", timeout: .seconds(60), waiting: &waiter)
    for _ in 0..<2 {
      try connection.execute(script: script.lines.joined(separator: "\n"), waiting: &waiter)
    }
    var operatorStore = OperatorStore(StoreLocation(uri))
    let standing = try #require(try operatorStore.rights(as: .lifecycle, waiting: &waiter))
    #expect(standing.missing == [])
    let server = try operatorStore.server(waiting: &waiter)
    #expect(server.schema?.isOurs == true && !server.isSuperuser)
  }
}

extension Grant {
  /// What it lets do, a line for each column; rows are taken away as a whole.
  fileprivate func rights(on all: [String]) -> [String] {
    if privilege == .delete { return ["DELETE \(table)"] }
    // The place of a row is none of the columns that the schema tells.
    return (columns ?? all).filter { $0 != "ctid" }.map { "\(privilege.rawValue) \(table).\($0)" }
  }
}
