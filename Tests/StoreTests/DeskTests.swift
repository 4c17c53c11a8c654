import Domain
import Store
import TestSupport
import Testing
import Threading

@Suite("Store: what stewards and operators read and mend")
struct DeskTests {
  private let schema: TestSchema
  private let database: TestDatabase

  init() throws {
    schema = try TestSchema()
    try schema.migrate()
    database = .postgres(schema)
  }

  @Test("E2: a profile is shown with where its addresses came from and which it had")
  func profile() throws {
    var scene = Scene()
    let (person, other) = (scene.profile("Åsa@x.se", "a@y.se"), scene.profile("b@x.se"))
    var registration = scene.registration("Åsa@x.se", content: #"{"email": "Åsa@x.se"}"#)
    let match = Match(rule: .address, key: key("åsa@x.se"))
    let recorded: RegistrationID = scene.id()
    let suggestion = Suggestion(
      id: scene.id(), kind: .nameDiffers, profiles: [person.id], registration: recorded,
      evidence: "bo ek")
    try write(
      &scene, .created(person), .created(other),
      .registration(recorded, .recorded(registration, on: person.id, by: match)),
      .suggestion(suggestion, .made))
    try write(&scene, .address(key("a@y.se"), .moved(from: person.id, to: other.id, uses: [])))
    registration = scene.registration("b@x.se")
    var desk = Desk(schema.location)
    var waiter = PollWaiter()
    let record = try #require(try desk.profile(person.id, waiting: &waiter))
    #expect(record.profile.name == person.name && record.profile.version == 2)
    #expect(record.profile.addresses == [person.addresses[0]])
    #expect(
      record.stays.map(\.origin.message.id) == ["m1"] && record.stays[0].origin.actor == "steward")
    #expect(record.past.map(\.movedTo) == [other.id] && record.past[0].removed.message.id == "m2")
    #expect(record.registrations.map(\.id) == [recorded])
    #expect(record.registrations[0].key == match.key && record.registrations[0].rule == "address")
    #expect(String(decoding: record.registrations[0].content, as: UTF8.self).contains("Åsa@x.se"))
    #expect(record.suggestions.map(\.id) == [suggestion.id])
    #expect(try desk.suggestions(limit: 9, waiting: &waiter) == record.suggestions)
    #expect(try desk.holder(of: key("a@y.se"), waiting: &waiter) == other.id)
    #expect(try desk.holder(of: key("nobody@y.se"), waiting: &waiter) == nil)
    #expect(try desk.profile(scene.id(), waiting: &waiter) == nil)
  }

  @Test("L8: a protected profile is found by neither text nor address, but shown by its id")
  func protected() throws {
    var scene = Scene()
    var hidden = scene.profile("hidden@x.se")
    hidden.isProtected = true
    try write(&scene, .created(hidden), .created(scene.profile("seen@x.se")))
    var desk = Desk(schema.location)
    var waiter = PollWaiter()
    #expect(try desk.find("Ek", limit: 10, waiting: &waiter).map(\.primary) == ["seen@x.se"])
    #expect(try desk.find("hidden", limit: 10, waiting: &waiter).isEmpty)
    #expect(try desk.holder(of: key("hidden@x.se"), waiting: &waiter) == nil)
    #expect(try desk.profile(hidden.id, waiting: &waiter)?.profile.id == hidden.id)
  }

  @Test(
    "Text is found in names and addresses, in whatever case, and taken as it is",
    arguments: [
      ("åsa e", 2), ("EK", 2), ("UNDER_SCORE", 1), ("r_s", 1), ("%", 0), ("a\\", 0), ("x.se", 2),
      ("'; DROP TABLE profile; --", 0),
    ])
  func find(text: String, count: Int) throws {
    var scene = Scene()
    try write(
      &scene, .created(scene.profile("under_score@x.se")),
      .created(scene.profile("underscore@x.se")))
    var desk = Desk(schema.location)
    var waiter = PollWaiter()
    #expect(try desk.find(text, limit: 10, waiting: &waiter).count == count)
    #expect(try desk.find(text, limit: 1, waiting: &waiter).count == min(count, 1))
  }

  @Test("E1: a parked message is listed, shown, and sent again once; its next delivery is new")
  func retry() throws {
    var scene = Scene()
    let parked = scene.parked(code: "addressRefused", body: "{\"email\":\"x\"}")
    let message = scene.message(disposition: .parked(parked))
    let store = database.store()
    _ = try store.load()
    try store.write(BatchDecision(messages: [message]))
    var desk = Desk(schema.location)
    var waiter = PollWaiter()
    let summaries = try desk.parked(limit: 10, waiting: &waiter)
    #expect(summaries.map(\.id) == [parked.id] && summaries[0].message == message.reference)
    #expect(try desk.parked(code: "other", limit: 10, waiting: &waiter).isEmpty)
    #expect(try desk.parked(after: parked.id, limit: 10, waiting: &waiter).isEmpty)
    #expect(try desk.parkedCauses(waiting: &waiter).map(\.count) == [1])
    let record = try #require(try desk.parked(parked.id, waiting: &waiter))
    #expect(record.body == parked.body && record.properties == parked.properties)
    #expect(record.summary == summaries[0] && record.routingKey == parked.routingKey)
    #expect(
      try desk.trace(message.reference.id, waiting: &waiter).map(\.parkedID) == [parked.id])
    let row = OutboxRow(id: scene.id(), messages: [scene.outgoing("again")])
    for isThere in [true, false] {
      #expect(
        try desk.retry(parked.id, sending: row.messages[0], as: row.id, waiting: &waiter)
          == isThere)
    }
    #expect(try database.store(queue: "lifecycle").sweep(olderThan: .seconds(3600)) == [])
    #expect(
      try database.store(queue: message.queue).sweep(olderThan: .seconds(3600)) == [row])
    #expect(try store.load(messages: [message.reference]).known.map(\.?.outcome) == [.retried])
    let traced = try desk.trace(message.reference.id, waiting: &waiter)
    #expect(traced.map(\.outcome) == [.retried] && traced.map(\.parkedID) == [nil])
    #expect(traced[0].code == "addressRefused")
    try store.write(
      BatchDecision(messages: [
        scene.message(id: message.reference.id, replacesParked: true)
      ]))
  }

  @Test("E1: a parked message is discarded once; the trace still tells that it was parked")
  func discard() throws {
    var scene = Scene()
    let parked = scene.parked()
    let message = scene.message(disposition: .parked(parked))
    let store = database.store()
    _ = try store.load()
    try store.write(BatchDecision(messages: [message]))
    var desk = Desk(schema.location)
    var waiter = PollWaiter()
    #expect(try desk.discard(parked.id, waiting: &waiter))
    #expect(try !desk.discard(parked.id, waiting: &waiter))
    #expect(try desk.parked(parked.id, waiting: &waiter) == nil)
    let traced = try desk.trace(message.reference.id, waiting: &waiter)
    #expect(traced.map(\.outcome) == [.parked] && traced.map(\.parkedID) == [nil])
  }

  @Test("E1: a trace names profiles and events; a refused message stands in its list")
  func trace() throws {
    var scene = Scene()
    let person = scene.profile("a@x.se")
    let applied = scene.message([.created(person)])
    let refused = scene.message(disposition: .refused(code: "deceased", sentence: "Dead."))
    let store = database.store()
    _ = try store.load()
    try store.write(BatchDecision(messages: [applied, refused]))
    var desk = Desk(schema.location)
    var waiter = PollWaiter()
    let record = try #require(try desk.trace(applied.reference.id, waiting: &waiter).first)
    #expect(record.profiles == [person.id] && record.events == applied.events)
    #expect(
      record.outcome == .applied && record.actor == "steward" && record.handledAt == scene.now)
    #expect(try desk.trace("unknown", waiting: &waiter).isEmpty)
    let list = try desk.refused(limit: 10, waiting: &waiter)
    #expect(list.map(\.message) == [refused.reference] && list[0].code == "deceased")
    #expect(try desk.refused(before: list[0], limit: 10, waiting: &waiter).isEmpty)
  }

  private func write(_ scene: inout Scene, _ changes: Change...) throws {
    let store = database.store()
    _ = try store.load()
    try store.write(BatchDecision(messages: [scene.message(changes)]))
  }
}
