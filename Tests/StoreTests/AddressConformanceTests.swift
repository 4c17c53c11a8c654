import Domain
import Store
import TestSupport
import Testing

@Suite("Store: addresses, in memory and in PostgreSQL")
struct AddressConformanceTests {
  @Test(
    "U1: a profile is found by each of its keys and by its id",
    arguments: TestDatabase.Kind.allCases)
  func found(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store()
    var profile = fixtures.profile("Åsa@x.se", "asa@y.se")
    profile.phone = "018-471 00 00"
    profile.externalIDs = ["ladok": "1", "primula": "2"]
    _ = try store.load()
    try store.write(fixtures.batch(.created(profile)))
    for touch in [
      Touch(adding: [key("åsa@x.se")]), Touch(adding: [key("asa@y.se"), key("nobody@x.se")]),
      Touch(profiles: [profile.id: .exclusive]),
    ] {
      #expect(try store.load(touch).profiles == [profile])
      store.abandon()
    }
    #expect(try store.load(Touch(adding: [key("nobody@x.se")])).profiles == [])
  }

  @Test(
    "U1: an address that comes by another way than the load leaves one profile",
    arguments: TestDatabase.Kind.allCases)
  func race(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let (one, two) = (database.store(), database.store())
    let touch = Touch(adding: [key("bo@x.se")])
    let first = fixtures.profile("bo@x.se")
    let second = fixtures.profile("bo@x.se")
    _ = try one.load(touch)
    _ = try two.load()
    try one.write(fixtures.batch(.created(first)))
    let late = BatchDecision(
      messages: [fixtures.message([.created(second)])], outgoing: [fixtures.outgoing("e1")],
      outboxID: fixtures.id())
    #expect(failure { try two.write(late) } == .conflict(constraint: "address_key_unique"))
    #expect(try two.load(touch).profiles == [first])
    let contents = try database.contents
    #expect(contents.profiles == [first.id: first])
    #expect(contents.outbox.isEmpty && contents.inbox.count == 1)
  }

  @Test(
    "U3: an address moves, keeps its spelling, and its stay is kept (E2)",
    arguments: TestDatabase.Kind.allCases)
  func move(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store()
    let old = fixtures.profile("Bo@x.se", "b@y.se")
    let new = fixtures.profile()
    let made = fixtures.message([.created(old), .created(new)])
    _ = try store.load()
    try store.write(BatchDecision(messages: [made]))
    _ = try store.load(Touch(profiles: [old.id: .changing, new.id: .changing]))
    let moved = fixtures.message(
      [.address(key("bo@x.se"), .moved(from: old.id, to: new.id, uses: Uses([.primary, .work])))])
    try store.write(BatchDecision(messages: [moved]))
    let contents = try database.contents
    #expect(contents.profiles[old.id]?.addresses == [Address(address("b@y.se"))])
    #expect(
      contents.profiles[new.id]?.addresses
        == [Address(address("Bo@x.se"), uses: Uses([.primary, .work]))])
    #expect(contents.profiles[old.id]?.version == 2 && contents.profiles[new.id]?.version == 2)
    let stay = PastAddressRow(
      key: key("bo@x.se"), text: "Bo@x.se", profile: old.id, uses: Uses(.primary),
      movedTo: new.id, addedBy: made.reference, removedBy: moved.reference)
    #expect(contents.past == [stay: 1])
  }

  @Test(
    "E2: what an import's row brings keeps its import and line, beside a row that takes it away",
    arguments: TestDatabase.Kind.allCases)
  func rows(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store()
    let now = fixtures.now
    let profile = fixtures.profile("a@x.se")
    let added = Change.address(key("b@x.se"), .added(Address(address("b@x.se")), to: profile.id))
    let removed = Change.address(key("a@x.se"), .removed(from: profile.id))
    func logged(_ change: Change, line: Int) -> LoggedChange {
      LoggedChange(
        change, sequence: 2, isProtected: false, row: ImportRowReference("spring", line: line))
    }
    _ = try store.load()
    try store.write(
      BatchDecision(
        messages: [
          fixtures.message(
            changes: [logged(.created(profile), line: 2), logged(added, line: 7)], .applied, at: now
          )
        ]))
    _ = try store.load(Touch(profiles: [profile.id: .changing]))
    try store.write(
      BatchDecision(
        messages: [fixtures.message(changes: [logged(removed, line: 9)], .applied, at: now)]))
    func row(_ line: Int) -> MessageReference {
      MessageReference(source: "urn:test", id: "spring:\(line)")
    }
    let contents = try database.contents
    #expect(contents.origins == [key("b@x.se"): row(7)])
    let stay = PastAddressRow(
      key: key("a@x.se"), text: "a@x.se", profile: profile.id, uses: Uses(.primary), movedTo: nil,
      addedBy: row(2), removedBy: row(9))
    #expect(contents.past == [stay: 1])
  }

  @Test(
    "S3: uses go from one address of a profile to another in one batch, and back",
    arguments: TestDatabase.Kind.allCases)
  func uses(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store()
    let profile = fixtures.profile("a@x.se", "b@x.se", "c@x.se")
    _ = try store.load()
    try store.write(fixtures.batch(.created(profile)))
    let both = Uses([.primary, .student])
    let steps: [[(String, Uses, Uses)]] = [
      [("a@x.se", Uses(.primary), []), ("b@x.se", [], Uses(.primary))],
      [
        ("b@x.se", Uses(.primary), []), ("c@x.se", [], both), ("c@x.se", both, Uses(.student)),
        ("a@x.se", [], Uses(.primary)),
      ],
    ]
    for step in steps {
      _ = try store.load(Touch(profiles: [profile.id: .changing]))
      let changes = step.map {
        Change.address(key($0.0), .usesChanged(on: profile.id, from: $0.1, to: $0.2))
      }
      try store.write(BatchDecision(messages: [fixtures.message(changes)]))
    }
    let contents = try database.contents
    let addresses = contents.profiles[profile.id]?.addresses
    #expect(addresses?.map(\.uses) == [Uses(.primary), [], Uses(.student)])
    #expect(contents.profiles[profile.id]?.version == 7)
  }

  @Test(
    "S1: two primary addresses on one profile are refused", arguments: TestDatabase.Kind.allCases)
  func twoPrimaries(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store()
    let profile = fixtures.profile("a@x.se")
    _ = try store.load()
    try store.write(fixtures.batch(.created(profile)))
    _ = try store.load(Touch(profiles: [profile.id: .changing]))
    let second = Address(address("b@x.se"), uses: Uses(.primary))
    #expect(
      failure {
        try store.write(fixtures.batch(.address(second.key, .added(second, to: profile.id))))
      }
        == .data(sqlstate: "23505", constraint: "address_one_primary"))
    #expect(try database.contents.profiles == [profile.id: profile])
  }

  @Test(
    "E2: what a profile gets and loses within one batch is folded, its history is not",
    arguments: TestDatabase.Kind.allCases)
  func folded(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let store = database.store()
    let (one, two) = (fixtures.profile("a@x.se"), fixtures.profile())
    _ = try store.load()
    try store.write(fixtures.batch(.created(one)))
    _ = try store.load(Touch(profiles: [one.id: .changing]))
    let (a, b) = (key("a@x.se"), key("b@x.se"))
    try store.write(
      BatchDecision(messages: [
        fixtures.message([
          .created(two), .address(b, .added(Address(address("B@x.se")), to: two.id)),
        ]
        ),
        fixtures.message([
          .address(b, .usesChanged(on: two.id, from: [], to: Uses(.primary))),
          .address(a, .moved(from: one.id, to: two.id, uses: Uses(.work))),
        ]),
        fixtures.message([.address(a, .removed(from: two.id)), .address(b, .removed(from: two.id))]
        ),
        fixtures.message([
          .address(a, .added(Address(address("A@x.se"), uses: Uses(.primary)), to: one.id))
        ]
        ),
      ]))
    let contents = try database.contents
    #expect(contents.profiles[two.id]?.addresses == [] && contents.profiles[two.id]?.version == 6)
    #expect(
      contents.profiles[one.id]?.addresses == [Address(address("A@x.se"), uses: Uses(.primary))])
    #expect(contents.past.count == 3)
    #expect(Set(contents.past.keys.map(\.uses)) == [Uses(.primary), Uses(.work)])
  }

  @Test(
    "A profile that another lane holds is shut out as firmly as it is held",
    arguments: TestDatabase.Kind.allCases)
  func holds(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let (one, two) = (database.store(), database.store())
    let profile = fixtures.profile("a@x.se")
    _ = try one.load()
    try one.write(fixtures.batch(.created(profile)))
    for (held, wanted, isFree) in [
      (Touch.Access.beside, Touch.Access.beside, true), (.beside, .changing, true),
      (.changing, .beside, true), (.changing, .changing, false), (.beside, .exclusive, false),
      (.exclusive, .beside, false), (.exclusive, .exclusive, false),
    ] {
      _ = try one.load(Touch(profiles: [profile.id: held]))
      let failed = failure { _ = try two.load(Touch(keys: [key("a@x.se"): wanted])) }
      #expect(failed == (isFree ? nil : .contention(sqlstate: "55P03")), "\(held), \(wanted)")
      one.abandon()
      two.abandon()
    }
  }
}
