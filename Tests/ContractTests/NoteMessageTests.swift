import Contract
import Domain
import Testing

@Suite("Mail to and from people")
struct NoteMessageTests {
  private func read(_ mail: String) throws -> NoteMessage {
    let reading = Envelope.read(.of(mail, routingKey: "note.email"), from: .contactNotes)
    return try NoteMessage.read(try #require(reading.envelope))
  }

  private func note(_ mail: String) throws -> Note {
    guard case .note(let note) = try read(mail) else { throw NoNote() }
    return note
  }

  private struct NoNote: Error {}

  @Test("M6: a mail is read with its keys, whatever I3 refuses in it matches nobody")
  func whole() throws {
    let note = try note(
      """
      From: "Öberg, Åsa" <Asa@Exämple.se>
      To: kansli@[192.0.2.1], bo@example.se
      Cc: (nobody) eva.@example.se
      Date: Mon, 30 Nov 2026 10:00:00 +0100
      Message-ID: <1@example.se>
      Subject: Fråga

      Hej!
      """)
    let keys = note.participants.map { "\($0.role.rawValue) \($0.key?.text ?? "-")" }
    #expect(
      keys == ["from asa@xn--exmple-cua.se", "to -", "to bo@example.se", "cc -"])
    #expect(note.participants[0].name == "Öberg, Åsa")
    #expect(note.participants[1].text == "kansli@[192.0.2.1]")
    #expect(note.writtenAt == Timestamp(microseconds: 1_796_029_200_000_000))
    #expect(note.subject == "Fråga" && note.text == "Hej!" && !note.isCut)
  }

  @Test("M6: a Message-ID is known again, and another is another")
  func mails() throws {
    func hash(_ field: String) throws -> MailHash? { try note("From: a@x.se\n\(field)\n\n").mail }
    let first = try #require(try hash("Message-ID: <1@x.se>"))
    #expect(try hash("message-id:\n <1@x.se> (comment)") == first)
    #expect(try hash("Message-ID: <2@x.se>") != first)
    #expect(try hash("Subject: none") == nil)
  }

  @Test("M6: a time before 2000 counts as none")
  func old() throws {
    #expect(try note("From: a@x.se\nDate: Mon, 1 Jan 1990 10:00:00 +0000\n\n").writtenAt == nil)
  }

  @Test(
    "M6: what makes no note is told from what does",
    arguments: [
      ("Auto-Submitted: auto-replied", .automatic), ("List-Id: <a.x.se>", .list),
      ("X-Failed-Recipients: a@x.se", .bounce),
    ] as [(String, NoteTally)])
  func none(field: String, kind: NoteTally) throws {
    #expect(try read("From: a@x.se\n\(field)\n\nHej") == .none(kind))
  }

  @Test(
    "What begins with no field of a mail is parked",
    arguments: ["Hej!", "{\"a\":1}", "X-A: b\n\n"])
  func noMail(text: String) {
    let reading = Envelope.read(.of(text, routingKey: "note.email"), from: .contactNotes)
    #expect(reading.noteFault?.code == .missingField)
  }

  @Test("M6: a mail comes in all three forms, as octets too")
  func forms() throws {
    let mail = "From: a@x.se\r\n\r\nHej"
    let structured = Envelope.read(
      .structured(
        #"""
        {"specversion":"1.0","id":"1","source":"s","type":"note.email",
         "data_base64":"RnJvbTogYUB4LnNlDQoNCkhlag=="}
        """#,
        routingKey: "note.email"), from: .contactNotes)
    #expect(try NoteMessage.read(try #require(structured.envelope)) == (try read(mail)))
  }
}
