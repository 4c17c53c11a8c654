import Domain
import Store
import TestSupport
import Testing

@Suite("Store: messages, suggestions and the outbox, in memory and in PostgreSQL")
struct MessageConformanceTests {
  @Test(
    "E1: each ending is kept, and known at the next load", arguments: TestDatabase.Kind.allCases)
  func endings(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store()
    let messages = [
      fixtures.message(), fixtures.message(disposition: .alreadyApplied),
      fixtures.message(
        disposition: .refused(code: "deceased", sentence: "The person is deceased.")),
      fixtures.message(disposition: .parked(fixtures.parked())),
    ]
    _ = try store.load(messages: messages.map(\.reference))
    try store.write(BatchDecision(messages: messages))
    let unknown = MessageReference(source: "urn:other", id: messages[0].reference.id)
    let known = try store.load(messages: [unknown] + messages.map(\.reference)).known
    #expect(known.map(\.?.outcome) == [nil, .applied, .alreadyApplied, .refused, .parked])
    #expect(known[1]?.bodyHash == messages[0].bodyHash)
    let contents = try database.contents
    #expect(contents.refused == [messages[2].reference: "deceased"])
    #expect(contents.parked == [messages[3].reference: "brokenJSON"])
  }

  @Test("E1: one message in two lanes takes effect once", arguments: TestDatabase.Kind.allCases)
  func twice(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let (one, two) = (database.store(), database.store())
    let held = Change.registration(fixtures.id(), .held(fixtures.registration("info@x.se")))
    let again = Change.registration(fixtures.id(), .held(fixtures.registration("info@x.se")))
    let (first, second) = (fixtures.message([held], id: "m"), fixtures.message([again], id: "m"))
    #expect(try one.load(messages: [first.reference]).known == [nil])
    #expect(try two.load(messages: [first.reference]).known == [nil])
    try one.write(BatchDecision(messages: [first]))
    #expect(
      failure { try two.write(BatchDecision(messages: [second])) }
        == .conflict(constraint: "inbox_once"))
    #expect(try database.contents.registrations.count == 1)
  }

  @Test(
    "E1: a parked message that comes again, mended, replaces what was parked",
    arguments: TestDatabase.Kind.allCases)
  func replaced(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store()
    for _ in 0..<2 {
      _ = try store.load()
      let parked = fixtures.message(
        disposition: .parked(fixtures.parked()), id: "m", replacesParked: true)
      try store.write(BatchDecision(messages: [parked]))
      #expect(try database.contents.parked.count == 1)
    }
    _ = try store.load()
    let mended = fixtures.message(id: "m", replacesParked: true)
    try store.write(BatchDecision(messages: [mended]))
    #expect(try database.contents.inbox == [mended.reference: .applied])
    #expect(try database.contents.parked.isEmpty)
    _ = try store.load()
    #expect(
      failure { try store.write(BatchDecision(messages: [mended])) }
        == .conflict(constraint: "inbox_once"))
  }

  @Test("E4: a suggestion is made once", arguments: TestDatabase.Kind.allCases)
  func suggestions(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let (one, two) = (database.store(), database.store())
    let (a, b) = (fixtures.profile("a@x.se"), fixtures.profile("b@x.se"))
    _ = try one.load()
    try one.write(fixtures.batch(.created(a), .created(b)))
    func suggestion(_ id: SuggestionID) -> Change {
      .suggestion(
        Suggestion(id: id, kind: .duplicate, profiles: [a.id, b.id], evidence: "b@x.se"), .made)
    }
    let touch = Touch(adding: [key("a@x.se")])
    _ = try one.load(touch)
    _ = try two.load(touch)
    try one.write(fixtures.batch(suggestion(fixtures.id())))
    #expect(
      failure { try two.write(fixtures.batch(suggestion(fixtures.id()))) }
        == .conflict(constraint: "suggestion_once"))
    let identity = Suggestion.Identity(
      kind: .duplicate, profiles: [a.id, b.id], evidence: "b@x.se")
    #expect(try two.load(touch).contents.made == [identity])
    two.abandon()
    #expect(try two.load(Touch(adding: [key("b@x.se")])).contents.made == [identity])
  }

  @Test("R1: active profiles are read slice by slice", arguments: TestDatabase.Kind.allCases)
  func slices(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store()
    let profiles = (0..<5).map { _ in fixtures.profile() }
    _ = try store.load()
    try store.write(
      BatchDecision(messages: [
        fixtures.message(profiles.map { .created($0) } + [.profile(profiles[1].id, .removed)])
      ]))
    let ids = [0, 2, 3, 4].map { profiles[$0].id }
    #expect(try store.activeProfiles(after: nil, limit: 3) == Array(ids[..<3]))
    #expect(try store.activeProfiles(after: ids[2], limit: 3) == [ids[3]])
    #expect(try store.activeProfiles(after: ids[3], limit: 3).isEmpty)
  }

  @Test("P1: an external id stands on one profile", arguments: TestDatabase.Kind.allCases)
  func externalIDs(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store()
    var (a, b) = (fixtures.profile("a@x.se"), fixtures.profile("b@x.se"))
    a.externalIDs = ["ladok": "1"]
    b.externalIDs = ["ladok": "1"]
    _ = try store.load()
    try store.write(fixtures.batch(.created(a)))
    let ladok = ExternalID(system: "ladok", value: "1")
    let other = ExternalID(system: "ladok", value: "2")
    #expect(
      try store.load(Touch(externalIDs: [ladok, other])).contents.externalHolders == [ladok: a.id])
    #expect(
      failure { try store.write(fixtures.batch(.created(b))) }
        == .conflict(constraint: "external_id_unique"))
  }

  @Test(
    "A failed, an abandoned and a forgotten transaction leave nothing",
    arguments: TestDatabase.Kind.allCases)
  func rollback(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store()
    let profile = fixtures.profile("a@x.se")
    let batch = fixtures.batch(.created(profile))
    #expect(failure { try store.write(batch) } == .contention(sqlstate: "25P01"))
    _ = try store.load()
    store.abandon()
    #expect(failure { try store.write(batch) } == .contention(sqlstate: "25P01"))
    _ = try store.load()
    let second = fixtures.message([.created(profile)])
    let broken = BatchDecision(
      messages: batch.messages + [second], outgoing: [fixtures.outgoing("e1")],
      outboxID: fixtures.id())
    #expect(failure { try store.write(broken) } == .conflict(constraint: "profile_id_unique"))
    #expect(try database.contents == StoreContents())
    _ = try store.load()
    _ = try store.load()
    try store.write(batch)
    #expect(try database.contents.profiles.count == 1)
  }

  @Test(
    "The outbox keeps a batch's messages in order until they are forgotten",
    arguments: TestDatabase.Kind.allCases)
  func outbox(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let (one, two) = (database.store(), database.store())
    #expect(try one.backlog() == .empty)
    var rows: [OutboxRow] = []
    for _ in 0..<2 {
      let row = OutboxRow(
        id: fixtures.id(),
        messages: [fixtures.outgoing("e1"), fixtures.outgoing("e2"), fixtures.outgoing("e3")])
      _ = try one.load()
      try one.write(
        BatchDecision(messages: [fixtures.message()], outgoing: row.messages, outboxID: row.id))
      rows.append(row)
    }
    #expect(try one.backlog().messages == 6)
    #expect(try one.sweep(olderThan: .seconds(3600)) == [])
    #expect(try one.sweep(except: rows.map(\.id)) == [])
    #expect(try one.sweep(limit: 1) == [rows[0]])
    #expect(try two.sweep() == [rows[1]])
    #expect(try two.sweep() == [])
    try one.forget([rows[0].id])
    _ = try two.load()
    try two.write(BatchDecision(messages: [fixtures.message()], confirmed: [rows[1].id]))
    #expect(try database.contents.outbox.isEmpty)
  }

  @Test(
    "L7: tries of one message are counted, for each queue, until another is tried",
    arguments: TestDatabase.Kind.allCases)
  func trials(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    let (one, two) = (database.store(), database.store())
    let (first, second) = ([UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 32))
    #expect(try one.countTrial(of: first, on: "lifecycle") == 1)
    #expect(try two.countTrial(of: first, on: "lifecycle") == 2)
    #expect(try two.countTrial(of: first, on: "other") == 1)
    #expect(try one.countTrial(of: second, on: "lifecycle") == 1)
    #expect(try one.countTrial(of: first, on: "lifecycle") == 1)
  }

  @Test(
    "What a queue's worker left in the outbox is for another of that queue; what is nobody's, for any",
    arguments: TestDatabase.Kind.allCases)
  func owners(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    var rows: [String?: OutboxRow] = [:]
    for queue in ["registrations", "lifecycle", nil] {
      let row = OutboxRow(id: fixtures.id(), messages: [fixtures.outgoing("e1")])
      let store = database.store(queue: queue)
      _ = try store.load()
      try store.write(
        BatchDecision(messages: [fixtures.message()], outgoing: row.messages, outboxID: row.id))
      rows[queue] = row
    }
    let another = database.store(queue: "lifecycle")
    #expect(try another.backlog().messages == 3)
    #expect(try Set(another.sweep(lease: .zero)) == [rows["lifecycle"], rows[nil]])
    #expect(try database.store().sweep(lease: .zero) == [rows[nil]])
    #expect(
      try Set(database.store(queue: "registrations").sweep()) == [rows["registrations"], rows[nil]])
  }

  @Test("A claim that has run out is anyone's", arguments: TestDatabase.Kind.allCases)
  func lease(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store()
    let row = OutboxRow(id: fixtures.id(), messages: [fixtures.outgoing("e1")])
    _ = try store.load()
    try store.write(
      BatchDecision(messages: [fixtures.message()], outgoing: row.messages, outboxID: row.id))
    #expect(try store.sweep(lease: .zero) == [row])
    #expect(try store.sweep(lease: .zero) == [row])
  }

  @Test(
    "A value that the database refuses is the batch's own fault",
    arguments: [
      (#"{"n":1e200000}"#, "22003"), (#"{"n":"\u0000"}"#, "22P05"), (#"{"n":"\ud800"}"#, "22P02"),
      ("{", "22P02"),
    ])
  func poison(content: String, sqlstate: String) throws {
    let database = try TestDatabase(.postgres)
    var fixtures = Fixtures()
    let store = database.store()
    _ = try store.load()
    let change = Change.registration(
      fixtures.id(), .held(fixtures.registration("info@x.se", content: content)))
    #expect(
      failure { try store.write(fixtures.batch(change)) }
        == .data(sqlstate: sqlstate, constraint: nil))
    #expect(try database.contents == StoreContents())
  }
}
