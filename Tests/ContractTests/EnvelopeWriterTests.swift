import Contract
import Domain
import Formats
import Hashing
import Messaging
import Testing

@Suite("Writing a message to the workers")
struct EnvelopeWriterTests {
  private static let data = Array(#"{"email":"a@b.se"}"#.utf8)
  private static let now = Timestamp(microseconds: 1_764_000_000_000_000)

  private func writer(
    _ form: EnvelopeWriter.Form, type: String = "registration.event", id: String? = "m1",
    source: String? = "urn:x", actor: String? = "kim", data: [UInt8] = data
  ) -> EnvelopeWriter {
    EnvelopeWriter(
      type: type, id: id, source: source, actor: actor, form: form, time: Self.now, data: data)
  }

  @Test(
    "In each of the three forms a worker reads the same id, source, type, time, actor and data",
    arguments: EnvelopeWriter.Form.allCases)
  func forms(form: EnvelopeWriter.Form) throws {
    let writer = writer(form)
    let envelope = try #require(Envelope.read(.written(by: writer)).envelope)
    #expect(envelope.attributes.reference == MessageReference(source: "urn:x", id: "m1"))
    #expect(envelope.attributes.type == "registration.event")
    #expect(envelope.attributes.time == Self.now)
    #expect(envelope.attributes.actor == "kim")
    #expect(envelope.data == Self.data)
    #expect(writer.attributes.reference == envelope.attributes.reference)
  }

  @Test(
    "Without an id all forms have the contract's: SHA-256 of routing key, NUL and data",
    arguments: EnvelopeWriter.Form.allCases)
  func idOfTheContract(form: EnvelopeWriter.Form) {
    let octets = Array("registration.event\0".utf8) + Self.data
    let writer = writer(form, id: nil, source: nil, actor: nil)
    #expect(writer.attributes.reference.id == hexadecimal(SHA256.hash(octets)))
    #expect(writer.attributes.reference.source == "urn:brevduva:unnamed")
    #expect(writer.message.properties.messageID == writer.attributes.reference.id)
  }

  @Test("What is no JSON is sent all the same, and parked by its worker under the same id")
  func broken() {
    let writer = writer(.binary, id: nil, data: Array("{".utf8))
    let reading = Envelope.read(.written(by: writer))
    #expect(reading.fault?.code == .json(.brokenJSON))
    #expect(reading.attributes.reference == writer.attributes.reference)
  }

  @Test("A raw mail is sent as one, and does not fit in JSON")
  func mail() {
    let mail = writer(.plain, type: "note.email", data: Array("From: a@b.se\r\n\r\n".utf8))
    #expect(mail.message.properties.contentType == "message/rfc822")
    #expect(mail.fits)
    #expect(!writer(.structured, type: "note.email").fits)
  }

  @Test("L2: a purge is asked for again under an id that is the same each time, with its decision")
  func purge() throws {
    for decision in [nil, "D 1"] {
      let purge = JournaledPurge(
        profile: ProfileID(value: 1), profiles: [ProfileID(value: 1), ProfileID(value: 2)],
        purgedAt: Self.now, decision: decision)
      let again = ProfileID(value: 2)
      let writer = EnvelopeWriter(
        again: purge, of: again, actor: "kim", time: Timestamp(microseconds: 9))
      let envelope = try #require(
        Envelope.read(.written(by: writer), from: .lifecycle).envelope)
      #expect(
        envelope.attributes.reference
          == MessageReference(
            source: "urn:brevduva:erasure-replay", id: "\(again)@2025-11-24T16:00:00Z"))
      #expect(envelope.attributes.actor == "kim")
      let message = try CommandMessage.read(envelope)
      #expect(message.content == .command(.purge(again, decision: decision)))
    }
  }
}

extension Delivery {
  /// A message as its worker gets it.
  static func written(by writer: EnvelopeWriter) -> Delivery {
    let message = writer.message
    return of(message.body, routingKey: writer.routingKey) { $0 = message.properties }
  }
}
