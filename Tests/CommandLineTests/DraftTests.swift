import Contract
import Domain
import Hashing
import Messaging
import Testing
import brevduva

/// How a message is put together from what was typed.
struct DraftTests {
  private static let body = Array(#"{"email":"a@b.se"}"#.utf8)

  private func draft(
    _ form: Draft.Form, id: String? = "m1", source: String? = "urn:x", actor: String? = "kim",
    body: [UInt8] = body
  ) -> Draft {
    Draft(
      type: "registration.event", id: id, source: source, actor: actor, form: form,
      time: Shell.now, body: body)
  }

  private func delivery(_ draft: Draft) -> Delivery {
    let message = draft.message
    return Delivery(
      tag: 1, isRedelivered: false, exchange: "brevduva.in", routingKey: draft.routingKey,
      properties: message.properties, body: message.body, bodySize: message.body.count)
  }

  @Test(
    "In each of the three forms a worker reads the same id, source, type, time, actor and data",
    arguments: Draft.Form.allCases)
  func forms(form: Draft.Form) throws {
    let reading = Envelope.read(delivery(draft(form)), from: .registrations)
    guard case .message(let envelope) = reading else {
      Issue.record("what we send can be read")
      return
    }
    #expect(envelope.heading.reference == MessageReference(source: "urn:x", id: "m1"))
    #expect(envelope.heading.type == "registration.event")
    #expect(envelope.heading.time == Shell.now)
    #expect(envelope.heading.actor == "kim")
    #expect(envelope.data == Self.body)
    #expect(draft(form).heading.reference == envelope.heading.reference)
  }

  @Test(
    "Without an id all forms have the contract's: SHA-256 of routing key, NUL and data",
    arguments: Draft.Form.allCases)
  func idOfTheContract(form: Draft.Form) {
    let octets = Array("registration.event\0".utf8) + Self.body
    let draft = draft(form, id: nil, source: nil, actor: nil)
    #expect(draft.heading.reference.id == hexadecimal(SHA256.hash(octets)))
    #expect(draft.heading.reference.source == "urn:brevduva:unnamed")
    #expect(draft.message.properties.messageID == draft.heading.reference.id)
  }

  @Test("What is no JSON is sent all the same, and parked by its worker under the same id")
  func broken() {
    let draft = draft(.binary, id: nil, body: Array("{".utf8))
    let reading = Envelope.read(delivery(draft), from: .registrations)
    guard case .unreadable(let unreadable) = reading else {
      Issue.record("half an object cannot be read")
      return
    }
    #expect(unreadable.heading.reference == draft.heading.reference)
  }

  @Test("A raw mail is sent as one, and not within JSON")
  func mail() {
    let mail = Draft(
      type: "note.email", id: nil, source: nil, actor: nil, form: .plain, time: Shell.now,
      body: Array("From: a@b.se\r\n\r\n".utf8))
    #expect(mail.message.properties.contentType == "message/rfc822")
    #expect(mail.flaw == nil)
    let wrapped = Draft(
      type: "note.email", id: nil, source: nil, actor: nil, form: .structured, time: Shell.now,
      body: [])
    #expect(wrapped.flaw != nil)
  }
}
