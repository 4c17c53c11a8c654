import BookSamples
import Domain
import Store

/// Makes the ids, addresses, messages and batches of a test.
struct Fixtures {
  private var ids = IDSource(seed: 42)
  private var count = 0
  let now = Timestamp(microseconds: 1_764_000_000_000_000)

  mutating func id<Entity>() -> ID<Entity> {
    ids.next(at: now)
  }

  /// A profile with addresses, the first of them primary.
  mutating func profile(_ addresses: String...) -> Profile {
    let list = addresses.enumerated().map { place, text in
      Address(address(text), uses: place == 0 ? Uses(.primary) : [])
    }
    return Profile(id: id(), name: Name(given: "Åsa", family: "Ek"), addresses: list)
  }

  func registration(_ text: String, content: String = #"{"email":"x"}"#) -> Registration {
    Registration(kind: .event, first: address(text), eventID: "e1", content: Array(content.utf8))
  }

  /// A message that was decided; each one is another.
  mutating func message(
    _ changes: [Change] = [], disposition: Disposition = .applied, id: String? = nil,
    replacesParked: Bool = false
  ) -> DecidedMessage {
    count += 1
    let reference = MessageReference(source: "urn:test", id: id ?? "m\(count)")
    return DecidedMessage(
      cause: Cause(message: reference, at: now, actor: "steward"), type: "registration.event",
      queue: "registrations", bodyHash: [UInt8](repeating: 7, count: 32), disposition: disposition,
      changes: changes.map { LoggedChange($0, sequence: 2, isProtected: false) },
      events: [EventReference(id: self.id(), type: "profile.created")],
      replacesParked: replacesParked)
  }

  /// A message as the book answered it.
  mutating func message(
    changes: [LoggedChange], _ outcome: Outcome, at moment: Timestamp
  ) -> DecidedMessage {
    count += 1
    return DecidedMessage(
      cause: Cause(message: MessageReference(source: "urn:test", id: "m\(count)"), at: moment),
      type: "registration.event", queue: "registrations",
      bodyHash: [UInt8](repeating: 7, count: 32), disposition: Disposition(outcome),
      changes: changes)
  }

  /// A batch of one message.
  mutating func batch(_ changes: Change...) -> BatchDecision {
    BatchDecision(messages: [message(changes)])
  }

  mutating func parked(code: String = "brokenJSON", body: String = "{") -> Parked {
    Parked(
      id: id(), code: code, path: "$.email", offset: 1, detail: "The JSON ends too early.",
      body: Array(body.utf8), size: body.utf8.count, isWhole: true,
      properties: #"{"contentType":"application/json"}"#, routingKey: "registration.event")
  }

  func outgoing(_ id: String) -> OutgoingMessage {
    OutgoingMessage(
      exchange: "brevduva.events", routingKey: "profile.created", messageID: id,
      contentType: "application/cloudevents+json", properties: id == "e1" ? "{}" : nil,
      body: Array("body of \(id)".utf8))
  }
}

/// An address whose key is its text in lower case.
func address(_ text: String) -> EmailAddress {
  EmailAddress(stored: text, key: key(text.lowercased()))
}

func key(_ text: String) -> AddressKey {
  AddressKey(stored: text)
}

extension DecidedMessage {
  var reference: MessageReference { cause.message }
}

/// Returns the error with which a call fails; `nil` if it does not.
func failure(_ body: () throws -> Void) -> StoreError? {
  do {
    try body()
    return nil
  } catch {
    return error as? StoreError
  }
}
