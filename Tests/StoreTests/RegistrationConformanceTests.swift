import Contract
import Domain
import Store
import TestSupport
import Testing

@Suite("Store: registrations, in memory and in PostgreSQL")
struct RegistrationConformanceTests {
  @Test(
    "M5: a registration is loaded with what its form told, by its id and by a suggestion about it",
    arguments: TestDatabase.Kind.allCases)
  func whole(kind: TestDatabase.Kind) throws {
    let database = try TestDatabase(kind)
    var fixtures = Fixtures()
    let person = fixtures.profile("bo@x.se")
    let (matched, held): (RegistrationID, RegistrationID) = (fixtures.id(), fixtures.id())
    let form = fixtures.registration(
      "asa@x.se",
      content: #"""
        {"emails":["asa@x.se","bo@x.se"],"name":{"given":"Åsa","family":"Ek"},"phone":"018-1"}
        """#)
    let suggestion = Suggestion(
      id: fixtures.id(), kind: .roleMailbox, profiles: [], registration: held, evidence: "r")
    let store = database.store()
    _ = try store.load()
    try store.write(
      fixtures.batch(
        .created(person),
        .registration(
          matched, .recorded(form, on: person.id, by: Match(rule: .address, key: key("bo@x.se")))),
        .registration(held, .held(form)), .suggestion(suggestion, .made)))
    let loaded = try store.load(
      Touch(registrations: [matched], suggestions: [suggestion.id: .beside]))
    let (first, second) = (try EmailAddress("asa@x.se"), try EmailAddress("bo@x.se"))
    let name = Name(given: "Åsa", family: "Ek")
    #expect(
      loaded.contents.registrations == [
        matched: RecordedRegistration(
          profile: person.id, name: name, phone: "018-1", address: second, all: [first, second]),
        held: RecordedRegistration(
          profile: nil, name: name, phone: "018-1", address: first, all: [first, second]),
      ])
  }
}
