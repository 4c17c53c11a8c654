import Domain
import Store
import TestSupport
import Testing

/// A registration and a purge of the same address, each held open in turn.
@Suite("Store: a registration beside a purge")
struct ErasureRaceTests {
  private struct World {
    let database: TestDatabase
    var fixtures = Fixtures()
    let profile: Profile
    var ids = IDSource(seed: 7)

    /// Somebody with an address, in PostgreSQL.
    init() throws {
      database = try TestDatabase(.postgres)
      profile = fixtures.profile("a@x.se")
      let store = database.store()
      _ = try store.load()
      try store.write(fixtures.batch(.created(profile)))
    }

    /// Loads what a registration touches.
    func load(_ key: String, in store: TestStore) throws -> Loaded {
      try store.load(Touch(adding: [AddressKey(stored: key)]))
    }

    /// Decides on a registration that was written an hour ago.
    mutating func register(_ text: String, on loaded: Loaded) -> (Outcome, BatchDecision) {
      decide(loaded, touch: Touch(adding: [key(text)])) { book, cause in
        book.record(
          Registration(kind: .event, first: address(text), content: Array("{}".utf8)), cause: cause)
      }
    }

    var purgeTouch: Touch {
      Touch(profiles: [profile.id: .exclusive], erased: [.profile(profile.id)])
    }

    mutating func purge(on loaded: Loaded) -> BatchDecision {
      let id = profile.id
      return decide(loaded, touch: purgeTouch) { $0.purge(id, decision: nil, cause: $1) }.1
    }

    mutating func decide(
      _ loaded: Loaded, touch: Touch, _ verb: (inout AddressBook, Cause) -> Outcome
    ) -> (Outcome, BatchDecision) {
      var book = AddressBook(loaded.contents, held: touch, ids: ids)
      let written = Timestamp(microseconds: fixtures.now.microseconds - 3_600_000_000)
      let cause = Cause(
        message: MessageReference(source: "urn:test", id: "m"), at: fixtures.now, sentAt: written)
      let outcome = verb(&book, cause)
      ids = book.ids
      return (
        outcome,
        BatchDecision(messages: [fixtures.message(changes: book.log, outcome, at: fixtures.now)])
      )
    }

    /// Counts the address and the registrations that are there.
    func survivors() throws -> (addresses: Int, registrations: Int) {
      let contents = try database.contents
      return (
        contents.profiles.values.reduce(0) { $0 + $1.addresses.count }, contents.registrations.count
      )
    }
  }

  @Test("L6: a registration that holds the profile open is written first, and goes with the purge")
  func registrationFirst() throws {
    var world = try World()
    let (matcher, lifecycle) = (world.database.store(), world.database.store())
    let loaded = try world.load("a@x.se", in: matcher)
    #expect(failure { _ = try lifecycle.load(world.purgeTouch) } == .contention(sqlstate: "55P03"))
    try matcher.write(world.register("a@x.se", on: loaded).1)
    #expect(try world.survivors().registrations == 1)
    try lifecycle.write(world.purge(on: lifecycle.load(world.purgeTouch)))
    #expect(try world.survivors() == (0, 0))
  }

  @Test("L6: a registration that comes while the purge is open waits, and is dropped")
  func purgeFirst() throws {
    var world = try World()
    let (matcher, lifecycle) = (world.database.store(), world.database.store())
    let loaded = try lifecycle.load(world.purgeTouch)
    #expect(failure { _ = try world.load("a@x.se", in: matcher) } == .contention(sqlstate: "55P03"))
    try lifecycle.write(world.purge(on: loaded))
    let (outcome, batch) = world.register("a@x.se", on: try world.load("a@x.se", in: matcher))
    #expect(outcome == .refused(.purgedEarlier))
    try matcher.write(batch)
    #expect(try world.survivors() == (0, 0))
  }

  @Test("L6: a purge waits for a registration that has looked at an address when nobody had it")
  func addressInBetween() throws {
    var world = try World()
    let (matcher, lifecycle) = (world.database.store(), world.database.store())
    let looked = try world.load("b@x.se", in: matcher)
    #expect(looked.profiles.isEmpty)
    _ = try lifecycle.load(Touch(profiles: [world.profile.id: .changing]))
    try lifecycle.write(
      world.fixtures.batch(
        .address(key("b@x.se"), .added(Address(address("b@x.se")), to: world.profile.id))))
    let purge = world.purge(on: try lifecycle.load(world.purgeTouch))
    #expect(failure { try lifecycle.write(purge) } == .contention(sqlstate: "55P03"))
    // The registration was decided when nobody had the address: it meets the one that has it now.
    let late = world.register("b@x.se", on: looked).1
    #expect(failure { try matcher.write(late) } == .conflict(constraint: "address_key_unique"))
    try lifecycle.write(world.purge(on: lifecycle.load(world.purgeTouch)))
    let (outcome, _) = world.register("b@x.se", on: try world.load("b@x.se", in: matcher))
    #expect(outcome == .refused(.purgedEarlier))
    #expect(try world.survivors() == (0, 0))
  }
}
