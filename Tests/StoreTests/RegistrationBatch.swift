import Domain
import Store

/// A batch of registrations, half of them of people that the rounds before brought.
struct RegistrationBatch {
  var registrations: [(reference: MessageReference, registration: Registration)] = []
  let now = Timestamp(microseconds: 1_764_000_000_000_000)

  init(size: Int, round: Int, lane: Int = 1, people: Int? = nil) throws {
    for place in 0..<size {
      let person =
        people.map { place % $0 }
        ?? (place % 2 == 0 ? place + 1 + 100_000 * (round - 1) : place + 100_000 * round)
      let text = "Person.\(person)@student.example.se"
      let content = """
        {"email":"\(text)","name":{"given":"Åsa","family":"Ek \(person)"},\
        "event":{"id":"e1","title":"Forskarfrukost"},"answers":{"diet":"vegan","seat":\(place)}}
        """
      registrations.append(
        (
          MessageReference(source: "urn:test:form", id: "m-\(lane)-\(round)-\(place)"),
          Registration(
            kind: .event, first: try EmailAddress(text),
            name: Name(given: "Åsa", family: "Ek \(person)"), eventID: "e1",
            content: Array(content.utf8))
        ))
    }
  }

  var references: [MessageReference] { registrations.map(\.reference) }

  var touch: Touch {
    registrations.reduce(into: Touch()) { $0.formUnion(Touch($1.registration)) }
  }

  func decided(on loaded: Loaded, _ ids: inout IDSource) -> BatchDecision {
    var book = AddressBook(loaded.contents, held: touch, ids: ids)
    let causes = registrations.map { Cause(message: $0.reference, at: now) }
    let decisions = BatchDecider(MatchingRules.standard).decide(
      zip(registrations, causes).map { (message: $0.registration, cause: $1) }, in: &book)
    var decided = BatchDecision(outboxID: ids.next(at: now))
    for (decision, cause) in zip(decisions ?? [], causes) {
      var events: [EventReference] = []
      for _ in decision.changes {
        let id: EventID = ids.next(at: now)
        events.append(EventReference(id: id, type: "registration.matched"))
        decided.outgoing.append(
          OutgoingMessage(
            exchange: "brevduva.events", routingKey: "registration.matched",
            messageID: id.description, contentType: "application/cloudevents+json",
            body: [UInt8](repeating: 0x61, count: 420)))
      }
      decided.messages.append(
        DecidedMessage(
          cause: cause, type: "registration.event", queue: "registrations",
          bodyHash: [UInt8](repeating: 7, count: 32), disposition: .applied,
          changes: decision.changes, events: events))
    }
    ids = book.ids
    return decided
  }
}
