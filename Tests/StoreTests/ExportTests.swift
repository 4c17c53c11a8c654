import BookSamples
import Domain
import Store
import TestSupport
import Testing
import Threading

@Suite("Store: the book as it is exported")
struct ExportTests {
  private let schema: TestSchema
  private let store: TestStore
  private var fixtures = Fixtures()

  init() throws {
    let database = try TestDatabase(.postgres)
    guard case .postgres(let schema) = database else { throw Broken(rule: "a real server") }
    self.schema = schema
    store = database.store()
  }

  private mutating func write(_ changes: Change...) throws {
    _ = try store.load()
    try store.write(BatchDecision(messages: [fixtures.message(changes)]))
  }

  /// All pages of what is exported.
  private func exported(
    _ list: ProfileList? = nil, from operatorStore: inout OperatorStore
  ) throws -> [ProfileSnapshot] {
    var waiter = PollWaiter()
    var read: [ProfileSnapshot] = []
    while true {
      let page = try operatorStore.exported(
        of: list, after: read.last?.profile.id, limit: 2, waiting: &waiter)
      #expect(page.count <= 2)
      if page.isEmpty { return read }
      read += page
    }
  }

  private func exported(
    _ list: ProfileList? = nil
  ) throws -> (scope: ExportScope, ids: [ProfileID]) {
    var operatorStore = OperatorStore(exporting: schema.location)
    var waiter = PollWaiter()
    let scope = try operatorStore.beginExport(of: list, waiting: &waiter)
    return (scope, try exported(list, from: &operatorStore).map(\.profile.id))
  }

  /// A profile of each state, and one that is protected; each has an id of a system, a topic and an
  /// additional address more than the one before.
  private mutating func people() throws -> [Profile] {
    let states = [Profile.State.active, .deceased, .active, .removed, .purged]
    var people: [Profile] = []
    for (number, state) in states.enumerated() {
      var profile = fixtures.profile("p\(number)@x.se")
      profile.externalIDs = ["system\(number)": "\(number)"]
      for further in 0..<number {
        profile.addresses.append(Address(address("\(number)-\(further)@x.se")))
      }
      profile.isProtected = number == 2
      try write(
        .profile(profile.id, .created(profile)),
        .profile(profile.id, .optedOut(topic: "topic\(number)")))
      people.append(profile)
      let isDeceased = state == .deceased
      try schema.execute(
        """
        UPDATE profile
        SET state = \(state.rawValue), state_before_death = \(isDeceased ? "0" : "NULL"),
          given_name = CASE WHEN \(state == .purged) THEN NULL ELSE given_name END,
          family_name = CASE WHEN \(state == .purged) THEN NULL ELSE family_name END
        WHERE id = '\(profile.id)';
        DELETE FROM address WHERE \(isDeceased) AND profile_id = '\(profile.id)'
        """)
    }
    return people
  }

  @Test(
    "P11, L8: the active and the deceased are exported, and the columns are those that are shown")
  mutating func scope() throws {
    let people = try people()
    let (scope, ids) = try exported()
    #expect(ids == people[..<3].map(\.id).sorted() && scope.count == 3)
    #expect(
      scope.columns
        == ExportColumns(
          systems: ["system0", "system1"], topics: ["topic0", "topic1"], additional: 0))
    try schema.execute("UPDATE profile SET is_protected = false")
    let open = try exported().scope.columns
    #expect(
      open
        == ExportColumns(
          systems: ["system0", "system1", "system2"], topics: ["topic0", "topic1", "topic2"],
          additional: 2))
  }

  @Test("S5, B4, B9: of a list there are its profiles, none of them hidden, with their columns")
  mutating func lists() throws {
    let people = try people()
    for list in ProfileList.allCases { #expect(try exported(list).ids == []) }
    try schema.execute(
      """
      INSERT INTO mark (key, since) SELECT key, now() FROM address;
      INSERT INTO suppression (key, gateway, since) SELECT key, 'ses', now() FROM address;
      UPDATE address SET uses = 0
      """)
    for list in ProfileList.allCases {
      let (scope, ids) = try exported(list)
      #expect(ids == [people[0].id] && scope.count == 1)
      #expect(
        scope.columns == ExportColumns(systems: ["system0"], topics: ["topic0"], additional: 1))
    }
    try schema.execute("UPDATE mark SET since = NULL, cleared_at = now()")
    #expect(try exported(.undeliverable).ids == [])
  }

  @Test("P11: all of an export is of the moment at which it began")
  mutating func moment() throws {
    let people = try people()
    var operatorStore = OperatorStore(exporting: schema.location)
    var waiter = PollWaiter()
    let scope = try operatorStore.beginExport(of: nil, waiting: &waiter)
    let later = fixtures.profile("later@x.se")
    try write(.profile(later.id, .created(later)))
    try schema.execute("UPDATE profile SET given_name = 'Other' WHERE state <> 3")
    let read = try exported(from: &operatorStore)
    #expect(read.count == scope.count)
    #expect(read.map(\.profile.name) == people[..<3].map(\.name))
    #expect(try exported().ids.count == scope.count + 1)
  }

  @Test("P11: an export whose connection is lost has ended, and goes on in no other moment")
  mutating func ended() throws {
    _ = try people()
    var operatorStore = OperatorStore(
      exporting: schema.location, applicationName: schema.name)
    var waiter = PollWaiter()
    _ = try operatorStore.beginExport(of: nil, waiting: &waiter)
    try schema.execute(
      """
      SELECT pg_terminate_backend(pid)
      FROM pg_stat_activity
      WHERE application_name = '\(schema.name)'
      """)
    for _ in 0..<2 {
      var read: [ProfileSnapshot] = []
      #expect(throws: StoreError.self) {
        read = try operatorStore.exported(of: nil, after: nil, limit: 9, waiting: &waiter)
      }
      #expect(read == [])
    }
  }
}
