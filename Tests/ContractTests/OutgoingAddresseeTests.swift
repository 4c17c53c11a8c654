import BookSamples
import Contract
import Domain
import Testing

@Suite("Addressee of what waits to be published")
struct OutgoingAddresseeTests {
  private static func addressee(of change: Change) throws -> OutgoingAddressee {
    var ids = IDSource(seed: 1)
    let attributes = MessageAttributes(
      reference: MessageReference(source: "s", id: "m"), type: "t", actor: "kim@x.se",
      routingKey: "t", bodyHash: [])
    let events = EventEncoder(service: "test").events(
      for: [LoggedChange(change, sequence: 1, isProtected: false)], of: attributes,
      at: Timestamp(microseconds: 0), ids: &ids)
    let event = try #require(events.first)
    return .read(exchange: event.exchange.rawValue, body: event.body)
  }

  @Test("L2: a worker goes on with what its message names, not with whom it goes on from")
  func workers() throws {
    let after = ProfileID(value: 7).description
    let messages: [(String, [String: MessageValue], [String])] = [
      (MailingRules.handOverType, ["mailingId": .text("m1"), "after": .text(after)], ["m1"]),
      ("import.undoChunk", ["importId": .text("i1"), "after": .text(after)], ["i1"]),
      ("import.chunk", ["importId": .text("i1"), "chunk": .number(2)], ["i1"]),
      ("profile.deceased", ["profileId": .text(after)], [after]),
    ]
    for (type, data, names) in messages {
      let change = Change.message(MessageID(value: 1), .continued(type: type, data: data))
      #expect(try Self.addressee(of: change) == .worker(names), "\(type)")
    }
  }

  @Test("L2: mail is its recipient's; events, and what cannot be read, are everybody's")
  func others() throws {
    let mail = MessageChange.mailed(
      data: [
        "profileId": .text("p"), "to": .text("Åsa@x.se"), "subject": .text("Hej"),
        "body": .object(["text": .text("kim@x.se")]),
      ])
    #expect(
      try Self.addressee(of: .message(MessageID(value: 1), mail)) == .person(["p", "Åsa@x.se"]))
    let profile = Profile(id: ProfileID(value: 7))
    #expect(try Self.addressee(of: .profile(profile.id, .created(profile))) == .everybody)
    for exchange in ["brevduva.in", "brevduva.mail", "brevduva.events", "x"] {
      for body in ["", "{", "[]", #"{"data":null}"#] {
        #expect(OutgoingAddressee.read(exchange: exchange, body: Array(body.utf8)) == .everybody)
      }
    }
  }
}
