import Domain
import Store
import TestSupport
import Testing
import Threading

@Suite("Store: what is known of mail, in memory and in PostgreSQL")
struct BounceConformanceTests {
  private static let bo = key("bo@x.se")
  private static let domain = CounterKey.Subject.domain("x.se")
  private static let empty = Array("{}".utf8)

  private static func bounce(
    _ send: String, _ kind: BounceKind = .temporary, after seconds: Int64 = 0,
    heldBy: StormID? = nil
  ) -> Bounce {
    let moment = Timestamp(microseconds: 1_763_000_000_000_000 + seconds * 1_000_000)
    return Bounce(
      send: SendReference(messageID: send), kind: kind, reason: .mailboxFull, status: "4.2.2",
      diagnostic: "452 full", gateway: "ses", gatewayID: "e\(send)", mailing: "m1",
      observedAt: moment, sentAt: Fixtures().now, heldBy: heldBy)
  }

  /// A database with Bo's profile, and a store that has loaded it to be changed.
  private static func database(
    _ kind: TestDatabase.Kind, _ fixtures: inout Fixtures
  ) throws -> (TestDatabase, TestStore, Profile) {
    let database = try TestDatabase(kind)
    let store = database.store()
    let profile = fixtures.profile("bo@x.se")
    _ = try store.load()
    try store.write(fixtures.batch(.created(profile)))
    return (database, store, profile)
  }

  private static let touch = Touch(keys: [bo: .changing], mail: [bo])

  @Test(
    "B2, B5: failures, deliveries and clearings are loaded as they were written, in one trip",
    arguments: TestDatabase.Kind.allCases)
  func history(kind: TestDatabase.Kind) throws {
    var fixtures = Fixtures()
    let (database, store, profile) = try Self.database(kind, &fixtures)
    let (one, two) = (Self.bounce("1"), Self.bounce("2", .permanent))
    let later = Timestamp(microseconds: fixtures.now.microseconds + 1)
    _ = try store.load(Self.touch)
    try store.write(
      fixtures.batch(
        .bounce(Self.bo, on: profile.id, .recorded(one, evidence: Self.empty)),
        .bounce(Self.bo, on: profile.id, .recorded(two, evidence: Self.empty)),
        .bounce(Self.bo, on: profile.id, .delivered(at: later)),
        .bounce(Self.bo, on: profile.id, .delivered(at: fixtures.now))))
    var expected = MailHistory(deliveredAt: later, bounces: [one.send: one, two.send: two])
    #expect(try store.load(Self.touch).contents.mail == [Self.bo: expected])
    // The earlier day of one; the other is told anew; a clearing; a delivery that is no later.
    let (dated, told) = (Self.bounce("1", after: -5), Self.bounce("2", .blocked))
    try store.write(
      fixtures.batch(
        .bounce(Self.bo, on: profile.id, .redated(dated)),
        .bounce(Self.bo, on: profile.id, .recorded(told, evidence: Self.empty)),
        .mark(Self.bo, on: profile.id, .set(Mark(since: fixtures.now))),
        .mark(Self.bo, on: profile.id, .cleared(at: fixtures.now))))
    _ = try store.load(Self.touch)
    try store.write(
      fixtures.batch(.bounce(Self.bo, on: profile.id, .delivered(at: fixtures.now))))
    expected = MailHistory(
      clearedAt: fixtures.now, deliveredAt: later,
      bounces: [dated.send: dated, told.send: told])
    #expect(try store.load(Self.touch).contents.mail == [Self.bo: expected])
    #expect(try store.load(Touch(keys: [Self.bo: .changing])).contents.mail == [:])
    store.abandon()
    #expect(try database.contents.mail == [Self.bo: expected])
  }

  @Test(
    "B9: what is held back is loaded by those who change the profile, until it ends",
    arguments: TestDatabase.Kind.allCases)
  func suppressions(kind: TestDatabase.Kind) throws {
    var fixtures = Fixtures()
    let (database, store, profile) = try Self.database(kind, &fixtures)
    let suppression = Suppression(
      gateway: "ses", since: fixtures.now, until: fixtures.now, reason: "it bounced")
    let other = Suppression(gateway: "x.se", since: fixtures.now)
    _ = try store.load(Self.touch)
    try store.write(
      fixtures.batch(
        .suppression(Self.bo, on: profile.id, .set(suppression)),
        .suppression(Self.bo, on: profile.id, .set(other))))
    let firm = Touch(profiles: [profile.id: .changing])
    #expect(
      try store.load(firm).contents.suppressions
        == [Self.bo: ["ses": suppression, "x.se": other]])
    #expect(try store.load(Touch(adding: [Self.bo])).contents.suppressions == [:])
    _ = try store.load(firm)
    try store.write(
      fixtures.batch(
        .suppression(Self.bo, on: profile.id, .ended(gateway: "ses", isErased: false))))
    #expect(try store.load(firm).contents.suppressions == [Self.bo: ["x.se": other]])
    store.abandon()
    #expect(try database.contents.suppressions == [Self.bo: ["x.se": other]])
  }

  @Test(
    "B9, L2: a purge loads what is held back at addresses that the person had, and that nobody has",
    arguments: TestDatabase.Kind.allCases)
  func formerSuppressions(kind: TestDatabase.Kind) throws {
    var fixtures = Fixtures()
    let (database, store, profile) = try Self.database(kind, &fixtures)
    let (left, taken) = (address("left@x.se"), address("taken@x.se"))
    let other = fixtures.profile("other@x.se")
    let suppression = Suppression(gateway: "ses", since: fixtures.now)
    _ = try store.load(Self.touch)
    try store.write(fixtures.batch(.created(other)))
    for address in [left, taken] {
      _ = try store.load(Self.touch)
      try store.write(
        fixtures.batch(
          .address(address.key, .added(Address(address), to: profile.id)),
          .suppression(address.key, on: profile.id, .set(suppression))))
      _ = try store.load(Self.touch)
      try store.write(fixtures.batch(.address(address.key, .removed(from: profile.id))))
    }
    _ = try store.load(Touch(profiles: [other.id: .changing]))
    try store.write(
      fixtures.batch(
        .address(taken.key, .added(Address(taken), to: other.id)),
        .suppression(Self.bo, on: profile.id, .set(suppression))))
    func purge(_ touch: Touch) throws -> BookContents { try store.load(touch).contents }
    let byID = try purge(
      Touch(profiles: [profile.id: .exclusive], erased: [.profile(profile.id)]))
    #expect(byID.heldFormerKeys == [profile.id: [left.key]])
    #expect(byID.suppressions == [Self.bo: ["ses": suppression], left.key: ["ses": suppression]])
    let byAddress = try purge(
      Touch(keys: [left.key: .exclusive], erased: [.holder(left.key)]))
    #expect(byAddress.heldFormerKeys == [:])
    #expect(byAddress.suppressions == [left.key: ["ses": suppression]])
    let without = try purge(Touch(profiles: [profile.id: .exclusive]))
    #expect(without.heldFormerKeys == [:])
    #expect(without.suppressions == [Self.bo: ["ses": suppression]])
    store.abandon()
    #expect(try database.contents.suppressions.count == 3)
  }

  @Test(
    "L1, L2: death and purge erase what is known of mail to the address",
    arguments: TestDatabase.Kind.allCases, [ErasureChange.deceased, .purged(decision: nil)])
  func erased(kind: TestDatabase.Kind, change: ErasureChange) throws {
    var fixtures = Fixtures()
    let (database, store, profile) = try Self.database(kind, &fixtures)
    _ = try store.load(Self.touch)
    try store.write(
      fixtures.batch(
        .bounce(Self.bo, on: profile.id, .recorded(Self.bounce("1"), evidence: Self.empty)),
        .bounce(Self.bo, on: profile.id, .delivered(at: fixtures.now)),
        .suppression(
          Self.bo, on: profile.id, .set(Suppression(gateway: "ses", since: fixtures.now)))))
    _ = try store.load(Touch(profiles: [profile.id: .exclusive]))
    let merged = MergedProfiles(
      head: profile.id, members: [profile.id], addresses: profile.addresses.map(\.address))
    try store.write(fixtures.batch(.erasure(merged, change)))
    let contents = try database.contents
    #expect(contents.mail == [:] && contents.suppressions == [:])
  }

  @Test(
    "B8: a storm is in force of its subject; one is open at a time; a decision waits for those who hold",
    arguments: TestDatabase.Kind.allCases)
  func storms(kind: TestDatabase.Kind) throws {
    var fixtures = Fixtures()
    let (database, store, profile) = try Self.database(kind, &fixtures)
    let storm = Storm(
      id: fixtures.id(), subject: Self.domain, beganAt: fixtures.now, failed: 50)
    let bySubject = Touch(storms: [.of(Self.domain), .of(.mailing("x.se"))])
    #expect(try store.load(bySubject).contents.storms == [])
    try store.write(fixtures.batch(.storm(storm, .began)))
    #expect(try store.load(bySubject).contents.storms == [storm])
    let again = Storm(id: fixtures.id(), subject: Self.domain, beganAt: fixtures.now, failed: 51)
    #expect(
      failure { try store.write(fixtures.batch(.storm(again, .began))) }
        == .conflict(constraint: "storm_open_once"))
    let held = Self.bounce("1", .permanent, heldBy: storm.id)
    _ = try store.load(Self.touch)
    try store.write(
      fixtures.batch(.bounce(Self.bo, on: profile.id, .recorded(held, evidence: Self.empty))))
    #expect(try store.heldAddresses(by: storm.id) == [Self.bo])
    let byID = Touch(storms: [.id(storm.id)])
    _ = try store.load(byID)
    try store.write(
      fixtures.batch(
        .storm(storm, .decided(.dropped, at: fixtures.now)),
        .bounce(Self.bo, on: profile.id, .released(held.send))))
    var decided = storm
    decided.decision = .dropped
    decided.decidedAt = fixtures.now
    #expect(try store.load(byID).contents.storms == [decided])
    store.abandon()
    #expect(try store.heldAddresses(by: storm.id) == [])
    #expect(try database.contents.storms == [storm.id: decided])
    // Another may begin now.
    _ = try store.load(Touch())
    try store.write(fixtures.batch(.storm(again, .began)))
  }

  @Test("B8: whoever decides on a storm waits for those who hold marks by it")
  func stormLock() throws {
    var fixtures = Fixtures()
    let (database, store, _) = try Self.database(.postgres, &fixtures)
    let storm = Storm(
      id: fixtures.id(), subject: Self.domain, beganAt: fixtures.now, failed: 50)
    _ = try store.load()
    try store.write(fixtures.batch(.storm(storm, .began)))
    let (other, steward) = (database.store(), database.store())
    let touch = Touch(storms: [.of(Self.domain)])
    _ = try store.load(touch)
    // Two who hold do not wait for each other.
    #expect(try other.load(touch).contents.storms == [storm])
    let error = failure { _ = try steward.load(Touch(storms: [.id(storm.id)])) }
    #expect(error == .contention(sqlstate: "55P03"))
    store.abandon()
    other.abandon()
    #expect(try steward.load(Touch(storms: [.id(storm.id)])).contents.storms == [storm])
  }

  @Test(
    "B8: addresses at exactly a domain are counted as far as a rule can need",
    arguments: TestDatabase.Kind.allCases)
  func recipients(kind: TestDatabase.Kind) throws {
    var fixtures = Fixtures()
    let (database, store, _) = try Self.database(kind, &fixtures)
    _ = try store.load()
    let more = (0..<9).map { fixtures.profile("p\($0)@x.se") }
    try store.write(BatchDecision(messages: more.map { fixtures.message([.created($0)]) }))
    _ = try store.load()
    let others = ["a@sub.x.se", "\"x@x.se\"@y.se", "b@ax.se"].map { fixtures.profile($0) }
    try store.write(BatchDecision(messages: others.map { fixtures.message([.created($0)]) }))
    func count(_ needed: Int) throws -> RecipientCount? {
      let touch = Touch(recipients: [Self.domain: needed, .mailing("m1"): needed])
      defer { store.abandon() }
      let found = try store.load(touch).contents.recipients
      #expect(found[.mailing("m1")] == nil)
      return found[Self.domain]
    }
    #expect(try count(0) == RecipientCount(0, isWhole: false))
    #expect(try count(5) == RecipientCount(5, isWhole: false))
    #expect(try count(10) == RecipientCount(10, isWhole: false))
    #expect(try count(11) == RecipientCount(10, isWhole: true))
    // Two figures that are near together are near neither of them.
    for (code, amount) in [("failed", RecipientCount.nearFrom - 1), ("5.7.26", 20)] {
      _ = try store.load()
      try store.write(
        fixtures.batch(.counter(CounterKey(Self.domain, code: code), .increased(by: amount))))
    }
    #expect(try count(0) == RecipientCount(0, isWhole: false))
    _ = try store.load()
    try store.write(
      fixtures.batch(.counter(CounterKey(Self.domain, code: "failed"), .increased(by: 1))))
    #expect(try count(0) == RecipientCount(10, isWhole: true))
    #expect(try database.contents.profiles.count == 13)
  }

  @Test("Failures that were told long ago are deleted, but for those that a storm holds")
  func expiry() throws {
    var fixtures = Fixtures()
    let (database, store, profile) = try Self.database(.postgres, &fixtures)
    guard case .postgres(let schema) = database else { return }
    let held = Self.bounce("2", .permanent, heldBy: fixtures.id())
    _ = try store.load(Self.touch)
    try store.write(
      fixtures.batch(
        .bounce(Self.bo, on: profile.id, .recorded(Self.bounce("1"), evidence: Self.empty)),
        .bounce(Self.bo, on: profile.id, .recorded(held, evidence: Self.empty))))
    var waiter = PollWaiter()
    for (days, left) in [(100_000, 2), (400, 2), (1, 1)] {
      try schema.execute("UPDATE bounce SET recorded_at = now() - interval '2 days'")
      var keeper = PostgresStore(
        schema.location, reading: { _, _, _ in preconditionFailure("nothing is read") },
        deleting: [.bounces(.seconds(86_400 * days))])
      _ = try keeper.expire(waiting: &waiter)
      #expect(try database.contents.mail[Self.bo]?.bounces.count == left)
    }
    #expect(try database.contents.mail[Self.bo]?.bounces[held.send] == held)
  }
}
