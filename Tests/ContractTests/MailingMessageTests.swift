import BookSamples
import Contract
import Domain
import Formats
import Messaging
import Templates
import Testing

@Suite("Mailing message")
struct MailingMessageTests {
  private static func message(
    _ type: MessageType, _ data: String
  ) throws(Fault) -> MailingMessage {
    let reading = Envelope.read(.of(data, routingKey: type.rawValue), from: .mailings)
    guard let envelope = reading.envelope else {
      throw reading.fault ?? Fault(.emptyBody, detail: "")
    }
    return try MailingMessage.read(envelope)
  }

  /// The mailing that a message asks for, with its hash.
  private static func mailing(_ data: String) throws -> (Mailing, [UInt8]) {
    guard case .send(let mailing, let hash) = try message(.mailingSend, data) else {
      throw Fault(.unknownType, detail: "no mailing")
    }
    return (mailing, hash)
  }

  /// The answer to a message: `sent`, the code of a refusal, or that of a fault with its path.
  private static func answer(_ data: String) -> String {
    do throws(Fault) {
      switch try message(.mailingSend, data) {
      case .send: return "sent"
      case .forbidden(let refusal): return refusal.code
      default: return "other"
      }
    } catch {
      return "\(error.code.text) \(error.path ?? "")"
    }
  }

  private static let id = ProfileID(value: 1)
  static let whole = #"""
    {"mailingId":" m1 ","topic":" News ","use":"work","fallbackToPrimary":true,
     "audience":{"anyOf":[{"profileIds":["00000000-0000-0000-0000-000000000001"]},
       {"registeredTo":"e1"},{"kind":"alumni"},{"anyOf":[{"kind":"event"}]}]},
     "except":{"registeredTo":"e2"},"subject":"Hej {{givenName}}",
     "body":{"text":" Hej!\n","html":"<p>Hej!</p>"},
     "notBefore":"2027-01-01T00:00:00Z","doNotSendAfter":"2027-01-02T00:00:00Z"}
    """#
  /// One with few fields, for others to be put in.
  private static func few(
    _ more: String = "", audience: String = #"{"all":true}"#, subject: String = "Hej",
    body: String = #"{"text":"Hej!"}"#
  ) -> String {
    #"{"mailingId":"m1","audience":\#(audience),"subject":"\#(subject)","body":\#(body)\#(more)}"#
  }

  /// What a mailing with few fields asks for.
  private static let least = Mailing(
    id: "m1", audience: Audience(isEverybody: true),
    text: MailText(subject: "Hej", text: "Hej!", html: nil))

  @Test("R1: a mailing is read with all of its fields, and with few")
  func fields() throws {
    let (mailing, _) = try Self.mailing(Self.whole)
    #expect(
      mailing
        == Mailing(
          id: "m1", topic: "news", use: .work, fallsBackToPrimary: true,
          audience: Audience(profiles: [Self.id], events: ["e1"], kinds: [.alumni, .event]),
          exceptions: Audience(events: ["e2"]),
          text: MailText(subject: "Hej {{givenName}}", text: " Hej!\n", html: "<p>Hej!</p>"),
          notBefore: Timestamp(microseconds: 1_798_761_600_000_000),
          doNotSendAfter: Timestamp(microseconds: 1_798_848_000_000_000)))
    // PHP writes an object without fields as an empty list.
    for none in ["null", "[]"] {
      let (few, _) = try Self.mailing(Self.few(#","except":\#(none),"topic":"*","use":null"#))
      #expect(few == Self.least)
    }
    let schema = try Schema("mailing")
    for data in [Self.whole, Self.few(), Self.few(#","except":[]"#)] {
      let value = try JSONValue(Array(data.utf8))
      #expect(schema.faults(of: value, definition: "mailing.send") == [])
    }
  }

  @Test("R4: the same is known again however it is written, and each difference counts")
  func hashes() throws {
    let (_, first) = try Self.mailing(Self.few())
    for same in [
      #","reason":"x""#, #","use":"primary","fallbackToPrimary":false"#, #","topic":" ""#,
    ] {
      #expect(try Self.mailing(Self.few(same)).1 == first, "\(same)")
    }
    let others = [
      Self.few(#","topic":"news""#), Self.few(#","use":"work""#),
      Self.few(#","fallbackToPrimary":true"#), Self.few(audience: #"{"kind":"event"}"#),
      Self.few(audience: #"{"registeredTo":"event"}"#), Self.few(#","except":{"kind":"event"}"#),
      Self.few(subject: "Hej hej"), Self.few(body: #"{"html":"Hej!"}"#),
      Self.few(body: #"{"text":"Hej!","html":"Hej!"}"#),
      Self.few(#","notBefore":"2027-01-01T00:00:00Z""#),
      Self.few(#","doNotSendAfter":"2027-01-01T00:00:00Z""#),
    ]
    let hashes = try others.map { try Self.mailing($0).1 } + [first]
    #expect(Set(hashes).count == hashes.count)
    #expect(hashes.allSatisfy { $0.count == 32 })
  }

  @Test(
    "R1, R7: what the rules forbid of a mailing is refused with a code",
    arguments: [
      (few(#","use":"home""#), "unknownUse"),
      (few(audience: #"{"shoeSize":43}"#), "unknownAudience"),
      (few(audience: "{}"), "unknownAudience"),
      (few(audience: #"{"all":false}"#), "unknownAudience"),
      (few(audience: #"{"kind":"student"}"#), "unknownAudience"),
      (few(audience: #"{"profileIds":[]}"#), "unknownAudience"),
      (few(audience: #"{"all":true,"kind":"event"}"#), "unknownAudience"),
      (few(audience: #"{"anyOf":[{"all":true},{"shoeSize":43}]}"#), "unknownAudience"),
      (few(#","except":{"shoeSize":43}"#), "unknownAudience"),
      (few(subject: ""), "invalidSubject"), (few(subject: " "), "invalidSubject"),
      (few(subject: #"Hej\r\nBcc: x@y.se"#), "invalidSubject"),
      (few(subject: #"Hej\u2028hej"#), "invalidSubject"),
      (few(subject: String(repeating: "x", count: 513)), "invalidSubject"),
      (few(subject: "{{shoeSize}}"), "unknownField"),
      (few(body: #"{"text":"{{>x}}"}"#), "badTemplate"),
      (few(body: #"{"html":"{{{name}}}"}"#), "badTemplate"),
      (few(body: #"{"html":"{{#name}}"}"#), "badTemplate"),
    ])
  func refused(data: String, code: String) {
    #expect(Self.answer(data) == code)
  }

  @Test("R1: texts of more than 1 MiB together are refused, and as much is not")
  func sizes() {
    for (size, answer) in [((1 << 20) - 3, "sent"), ((1 << 20) - 2, "textTooLarge")] {
      let text = String(repeating: "x", count: size)
      #expect(Self.answer(Self.few(body: #"{"text":"\#(text)"}"#)) == answer)
    }
  }

  @Test(
    "E1: what cannot be read of a mailing is parked, with the path",
    arguments: [
      ("{}", "missingField $.mailingId"), (#"{"mailingId":7}"#, "illTyped $.mailingId"),
      (#"{"mailingId":"m"}"#, "missingField $.audience"),
      (few(audience: "[]"), "missingField $.audience"),
      (few(audience: #""all""#), "illTyped $.audience"),
      (few(audience: #"{"profileIds":["x"]}"#), "illTyped $.audience.profileIds[0]"),
      (few(audience: #"{"all":"yes"}"#), "illTyped $.audience.all"),
      (few(body: "{}"), "missingField $.body.text"),
      (few(body: #"{"text":7}"#), "illTyped $.body.text"),
      (few(#","notBefore":"tomorrow""#), "illTyped $.notBefore"),
      (few(#","fallbackToPrimary":"yes""#), "illTyped $.fallbackToPrimary"),
    ])
  func parked(data: String, fault: String) {
    #expect(Self.answer(data) == fault)
  }

  @Test("R3: the end of a mailing and its chunks name it, and where the chunk before ended")
  func chunks() throws {
    guard case .cancel("m1") = try Self.message(.mailingCancel, #"{"mailingId":"m1"}"#),
      case .prepareChunk("m1", after: nil) = try Self.message(
        .mailingPrepareChunk, #"{"mailingId":"m1"}"#),
      case .handOverChunk("m1", after: Self.id) = try Self.message(
        .mailingHandOverChunk, #"{"mailingId":"m1","after":"\#(Self.id)"}"#)
    else {
      Issue.record("read otherwise")
      return
    }
    #expect(throws: Fault.self) {
      try Self.message(.mailingHandOverChunk, #"{"mailingId":"m1","after":7}"#)
    }
  }

  @Test("R6: what a mail tells the gateway fits its schema")
  func mail() throws {
    var book = AddressBook(
      BookContents(
        profiles: [
          Profile(
            id: Self.id, name: Name(given: "Åsa"),
            addresses: [
              Address(
                EmailAddress(stored: "Åsa@x.se", key: AddressKey(stored: "åsa@x.se")),
                uses: Uses(.primary))
            ])
        ]), ids: IDSource(seed: 1))
    let rules = MailingRules(
      links: MailLinks(unsubscribeURL: "https://x.se/u?l=sv", returnPathDomain: "b.x.se"))
    let (mailing, hash) = try Self.mailing(Self.few(subject: "Hej {{givenName}}"))
    let stored = StoredMailing(id: "m1", selection: mailing.selection, textSize: mailing.text.size)
    let cause = Cause(
      message: MessageReference(source: "urn:test", id: "1"),
      at: Timestamp(microseconds: 1_798_761_600_000_000))
    _ = rules.decide(.send(mailing, hash: hash), in: &book, cause: cause)
    _ = rules.decide(
      .preparing(
        PreparationChunk(of: stored, after: nil, members: [AudienceMember(Self.id)], isLast: true)),
      in: &book, cause: cause)
    let token = String(repeating: "ab", count: 16)
    _ = rules.decide(
      .handingOver(
        HandOverChunk(
          of: stored, after: nil,
          recipients: [
            WaitingRecipient(profile: Self.id, messageID: MessageID(value: 7), token: token)
          ], isLast: true, compile: { CompiledTemplates($0) })), in: &book, cause: cause)
    var ids = IDSource(seed: 1)
    let attributes = MessageAttributes(
      reference: cause.message, type: "t", routingKey: "t", bodyHash: [])
    let events = EventEncoder(service: "mailing-worker").events(
      for: book.log, of: attributes, at: cause.at, ids: &ids)
    let mail = try #require(events.first { $0.exchange == .mail })
    #expect(mail.type.rawValue == "deliver" && mail.id.value == 7)
    #expect(
      OutgoingAddressee.read(exchange: mail.exchange.rawValue, body: mail.body)
        == .person([Self.id.description, "Åsa@x.se"]))
    let event = try JSONValue(mail.body)
    #expect(event["id"]?.string == MessageID(value: 7).description)
    let data = try #require(event["data"])
    #expect(try Schema("mailing").faults(of: data, definition: "mail") == [])
    #expect(data["subject"]?.string == "Hej Åsa" && data["to"]?.string == "Åsa@x.se")
    #expect(data["doNotSendAfter"]?.string == "2027-01-02T00:00:00Z")
    let headers = try #require(data["headers"])
    #expect(
      headers["List-Unsubscribe"]?.string
        == "<https://x.se/u?l=sv&token=\(token)>, <mailto:bounce+\(token)@b.x.se?subject=unsubscribe>"
    )
    #expect(data["returnPath"]?.string?.prefix { $0 != "@" }.utf8.count == 39)
  }
}
