import Domain
import Store
import TestSupport
import Testing
import Threading

@Suite("Store: what stewards and operators read and mend")
struct OperatorStoreTests {
  private let schema: TestSchema
  private let database: TestDatabase

  init() throws {
    schema = try TestSchema()
    try schema.migrate()
    database = .postgres(schema)
  }

  @Test("E2: a profile is shown with where its addresses came from and which it had")
  func profile() throws {
    var fixtures = Fixtures()
    let (person, other) = (fixtures.profile("Åsa@x.se", "a@y.se"), fixtures.profile("b@x.se"))
    var registration = fixtures.registration("Åsa@x.se", content: #"{"email": "Åsa@x.se"}"#)
    let match = Match(rule: .address, key: key("åsa@x.se"))
    let recorded: RegistrationID = fixtures.id()
    let suggestion = Suggestion(
      id: fixtures.id(), kind: .nameDiffers, profiles: [person.id], registration: recorded,
      evidence: "bo ek")
    try write(
      &fixtures, .created(person), .created(other),
      .registration(recorded, .recorded(registration, on: person.id, by: match)),
      .suggestion(suggestion, .made))
    try write(&fixtures, .address(key("a@y.se"), .moved(from: person.id, to: other.id, uses: [])))
    registration = fixtures.registration("b@x.se")
    var operatorStore = OperatorStore(schema.location)
    var waiter = PollWaiter()
    let record = try #require(try operatorStore.profile(person.id, waiting: &waiter))
    #expect(record.profile.name == person.name && record.profile.version == 2)
    #expect(record.profile.addresses == [person.addresses[0]])
    #expect(
      record.stays.map(\.origin.message.id) == ["m1"] && record.stays[0].origin.actor == "steward")
    #expect(record.past.map(\.movedTo) == [other.id] && record.past[0].removed.message.id == "m2")
    #expect(record.registrations.map(\.id) == [recorded])
    #expect(record.registrations[0].key == match.key && record.registrations[0].rule == "address")
    #expect(String(decoding: record.registrations[0].content, as: UTF8.self).contains("Åsa@x.se"))
    #expect(record.suggestions.map(\.id) == [suggestion.id])
    #expect(try operatorStore.suggestions(limit: 9, waiting: &waiter) == record.suggestions)
    #expect(try operatorStore.holder(of: key("a@y.se"), waiting: &waiter) == other.id)
    #expect(try operatorStore.holder(of: key("nobody@y.se"), waiting: &waiter) == nil)
    #expect(try operatorStore.profile(fixtures.id(), waiting: &waiter) == nil)
  }

  @Test("L8: a protected profile is found by neither text nor address, but shown by its id")
  func protected() throws {
    var fixtures = Fixtures()
    var hidden = fixtures.profile("hidden@x.se")
    hidden.isProtected = true
    try write(&fixtures, .created(hidden), .created(fixtures.profile("seen@x.se")))
    var operatorStore = OperatorStore(schema.location)
    var waiter = PollWaiter()
    #expect(
      try operatorStore.find("Ek", limit: 10, waiting: &waiter).map(\.primary) == ["seen@x.se"])
    #expect(try operatorStore.find("hidden", limit: 10, waiting: &waiter).isEmpty)
    #expect(try operatorStore.holder(of: key("hidden@x.se"), waiting: &waiter) == nil)
    #expect(try operatorStore.profile(hidden.id, waiting: &waiter)?.profile.id == hidden.id)
  }

  @Test(
    "Text is found in names and addresses, in whatever case, and taken as it is",
    arguments: [
      ("åsa e", 2), ("EK", 2), ("UNDER_SCORE", 1), ("r_s", 1), ("%", 0), ("a\\", 0), ("x.se", 2),
      ("'; DROP TABLE profile; --", 0),
    ])
  func find(text: String, count: Int) throws {
    var fixtures = Fixtures()
    try write(
      &fixtures, .created(fixtures.profile("under_score@x.se")),
      .created(fixtures.profile("underscore@x.se")))
    var operatorStore = OperatorStore(schema.location)
    var waiter = PollWaiter()
    #expect(try operatorStore.find(text, limit: 10, waiting: &waiter).count == count)
    #expect(try operatorStore.find(text, limit: 1, waiting: &waiter).count == min(count, 1))
  }

  @Test("E1: a parked message is listed, shown, and sent again once; its next delivery is new")
  func retry() throws {
    var fixtures = Fixtures()
    let parked = fixtures.parked(code: "addressRefused", body: "{\"email\":\"x\"}")
    let message = fixtures.message(disposition: .parked(parked))
    let store = database.store()
    _ = try store.load()
    try store.write(BatchDecision(messages: [message]))
    var operatorStore = OperatorStore(schema.location)
    var waiter = PollWaiter()
    let summaries = try operatorStore.parked(limit: 10, waiting: &waiter)
    #expect(summaries.map(\.id) == [parked.id] && summaries[0].message == message.reference)
    #expect(try operatorStore.parked(code: "other", limit: 10, waiting: &waiter).isEmpty)
    #expect(try operatorStore.parked(after: parked.id, limit: 10, waiting: &waiter).isEmpty)
    #expect(try operatorStore.parkedCauses(waiting: &waiter).map(\.count) == [1])
    let record = try #require(try operatorStore.parked(parked.id, waiting: &waiter))
    #expect(record.body == parked.body && record.properties == parked.properties)
    #expect(record.summary == summaries[0] && record.routingKey == parked.routingKey)
    #expect(
      try operatorStore.trace(message.reference.id, waiting: &waiter).map(\.parkedID) == [parked.id]
    )
    let row = OutboxRow(id: fixtures.id(), messages: [fixtures.outgoing("again")])
    for isThere in [true, false] {
      #expect(
        try operatorStore.retry(parked.id, sending: row.messages[0], as: row.id, waiting: &waiter)
          == isThere)
    }
    #expect(try database.store(queue: "lifecycle").sweep(olderThan: .seconds(3600)) == [])
    #expect(
      try database.store(queue: message.queue).sweep(olderThan: .seconds(3600)) == [row])
    #expect(try store.load(messages: [message.reference]).known.map(\.?.outcome) == [.retried])
    let traced = try operatorStore.trace(message.reference.id, waiting: &waiter)
    #expect(traced.map(\.outcome) == [.retried] && traced.map(\.parkedID) == [nil])
    #expect(traced[0].code == "addressRefused")
    try store.write(
      BatchDecision(messages: [
        fixtures.message(id: message.reference.id, replacesParked: true)
      ]))
  }

  @Test("E1: a parked message is discarded once; the trace still tells that it was parked")
  func discard() throws {
    var fixtures = Fixtures()
    let parked = fixtures.parked()
    let message = fixtures.message(disposition: .parked(parked))
    let store = database.store()
    _ = try store.load()
    try store.write(BatchDecision(messages: [message]))
    var operatorStore = OperatorStore(schema.location)
    var waiter = PollWaiter()
    #expect(try operatorStore.discard(parked.id, waiting: &waiter))
    #expect(try !operatorStore.discard(parked.id, waiting: &waiter))
    #expect(try operatorStore.parked(parked.id, waiting: &waiter) == nil)
    let traced = try operatorStore.trace(message.reference.id, waiting: &waiter)
    #expect(traced.map(\.outcome) == [.parked] && traced.map(\.parkedID) == [nil])
  }

  @Test("E1: a trace names profiles and events; a refused message stands in its list")
  func trace() throws {
    var fixtures = Fixtures()
    let person = fixtures.profile("a@x.se")
    let applied = fixtures.message([.created(person)])
    let refused = fixtures.message(disposition: .refused(code: "deceased", sentence: "Dead."))
    let store = database.store()
    _ = try store.load()
    try store.write(BatchDecision(messages: [applied, refused]))
    var operatorStore = OperatorStore(schema.location)
    var waiter = PollWaiter()
    let record = try #require(try operatorStore.trace(applied.reference.id, waiting: &waiter).first)
    #expect(record.profiles == [person.id] && record.events == applied.events)
    #expect(
      record.outcome == .applied && record.actor == "steward" && record.handledAt == fixtures.now)
    #expect(try operatorStore.trace("unknown", waiting: &waiter).isEmpty)
    let list = try operatorStore.refused(limit: 10, waiting: &waiter)
    #expect(list.map(\.message) == [refused.reference] && list[0].code == "deceased")
    #expect(try operatorStore.refused(before: list[0], limit: 10, waiting: &waiter).isEmpty)
  }

  private func write(_ fixtures: inout Fixtures, _ changes: Change...) throws {
    let store = database.store()
    _ = try store.load()
    try store.write(BatchDecision(messages: [fixtures.message(changes)]))
  }
}
