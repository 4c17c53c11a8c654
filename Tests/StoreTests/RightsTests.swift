import Domain
import Postgres
import TestSupport
import Testing
import Threading
import WorkerDefinitions

@testable import Store

/// The roles of `brevduva grants database`, made for one schema; they go with the value.
private final class Roles {
  let schema: TestSchema
  let script: GrantScript

  init() throws {
    schema = try TestSchema()
    try schema.migrate()
    script = GrantScript(prefix: schema.name, schema: schema.name)
    try apply()
  }

  deinit {
    let names = DatabaseRole.all.map(script.name).joined(separator: ", ")
    // Roles that could not be dropped are in nobody's way.
    try? schema.execute("DROP OWNED BY \(names); DROP ROLE \(names)")
  }

  func apply() throws {
    try schema.execute(script.lines.joined(separator: "\n"))
  }

  /// A session with a role's rights.
  func session(
    as role: DatabaseRole, waiting waiter: inout PollWaiter
  ) throws -> Connection {
    var connection = try schema.connect(waiting: &waiter)
    try connection.execute(script: "SET ROLE \(script.name(of: role))", waiting: &waiter)
    return connection
  }
}

@Suite("Store: rights")
struct RightsTests {
  /// S, I, U, D: to read, add, change, take away; a small letter for some columns only.
  private static let tables = """
    table             registration  lifecycle  bounces  imports  notes  mailings  operator
    address           SIu           SIuD       S        SIuD     S      S         S
    address_past      I             SIuD       -        sI       -      -         S
    anomaly           SIu           SIu        SIu      SIu      SIu    SIu       S
    bounce            -             SuD        SIuD     -        -      -         S
    counter           SID           SID        SID      SID      SID    SID       -
    erased_address    SD            SIuD       SD       SD       SD     -         s
    erasure           -             SIu        -        -        -      -         S
    external_id       S             SIuD       S        SID      S      S         S
    fence             -             SIu        -        -        -      -         -
    import            -             SuD        -        SIuD     -      -         S
    import_line       -             SuD        -        SIuD     -      -         S
    import_mention    -             SuD        -        SID      -      -         S
    import_profile    -             SuD        su       SIuD     -      -         S
    inbox             sID           SIuD       sID      sID      sID    sID       Su
    mailing           -             SuD        s        -        -      SIu       S
    mailing_recipient -             SuD        s        -        -      SIu       s
    mark              s             SIuD       SIu      SIuD     s      s         S
    mention           sIuD          SIuD       sIuD     sIuD     sIuD   sIuD      SD
    merge             -             SIuD       su       su       -      -         S
    note              -             SuD        -        -        sI     -         S
    note_profile      -             SIuD       -        s        I      -         S
    opt_out           s             SIuD       sI       sID      s      s         S
    outbox            SIuD          SIuD       SIuD     SIuD     SIuD   SIuD      sID
    parked            sID           SIuD       sID      sID      sID    sID       SD
    profile           SIu           SIu        Su       SIu      Su     Su        S
    refused           SIuD          SIuD       SIuD     SIuD     SIuD   SIuD      S
    registration      sI            SuD        s        s        s      s         S
    schema_migration  s             s          s        s        s      s         s
    storm             -             su         SIu      -        -      -         S
    suggestion        sI            SIuD       sI       sIu      sI     s         S
    suppression       S             SuD        SIuD     S        S      S         S
    """

  private static let columns = """
    bounces SELECT import_profile: import_id profile_id
    bounces SELECT inbox: message_id source body_hash ending handled_at
    bounces SELECT mailing: id topic handed_over
    bounces SELECT mailing_recipient: mailing_id profile_id token address_key handed_over_at
    bounces SELECT mention: kind subject source
    bounces SELECT merge: removed_id affirmed
    bounces SELECT opt_out: profile_id topic
    bounces SELECT parked: id source message_id
    bounces SELECT registration: id profile_id
    bounces SELECT schema_migration: number usable_from checksum
    bounces SELECT suggestion: id kind profile_id other_profile_id registration_id evidence
    bounces UPDATE anomaly: amount first_at last_at
    bounces UPDATE bounce: \(bounce)
    bounces UPDATE import_profile: version
    bounces UPDATE mark: since status reason \(evidence) \(changed) delivered_at
    bounces UPDATE mention: noted_at
    bounces UPDATE merge: affirmed
    bounces UPDATE outbox: claimed_until
    bounces UPDATE profile: version
    bounces UPDATE refused: type queue code sentence refused_at
    bounces UPDATE storm: decision decided_at decided_by
    bounces UPDATE suppression: since until reason
    imports SELECT address_past: key profile_id \(added) removed_at
    imports SELECT inbox: message_id source body_hash ending handled_at
    imports SELECT mention: kind subject source
    imports SELECT merge: removed_id affirmed
    imports SELECT note_profile: profile_id
    imports SELECT opt_out: profile_id topic
    imports SELECT parked: id source message_id
    imports SELECT registration: id profile_id
    imports SELECT schema_migration: number usable_from checksum
    imports SELECT suggestion: id kind profile_id other_profile_id registration_id evidence state
    imports UPDATE address: \(address)
    imports UPDATE anomaly: amount first_at last_at
    imports UPDATE import: \(imported)
    imports UPDATE import_line: column_header code sentence
    imports UPDATE import_profile: version \(before) reason
    imports UPDATE mark: since status reason \(evidence) \(changed)
    imports UPDATE mention: noted_at
    imports UPDATE merge: affirmed
    imports UPDATE outbox: claimed_until
    imports UPDATE profile: state version \(details) merged_into state_before_death
    imports UPDATE refused: type queue code sentence refused_at
    imports UPDATE suggestion: state decided_at decided_by
    lifecycle SELECT schema_migration: number usable_from checksum
    lifecycle SELECT storm: id kind subject
    lifecycle UPDATE address: \(address)
    lifecycle UPDATE address_past: added_by_source added_by_id removed_by_source removed_by_id
    lifecycle UPDATE anomaly: amount first_at last_at
    lifecycle UPDATE bounce: send diagnostic gateway_id mailing evidence source message_id
    lifecycle UPDATE erased_address: kind profile_id erased_at expires_at
    lifecycle UPDATE erasure: decision source message_id counts
    lifecycle UPDATE external_id: system value
    lifecycle UPDATE fence: epoch suspect trials
    lifecycle UPDATE import: headers fields sheet overwritten source message_id
    lifecycle UPDATE import_line: cells column_header
    lifecycle UPDATE import_mention: hashes
    lifecycle UPDATE import_profile: version \(before)
    lifecycle UPDATE inbox: message_id source type
    lifecycle UPDATE mailing: topic event_ids except_event_ids subject body_text body_html source message_id
    lifecycle UPDATE mailing_recipient: token address_key
    lifecycle UPDATE mark: since status reason cleared_at \(evidence) \(changed) delivered_at
    lifecycle UPDATE mention: noted_at
    lifecycle UPDATE merge: \(given) kept_keys kept_uses affirmed
    lifecycle UPDATE note: subject body participants attachments forwarded_from is_unmatched source message_id
    lifecycle UPDATE note_profile: profile_id merged_from matched_keys
    lifecycle UPDATE opt_out: topic by_source by_id
    lifecycle UPDATE outbox: claimed_until message_count \(outgoing)
    lifecycle UPDATE parked: source message_id type routing_key path body size properties body_hash
    lifecycle UPDATE profile: state version \(details) merged_into state_before_death
    lifecycle UPDATE refused: message_id source type queue code sentence refused_at
    lifecycle UPDATE registration: \(registration)
    lifecycle UPDATE storm: subject
    lifecycle UPDATE suggestion: profile_id other_profile_id evidence state decided_at decided_by
    lifecycle UPDATE suppression: reason
    mailings SELECT inbox: message_id source body_hash ending handled_at
    mailings SELECT mark: key since status reason \(evidence)
    mailings SELECT mention: kind subject source
    mailings SELECT opt_out: profile_id topic
    mailings SELECT parked: id source message_id
    mailings SELECT registration: id profile_id kind event_id
    mailings SELECT schema_migration: number usable_from checksum
    mailings SELECT suggestion: id kind profile_id other_profile_id registration_id evidence
    mailings UPDATE anomaly: amount first_at last_at
    mailings UPDATE mailing: \(mailed)
    mailings UPDATE mailing_recipient: status address_key handed_over_at
    mailings UPDATE mention: noted_at
    mailings UPDATE outbox: claimed_until
    mailings UPDATE profile: version
    mailings UPDATE refused: type queue code sentence refused_at
    notes SELECT inbox: message_id source body_hash ending handled_at
    notes SELECT mark: key since status reason \(evidence)
    notes SELECT mention: kind subject source
    notes SELECT note: mail_hash
    notes SELECT opt_out: profile_id topic
    notes SELECT parked: id source message_id
    notes SELECT registration: id profile_id
    notes SELECT schema_migration: number usable_from checksum
    notes SELECT suggestion: id kind profile_id other_profile_id registration_id evidence
    notes UPDATE anomaly: amount first_at last_at
    notes UPDATE mention: noted_at
    notes UPDATE outbox: claimed_until
    notes UPDATE profile: version
    notes UPDATE refused: type queue code sentence refused_at
    operator SELECT erased_address: key_id expires_at
    operator SELECT mailing_recipient: mailing_id profile_id status address_key handed_over_at
    operator SELECT outbox: id created_at message_count
    operator SELECT schema_migration: number usable_from checksum
    operator UPDATE inbox: ending
    registration SELECT inbox: message_id source body_hash ending handled_at
    registration SELECT mark: key since status reason \(evidence)
    registration SELECT mention: kind subject source
    registration SELECT opt_out: profile_id topic
    registration SELECT parked: id source message_id
    registration SELECT registration: id profile_id
    registration SELECT schema_migration: number usable_from checksum
    registration SELECT suggestion: id kind profile_id other_profile_id registration_id evidence
    registration UPDATE address: \(address)
    registration UPDATE anomaly: amount first_at last_at
    registration UPDATE mention: noted_at
    registration UPDATE outbox: claimed_until
    registration UPDATE profile: version
    registration UPDATE refused: type queue code sentence refused_at
    """
  private static let address = "profile_id uses position \(added) \(usesChanged)"
  private static let added =
    "added_at added_by_type added_by_source added_by_id added_by_actor"
  private static let imported =
    "hash headers fields sheet replaces overwritten repairs updates_only allowed is_dry_run language "
    + "total created changed unchanged refused reading read_at begun_at ended_at is_stopped "
    + "undo_begun_at undone_at given_back kept source message_id actor"
  private static let mailed =
    "state last_profile_id recipients by_fallback handed_over excluded prepared_at ended_at"
  private static let usesChanged =
    "uses_changed_at uses_changed_by_type uses_changed_by_source uses_changed_by_id "
    + "uses_changed_by_actor"
  private static let given =
    "address_keys uses_before uses_after given_name family_name phone external_systems "
    + "external_values is_protected topics"
  private static let before =
    "is_protected given_name family_name phone external_systems external_values address_keys "
    + "address_texts address_uses topics marked_keys"
  private static let registration =
    "profile_id event_id matched_rule matched_key source message_id content merged_from moved_at"
  private static let bounce = """
    kind reason status diagnostic gateway gateway_id mailing observed_at sent_at evidence held_by \
    recorded_at source message_id
    """
  private static let evidence = "observed_at diagnostic gateway_id"
  private static let changed =
    "changed_at changed_by_type changed_by_source changed_by_id changed_by_actor"
  private static let outgoing = "exchange routing_key message_id content_type properties body"
  private static let details = "is_protected given_name family_name phone"

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
      InsertSuggestions(suggestions: []),
    ],
    .mailings: bookkeeping.filter { !($0 is DeleteExpired || $0 is ReadErasureKeys) }
      + mailingStatements + [
        LockProfilesChanging(request: LoadRequest()), ReadBook(request: LoadRequest()),
      ],
    .commandLine: deskStatements + [
      ReadMerges(removed: []), ReadMergedNotes(removed: []), ReadBook(request: LoadRequest()),
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
    let names = DatabaseRole.all.map(\.name)
    let users = DatabaseRole.all.map(roles.script.name)
    let rows = try roles.schema.run(ReadMatrix(schema: roles.schema.name, users: users))
    let found = rows.map { row in
      ([row.table] + row.letters.map { $0.isEmpty ? "-" : $0 }).joined(separator: " ")
    }
    let wanted = Self.tables.split(separator: "\n").map { line in
      line.split(separator: " ").joined(separator: " ")
    }
    #expect((["table"] + names).joined(separator: " ") == wanted[0])
    #expect(found == Array(wanted.dropFirst()))
    let columns = try roles.schema.run(ReadColumnRights(schema: roles.schema.name, users: users))
      .map { "\(names[$0.user]) \($0.right)" }
    #expect(columns.sorted() == Self.columns.split(separator: "\n").map(String.init))
    #expect(try roles.schema.run(ReadOtherRights(schema: roles.schema.name, users: users)) == [])
  }

  @Test("Each statement of a service can be run with its role's rights, and none of these is idle")
  func needed() throws {
    let roles = try Roles()
    for role in DatabaseRole.all {
      var waiter = PollWaiter()
      var session = try roles.session(as: role, waiting: &waiter)
      let statements = try #require(Self.statements[role], "no statements for \(role.name)")
      let calls = try prepare(statements, &session, waiting: &waiter)
      for call in calls {
        #expect(try isAllowed(call, &session, waiting: &waiter), "\(role.name): \(call.name)")
      }
      for grant in role.grants {
        for columns in grant.columns?.map({ " (\($0))" }) ?? [""] {
          let right = "\(grant.privilege.rawValue)\(columns) ON \(grant.table)"
          let user = roles.script.name(of: role)
          try roles.schema.execute("REVOKE \(right) FROM \(user)")
          let stopped = try calls.contains { try !isAllowed($0, &session, waiting: &waiter) }
          #expect(stopped, "\(role.name) does not need \(right)")
          try roles.schema.execute("GRANT \(right) TO \(user)")
        }
      }
    }
  }

  /// A prepared statement, by the statement's name and how it is explained.
  private struct Call {
    let name: String
    let script: String
  }

  private func prepare(
    _ statements: [any Statement], _ session: inout Connection, waiting waiter: inout PollWaiter
  ) throws -> [Call] {
    var calls: [Call] = []
    for (place, statement) in statements.enumerated() {
      let sql = type(of: statement).sql
      try session.execute(script: "PREPARE s\(place) AS \(sql)", waiting: &waiter)
      let count = sql.matches(of: /\$(\d+)/).compactMap { Int($0.1) }.max() ?? 0
      let values = Array(repeating: "NULL", count: count).joined(separator: ", ")
      calls.append(
        Call(
          name: "\(type(of: statement))",
          script: "EXPLAIN EXECUTE s\(place)" + (count == 0 ? "" : " (\(values))")))
    }
    return calls
  }

  private func isAllowed(
    _ call: Call, _ session: inout Connection, waiting waiter: inout PollWaiter
  ) throws -> Bool {
    do throws(PostgresError) {
      try session.execute(script: call.script, waiting: &waiter)
      return true
    } catch {
      guard case .server(let fault) = error, fault.sqlstate == "42501" else { throw error }
      return false
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
