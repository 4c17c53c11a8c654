import BookSamples
import Contract
import Domain
import Postgres
import Store
import TestSupport
import Testing
import Threading

/// A purge looks for the mailbox in others' rows and in parked messages, wherever it came to stand.
@Suite("Store: mentions")
struct MentionTests {
  /// Kim, who is purged, and Bo, in whose rows Kim is named.
  private struct World {
    let database: TestDatabase
    let store: TestStore
    var fixtures = Fixtures()
    let kim: Profile
    let bo: Profile

    init() throws {
      database = try TestDatabase(.postgres)
      store = database.store()
      kim = fixtures.profile("kim@x.se")
      bo = fixtures.profile("bo@x.se")
      try write(.created(kim), .created(bo))
    }

    mutating func write(_ changes: Change...) throws {
      try write(BatchDecision(messages: [fixtures.message(changes)]))
    }

    func write(_ batch: BatchDecision) throws {
      _ = try store.load()
      try store.write(batch)
    }

    /// Writes a registration that was made by Bo, under a message of its own.
    mutating func register(
      _ content: String, source: String = "urn:form", on profile: ProfileID? = nil
    ) throws -> RegistrationID {
      let id: RegistrationID = fixtures.id()
      let registration = fixtures.registration("bo@x.se", content: content)
      let match = Match(rule: .address, key: key("bo@x.se"))
      let change = RegistrationChange.recorded(registration, on: profile ?? bo.id, by: match)
      let message = DecidedMessage(
        cause: Cause(
          message: MessageReference(source: source, id: "r\(id)"), at: fixtures.now),
        type: "registration.event", queue: "registrations",
        bodyHash: [UInt8](repeating: 7, count: 32),
        disposition: .applied,
        changes: [LoggedChange(.registration(id, change), sequence: nil, isProtected: false)])
      try write(BatchDecision(messages: [message]))
      return id
    }

    mutating func park(_ body: String, properties: String = "{}", id: String) throws {
      let parked = Parked(
        id: fixtures.id(), code: "broken", path: nil, offset: nil, detail: "d",
        body: Array(body.utf8),
        size: body.utf8.count, isWhole: true, properties: properties,
        routingKey: "registration.event")
      try write(
        BatchDecision(messages: [fixtures.message(disposition: .parked(parked), id: id)]))
    }

    mutating func purge(_ merged: MergedProfiles? = nil) throws {
      let kim = MergedProfiles(
        head: kim.id, members: [kim.id], addresses: kim.addresses.map(\.address))
      try write(.erasure(merged ?? kim, .purged(decision: nil)))
    }

    func text(_ sql: String) throws -> String {
      guard case .postgres(let schema) = database else { return "" }
      return try schema.answer(sql)
    }
  }

  @Test(
    "L2: a person is cut out of others' registrations, however they are spelled and wherever they went"
  )
  func registrations() throws {
    var world = try World()
    _ = try world.register(
      #"{"email":"bo@x.se","answers":{"guest":"\"Kim\"@X.se, eva@x.se","n":1}}"#)
    _ = try world.register(
      #"{"email":"bo@x.se","event":{"title":"Kim: a2ltQHguc2U= och xkim@x.se"}}"#)
    _ = try world.register(#"{"email":"bo@x.se","donation":{"campaign":"kim%40x.se"}}"#)
    _ = try world.register(#"{"email":"bo@x.se"}"#, source: "urn:form:kim@x.se")
    try world.purge()
    let contents = try world.text(
      "SELECT string_agg(content::text || source, ' ' ORDER BY id) FROM registration")
    #expect(
      contents == """
        {"email": "bo@x.se", "answers": {"n": 1, "guest": ", eva@x.se"}}urn:form \
        {"email": "bo@x.se", "event": {"title": "Kim:  och xkim@x.se"}}urn:form \
        {"email": "bo@x.se", "donation": {"campaign": ""}}urn:form {"email": "bo@x.se"}urn:form:
        """)
    #expect(try world.text("SELECT count(*)::text FROM inbox WHERE source = 'urn:form:'") == "1")
    #expect(
      try world.text(
        "SELECT (counts ->> 'othersRegistrations') || (counts ->> 'othersRecords') FROM erasure")
        == "41")
    #expect(try world.text("SELECT count(*)::text FROM mention WHERE kind = 0") == "2")
  }

  @Test("L2: a registration that a steward moved is reached by the address that had matched")
  func moved() throws {
    var world = try World()
    let id: RegistrationID = world.fixtures.id()
    let registration = world.fixtures.registration("kim@x.se", content: #"{"email":"kim@x.se"}"#)
    try world.write(
      .registration(
        id,
        .recorded(registration, on: world.kim.id, by: Match(rule: .address, key: key("kim@x.se")))))
    try world.write(.registration(id, .moved(from: world.kim.id, to: world.bo.id, isNew: false)))
    try world.purge()
    #expect(try world.text("SELECT content::text FROM registration") == #"{"email": ""}"#)
    #expect(
      try world.text("SELECT count(*)::text FROM registration WHERE matched_key IS NULL") == "1")
  }

  @Test("L2: a former address is the person's, one that somebody else has now is not")
  func formerAddresses() throws {
    var world = try World()
    let old = Address(address("old@x.se"))
    let given = Address(address("given@x.se"))
    try world.write(
      .address(old.key, .added(old, to: world.kim.id)),
      .address(given.key, .added(given, to: world.kim.id)))
    try world.write(
      .address(old.key, .removed(from: world.kim.id)),
      .address(given.key, .moved(from: world.kim.id, to: world.bo.id, uses: [])))
    _ = try world.register(#"{"email":"bo@x.se","answers":{"a":"old@x.se","b":"given@x.se"}}"#)
    try world.park(#"{"email":"OLD@x.se""#, id: "p1")
    try world.purge()
    #expect(
      try world.text("SELECT content::text FROM registration")
        == #"{"email": "bo@x.se", "answers": {"a": "", "b": "given@x.se"}}"#)
    #expect(try world.text("SELECT count(*)::text FROM parked") == "0")
  }

  @Test("L2, P7: a row of an import goes whole, others' rows and the counts stay")
  func imports() throws {
    var world = try World()
    func line(_ number: Int, _ cells: String...) -> ImportLine {
      ImportLine(line: number, cells: cells.map { ImportLine.Cell($0) })
    }
    let chunks = [
      [line(2, "Kim@X.se", "Kim"), line(3, "kim@x.se", "K"), line(4, "bo@x.se", "Bo")],
      [line(5, "xkim@x.se", "X"), line(6, "\"Kim\"@x.se", "K")],
      [line(7, "bo@x.se", world.kim.id.description.uppercased()), line(8, "a@x.se", "A")],
    ]
    func begun(_ id: ImportID, _ header: String) throws -> Change {
      let begun = BegunImport(
        hash: [UInt8](repeating: 3, count: 32),
        options: ImportOptions(columns: [header: "email.primary"], overwritten: [header]),
        header: [header, "Namn"], first: chunks[0], total: 7,
        reading: try world.store.read(id, chunks))
      return .imported(id, .begun(begun))
    }
    let refused = [3, 4].map {
      RefusedRow(line: $0, column: "E-post kim@x.se", code: "addressTaken", sentence: "Taken.")
    }
    let report = ImportReport(
      of: ImportChunk(id: "i", number: 0, rows: [], total: 7),
      counts: ImportCounts(created: 1, refused: 2), refused: refused)
    try world.write(try begun("i", "E-post kim@x.se"), .imported("i", .advanced(report)))
    try world.write(try begun("list for kim@x.se", "E-post"))
    let noted =
      "SELECT count(DISTINCT subject)::text FROM mention WHERE kind = 10 AND subject LIKE '0 _ i'"
    #expect(try world.text(noted) == "2")
    try world.purge()
    #expect(
      try world.text(
        """
        SELECT string_agg(
          concat_ws(':', import_id, line, replace(cells, E'\\x1f', '|'), column_header), ' '
          ORDER BY line)
        FROM import_line
        """)
        == "i:0:E-post |Namn i:3::E-post  i:4:bo@x.se|Bo:E-post  i:5:xkim@x.se|X i:6: i:7: i:8:a@x.se|A"
    )
    #expect(
      try world.text("SELECT concat_ws(' ', id, headers, overwritten, refused) FROM import")
        == #"i {"E-post "} {"E-post "} 2"#)
    #expect(try world.text("SELECT counts ->> 'importRows' FROM erasure") == "9")
    #expect(
      try world.text("SELECT count(*)::text FROM mention WHERE subject LIKE '%kim%'") == "0")
    #expect(
      try world.text(
        "SELECT string_agg(subject, ',' ORDER BY subject) FROM mention WHERE kind IN (9, 10)")
        == "0 4 i")
    #expect(
      try world.text(
        """
        SELECT string_agg(concat_ws(' ', m.chunk, u.line, m.import_id), ',' ORDER BY m.chunk, u.line)
        FROM import_mention AS m, unnest(m.hashes, m.lines) AS u (hash, line)
        WHERE u.hash <> 0
        """) == "1 5 i,2 7 i,2 8 i")
  }

  @Test("L2: texts of every other table lose the person: names, ids, topics, marks, evidence")
  func otherTables() throws {
    var world = try World()
    let bo = world.bo.id
    let details = Details(
      name: Name(given: "c/o kim@x.se", family: "Ek"), phone: "Kim@x.se 070",
      externalIDs: ["ladok": "kim@x.se/1", "b": "kim@x.se"])
    let mark = Mark(since: world.fixtures.now, status: "5.1.1", reason: "see kim@x.se")
    let suggestion = Suggestion(
      id: world.fixtures.id(), kind: .nameDiffers, profiles: [bo], evidence: "kim@x.se / bo")
    try world.write(
      .profile(bo, .updated(from: world.bo.details, to: details)),
      .profile(bo, .optedOut(topic: "kim@x.se/news")), .mark(key("bo@x.se"), on: bo, .set(mark)),
      .suggestion(suggestion, .made))
    try world.purge()
    #expect(
      try world.text(
        "SELECT concat_ws('|', given_name, family_name, phone) FROM profile WHERE state = 0")
        == "c/o |Ek| 070")
    #expect(
      try world.text("SELECT string_agg(system || '=' || value, ' ') FROM external_id")
        == "ladok=/1")
    #expect(try world.text("SELECT topic FROM opt_out") == "/news")
    #expect(try world.text("SELECT reason FROM mark") == "see ")
    #expect(try world.text("SELECT evidence FROM suggestion") == " / bo")
  }

  /// A failure of a message to Bo.
  private func bounce(_ send: String, saying text: String? = nil, at moment: Timestamp) -> Bounce {
    Bounce(
      send: SendReference(messageID: send), kind: .permanent, reason: .mailboxUnknown,
      diagnostic: text, gatewayID: text, mailing: text, observedAt: moment, sentAt: moment)
  }

  @Test("L2: what became of others' mail loses the person; a storm goes by its own id, counts go")
  func mail() throws {
    var world = try World()
    let (bo, now) = (key("bo@x.se"), world.fixtures.now)
    let subject = CounterKey.Subject.mailing("kim@x.se")
    let storm = Storm(id: world.fixtures.id(), subject: subject, beganAt: now, failed: 50)
    for send in ["<kim@x.se>", "kim%40x.se", "<7@y.se>"] {
      try world.write(
        .bounce(
          bo, on: world.bo.id,
          .recorded(
            bounce(send, saying: "kim@x.se", at: now),
            evidence: Array(#"{"passages":[{"text":"550 <KIM@x.se> no"}]}"#.utf8))))
    }
    try world.write(
      .suppression(
        bo, on: world.bo.id,
        .set(Suppression(gateway: "ses", since: now, reason: "see kim%40x.se"))),
      .counter(CounterKey(subject, code: "failed"), .increased(by: 1)), .storm(storm, .began))
    try world.purge()
    let bounces = try world.text(
      """
      SELECT string_agg(
        concat_ws('|', send, diagnostic, gateway_id, coalesce(mailing, '-'), evidence), ' '
        ORDER BY send)
      FROM bounce
      """)
    #expect(
      bounces
        == #"message:|||-|{"passages": [{"text": "550 <> no"}]} "#
        + #"message:7@y.se|||-|{"passages": [{"text": "550 <> no"}]}"#)
    #expect(try world.text("SELECT reason FROM suppression") == "see ")
    #expect(try world.text("SELECT subject FROM storm") == storm.id.description)
    #expect(try world.text("SELECT count(*)::text FROM counter") == "0")
    #expect(try world.text("SELECT string_agg(kind::text, ' ') FROM mention") == "7")
  }

  @Test("L2: whom failures name is forgotten with the last failure of the address")
  func oldFailures() throws {
    var world = try World()
    guard case .postgres(let schema) = world.database else { return }
    for send in ["1@y.se", "2@y.se"] {
      try world.write(
        .bounce(
          key("bo@x.se"), on: world.bo.id,
          .recorded(bounce(send, at: world.fixtures.now), evidence: Array("{}".utf8))))
    }
    var waiter = PollWaiter()
    var keeper = PostgresStore(
      schema.location, reading: RecordedRegistration.init, deleting: [.bounces(.seconds(86_400))])
    for (send, left) in [("1@y.se", "12"), ("2@y.se", "00")] {
      try schema.execute(
        """
        UPDATE bounce
        SET recorded_at =
          CASE WHEN send = 'message:\(send)' THEN now() - interval '2 days' ELSE now() END
        """)
      #expect(try keeper.expire(waiting: &waiter) == false)
      let found = try world.text(
        "SELECT (SELECT count(*) FROM bounce)::text || (SELECT count(*) FROM mention WHERE kind = 7)"
      )
      #expect(found == left)
    }
  }

  @Test(
    "L2: a parked message of somebody else keeps its place, any other goes whole; what was not opened is counted"
  )
  func parked() throws {
    var world = try World()
    try world.park(#"{"email":"bo@x.se","answers":{"a":"Kim@x.se!"},"x":1}"#, id: "others")
    try world.park(#"{"email":"kim@x.se","x":1}"#, id: "own")
    try world.park("email=kim%40x.se&x=1", id: "form")
    try world.park("nobody at all", properties: #"{"headers":{"to":"=6Bim@x.se"}}"#, id: "header")
    try world.park("{\"a\":\"\(world.kim.id)\"", id: "id")
    try world.park("kim@x.se.org", id: "alike")
    try world.park("-----BEGIN PGP MESSAGE-----\nhQEM", id: "sealed")
    try world.purge()
    #expect(
      try world.text("SELECT string_agg(message_id, ' ' ORDER BY message_id) FROM parked")
        == "alike others sealed")
    #expect(
      try world.text("SELECT encode(body, 'escape') FROM parked WHERE message_id = 'others'")
        == #"{"email":"bo@x.se","answers":{"a":"!"},"x":1}"#)
    #expect(
      try world.text("SELECT (counts ->> 'parked') || (counts ->> 'unsearched') FROM erasure")
        == "51")
  }

  @Test("L2: asked again, by whatever is left of the addresses, a purge adds to its receipt")
  func again() throws {
    var world = try World()
    try world.purge()
    try world.park(#"{"email":"kim@x.se""#, id: "late")
    _ = try world.register(#"{"email":"bo@x.se","answers":{"guest":"KIM@x.se"}}"#)
    try world.write(
      .erasure(
        MergedProfiles(head: world.kim.id, members: [world.kim.id], addresses: []), .searchedAgain))
    #expect(try world.text("SELECT count(*)::text FROM parked") == "0")
    #expect(
      try world.text("SELECT content::text FROM registration")
        == #"{"email": "bo@x.se", "answers": {"guest": ""}}"#)
    #expect(
      try world.text(
        "SELECT (counts ->> 'parked') || (counts ->> 'othersRegistrations') || (counts ->> 'addresses') FROM erasure"
      )
        == "111")
    #expect(try world.text("SELECT count(*)::text FROM mention") == "0")
  }

  @Test("L2: the purge's own message and its receipt do not name the person either")
  func own() throws {
    var world = try World()
    let kim = MergedProfiles(
      head: world.kim.id, members: [world.kim.id], addresses: world.kim.addresses.map(\.address))
    let change = Change.erasure(kim, .purged(decision: "asked for by Kim@x.se, 2026-12-01"))
    try world.write(
      BatchDecision(messages: [world.fixtures.message([change], id: "purge:kim%40x.se")]))
    #expect(
      try world.text("SELECT concat_ws('|', decision, message_id) FROM erasure")
        == "asked for by , 2026-12-01|purge:")
    #expect(try world.text("SELECT count(*)::text FROM inbox WHERE message_id = 'purge:'") == "1")
    #expect(try world.text("SELECT count(*)::text FROM mention") == "0")
  }

  @Test(
    "L1, L2: nor does a death's own message, nor that of a purge that knows the address by its tag")
  func ownAfterDeath() throws {
    var world = try World()
    let kim = MergedProfiles(
      head: world.kim.id, members: [world.kim.id], addresses: world.kim.addresses.map(\.address))
    try world.write(
      BatchDecision(messages: [
        world.fixtures.message([.erasure(kim, .deceased)], id: "death:KIM@x.se")
      ]))
    #expect(try world.text("SELECT count(*)::text FROM inbox WHERE message_id = 'death:'") == "1")
    let nameless = MergedProfiles(head: world.kim.id, members: [world.kim.id], addresses: [])
    try world.write(
      BatchDecision(messages: [
        world.fixtures.message([.erasure(nameless, .purged(decision: "kim@x.se"))], id: "purge")
      ]))
    #expect(try world.text("SELECT decision FROM erasure") == "")
    #expect(try world.text("SELECT count(*)::text FROM mention") == "0")
  }

  @Test(
    "L2: what a row named is forgotten with it, when it is retried, replaced, discarded or too old")
  func forgotten() throws {
    var world = try World()
    guard case .postgres(let schema) = world.database else { return }
    try world.park(#"{"email":"eva@x.se""#, id: "p1")
    try world.park(#"{"email":"eva@x.se""#, id: "p2")
    try world.write(BatchDecision(messages: [world.fixtures.message([], id: "eva@x.se/1")]))
    #expect(try world.text("SELECT count(*)::text FROM mention") == "3")
    try world.write(
      BatchDecision(messages: [world.fixtures.message(id: "p1", replacesParked: true)]))
    #expect(try world.text("SELECT count(*)::text FROM mention") == "2")
    var waiter = PollWaiter()
    var operatorStore = OperatorStore(schema.location)
    for row in try operatorStore.parked(limit: 10, waiting: &waiter) {
      _ = try operatorStore.discard(row.id, waiting: &waiter)
    }
    #expect(try world.text("SELECT count(*)::text FROM mention") == "1")
    let old = world.database.store(
      retention: Retention(inbox: .seconds(1000), refused: .seconds(1000)))
    try world.database.age(by: .seconds(1500))
    try old.expire()
    #expect(try world.text("SELECT count(*)::text FROM mention") == "0")
  }

  @Test("L2: an address of nobody is searched for likewise, and there is a receipt")
  func nobody() throws {
    var world = try World()
    _ = try world.register(#"{"email":"bo@x.se","answers":{"guest":"eva@x.se"}}"#)
    try world.purge(
      MergedProfiles(head: world.fixtures.id(), members: [], addresses: [address("eva@x.se")]))
    #expect(
      try world.text("SELECT content::text FROM registration")
        == #"{"email": "bo@x.se", "answers": {"guest": ""}}"#)
    #expect(try world.text("SELECT counts ->> 'othersRegistrations' FROM erasure") == "1")
  }

  @Test("L1: a death takes the address out of others' rows, and leaves parked messages alone")
  func death() throws {
    var world = try World()
    _ = try world.register(#"{"email":"bo@x.se","answers":{"guest":"kim@x.se"}}"#)
    try world.park(#"{"email":"kim@x.se""#, id: "p")
    let kim = MergedProfiles(
      head: world.kim.id, members: [world.kim.id], addresses: world.kim.addresses.map(\.address))
    try world.write(.erasure(kim, .deceased))
    #expect(
      try world.text("SELECT content::text FROM registration")
        == #"{"email": "bo@x.se", "answers": {"guest": ""}}"#)
    #expect(try world.text("SELECT count(*)::text FROM parked") == "1")
    // The purge that follows knows the address by its tag alone.
    try world.write(
      .erasure(
        MergedProfiles(head: world.kim.id, members: [world.kim.id], addresses: []),
        .purged(decision: nil)))
    #expect(try world.text("SELECT count(*)::text FROM parked") == "0")
  }

  @Test(
    "L2, L6: an erasure keeps former addresses for the searches that follow, and nobody out by them",
    arguments: [ErasureChange.deceased, .purged(decision: nil)])
  func former(first: ErasureChange) throws {
    var world = try World()
    let (old, new) = (key("kim@x.se"), address("new@x.se"))
    try world.write(
      .address(new.key, .added(Address(new), to: world.kim.id)),
      .address(old, .removed(from: world.kim.id)))
    try world.write(
      .erasure(
        MergedProfiles(head: world.kim.id, members: [world.kim.id], addresses: [new]), first))
    let found = try world.store.load(Touch(keys: [old: .beside, new.key: .beside])).contents
    world.store.abandon()
    #expect(found.erasures[old] == nil && found.erasures[new.key] != nil)
    for text in ["kim", "new", "bo"] { try world.park(#"{"email":"\#(text)@x.se""#, id: text) }
    try world.write(
      .erasure(
        MergedProfiles(head: world.kim.id, members: [world.kim.id], addresses: []),
        first == .deceased ? .purged(decision: nil) : .searchedAgain))
    #expect(try world.text("SELECT string_agg(message_id, ' ') FROM parked") == "bo")
  }

  @Test("L2: texts from before mentions were kept are read by the migration")
  func migrated() throws {
    let schema = try TestSchema()
    var waiter = PollWaiter()
    let older = Migrator(schema.location, migrations: Array(Migration.all.prefix(7)))
    _ = try older.migrate(waiting: &waiter)
    try schema.execute(
      """
      INSERT INTO profile (id, given_name, created_at)
        SELECT gen_random_uuid(), CASE WHEN n = 7 THEN 'c/o kim@x.se' END, now()
        FROM generate_series(1, 2500) AS n;
      INSERT INTO registration (id, profile_id, kind, matched_rule, matched_key, received_at, source,
          message_id, content)
        SELECT gen_random_uuid(), gen_random_uuid(), 'event', 'address', 'bo@x.se', now(), 's', 'm' || n,
          CASE WHEN n % 500 = 0 THEN '{"email":"bo@x.se","answers":"kim@x.se"}'::jsonb
            ELSE '{"email":"bo@x.se"}' END
        FROM generate_series(1, 2500) AS n;
      INSERT INTO parked (id, source, message_id, type, queue, routing_key, code, detail, body, size,
          is_whole, properties, body_hash, parked_at)
        VALUES (gen_random_uuid(), 's', 'm', 't', 'q', 'k', 'c', 'd', '\\x00ff00ff00ff00ff', 8, true, '{}',
          sha256('x'), now());
      """)
    try schema.migrate()
    let counts = try schema.answer(
      """
      SELECT string_agg(c.kind || ':' || c.count, ' ' ORDER BY c.kind)
      FROM (SELECT m.kind, count(*) FROM mention AS m GROUP BY m.kind) AS c
      """)
    #expect(counts == "0:5 2:1")
    #expect(try schema.answer("SELECT count(*)::text FROM parked WHERE is_unsearched") == "1")
  }
}
