import Domain
import Store
import TestSupport
import Testing
import Threading

@Suite("Store: profiles as they stand")
struct SnapshotTests {
  @Test(
    "Each profile is read whole, in the order of the ids, page by page; protected through merges")
  func pages() throws {
    let database = try TestDatabase(.postgres)
    guard case .postgres(let schema) = database else { return }
    let store = database.store()
    var fixtures = Fixtures()
    var whole = fixtures.profile("a@x.se", "b@x.se")
    whole.externalIDs = ["ladok": "7", "cris": "x"]
    let bare = fixtures.profile()
    var protected = fixtures.profile("c@x.se")
    protected.isProtected = true
    var removed = fixtures.profile()
    removed.state = .removed
    removed.mergedInto = protected.id
    let mark = Mark(since: fixtures.now, status: "5.1.1")
    _ = try store.load()
    try store.write(
      fixtures.batch(
        .profile(whole.id, .created(whole)), .profile(bare.id, .created(bare)),
        .profile(protected.id, .created(protected)), .profile(removed.id, .created(removed)),
        .profile(whole.id, .optedOut(topic: "alumni")),
        .mark(key("b@x.se"), on: whole.id, .set(mark))))

    var operatorStore = OperatorStore(schema.location)
    var waiter = PollWaiter()
    #expect(try operatorStore.profileCount(after: nil, waiting: &waiter) == 4)
    #expect(try operatorStore.profileCount(after: bare.id, waiting: &waiter) == 2)
    var read: [ProfileSnapshot] = []
    while true {
      let page = try operatorStore.snapshots(
        after: read.last?.profile.id, limit: 3, waiting: &waiter)
      #expect(page.count <= 3)
      if page.isEmpty { break }
      read += page
    }
    #expect(read.map(\.profile.id) == [whole, bare, protected, removed].map(\.id).sorted())
    #expect(read.map(\.profile.isProtected) == [false, false, true, true])
    let first = try #require(read.first)
    #expect(first.profile.addresses == whole.addresses)
    #expect(first.profile.name == whole.name && first.profile.externalIDs == whole.externalIDs)
    #expect(first.profile.optedOut == ["alumni"])
    #expect(first.marks.keys.map(\.text) == ["b@x.se"])
    #expect(first.marks.values.first?.status == "5.1.1")
    #expect(read[1].profile.addresses == [] && read[1].marks == [:])
  }
}
