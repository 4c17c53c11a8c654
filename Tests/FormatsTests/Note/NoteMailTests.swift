import Formats
import Testing

@Suite("Mail as a note")
struct NoteMailTests {
  private func note(_ text: String) -> NoteMail { NoteMail(mail(text)) }

  @Test("M6: a note has who wrote to whom, when, what about, and the text")
  func everything() {
    let note = note(
      """
      From: =?utf-8?Q?=C3=85sa_=C3=96berg?= <asa@example.se>
      To: Registrator <registrator@uni.se>, undisclosed-recipients:;
      Cc: Vänner: bo@example.se, "Li, Eva" <eva@exämple.se>;
      Date: Mon, 30 Nov 2026 10:00:00 +0100
      Subject: =?iso-8859-1?Q?Fr=E5ga?= om
       kursen
      Message-ID: <1@example.se>

      Hej!\u{0}


      \u{20}
      Går det bra?\u{20}
      """)
    #expect(note.kind == .personal)
    #expect(note.from == [Mailbox(address: "asa@example.se", name: "Åsa Öberg")])
    #expect(note.to.map(\.address) == ["registrator@uni.se"])
    #expect(
      note.cc == [
        Mailbox(address: "bo@example.se"), Mailbox(address: "eva@exämple.se", name: "Li, Eva"),
      ])
    #expect(note.date == 1_796_029_200_000_000)
    #expect(note.subject == "Fråga om kursen")
    #expect(note.messageID == "<1@example.se>")
    #expect(note.text == "Hej!\n\nGår det bra?")
    #expect(!note.isCut && note.attachments.isEmpty && note.forwardedSender == nil)
  }

  @Test("M6: fields of one name are one, and Sender stands in for From")
  func severalFields() {
    let doubled = note("To: a@example.se\nTo: b@example.se\nSubject: 1\nSubject: 2\n\n")
    #expect(doubled.to.map(\.address) == ["a@example.se", "b@example.se"])
    #expect(doubled.subject == "1")
    #expect(note("Sender: a@example.se\n\n").from.map(\.address) == ["a@example.se"])
    #expect(
      note("Sender: a@example.se\nFrom: b@example.se\n\n").from.map(\.address) == ["b@example.se"])
    let others = note(
      "Delivered-To: a@example.se\nX-Original-To: b@example.se\nBcc: c@example.se\n\n")
    #expect(others.from.isEmpty && others.to.isEmpty && others.cc.isEmpty)
    #expect(!others.hasHeader && note("Subject: a\n\n").hasHeader && !note("Hej").hasHeader)
  }

  @Test(
    "M6: automatic replies, list mail and bounces make no note",
    arguments: [
      ("Auto-Submitted: auto-replied", .automatic), ("Auto-Submitted: auto-generated", .automatic),
      ("Auto-Submitted: no", .personal), ("X-Autoreply: yes", .automatic),
      ("Precedence: auto_reply", .automatic), ("Precedence: bulk", .automatic),
      ("Precedence: junk", .automatic), ("Precedence: first-class", .personal),
      ("Precedence: list", .list), ("List-Id: <a.example.se>", .list),
      ("List-Unsubscribe: <mailto:a@example.se>", .list), ("Return-Path: <>", .automatic),
      ("Return-Path: <asa@example.se>", .personal),
      ("X-Failed-Recipients: bo@example.se", .bounce),
      ("Subject: Automatiskt svar: Kursen", .automatic),
      ("Subject: SV: Automatiskt svar: Kursen", .personal),
      ("Subject: Thank you for your vacation", .personal),
      ("Subject: Undeliverable", .personal),
    ] as [(String, NoteMail.Kind)])
  func kinds(field: String, kind: NoteMail.Kind) {
    let read = note("From: asa@example.se\nTo: bo@example.se\n\(field)\n\nHej")
    #expect(read.kind == kind)
    #expect(read.text.isEmpty == (kind != .personal))
  }

  @Test("M6: of HTML the text is kept; nothing of scripts, styles and attached files")
  func parts() {
    let note = note(
      """
      From: asa@example.se
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: text/html; charset=utf-8

      <html><style>p { x }</style><p>Hej <a href="https://example.se/?x=1">Bo</a>
      <script>alert(1)</script></p></html>
      --b
      Content-Type: application/pdf; name="=?utf-8?Q?Bet=C3=A5g.pdf?="
      Content-Transfer-Encoding: base64

      SGVq
      --b
      Content-Type: text/plain
      Content-Disposition: attachment; filename*=utf-8''%C3%A5.txt

      bifogat
      --b
      Content-Type: message/rfc822

      From: eva@example.se

      Inne
      --b--
      """)
    #expect(note.text == "Hej Bo")
    #expect(
      note.attachments == [
        MailAttachment(name: "Betåg.pdf", type: "application/pdf", size: 3),
        MailAttachment(name: "å.txt", type: "text/plain", size: 7),
        MailAttachment(name: "", type: "message/rfc822", size: 26),
      ])
    #expect(note.forwardedSender == "eva@example.se")
  }

  @Test("M6: what is read of a message has limits")
  func limits() {
    let many = (0..<600).map { "a\($0)@example.se" }.joined(separator: ",")
    let long = note("To: \(many)\nCc: b@example.se\nSubject: \(many)\n\n")
    #expect(long.to.count == 500 && long.cc.isEmpty && long.subject.utf8.count <= 998)
    let text = note("Subject: a\n\n" + "x" + String(repeating: "å", count: 70_000))
    #expect(text.isCut && text.text.utf8.count == 128 * 1024 - 1 && text.text.last == "å")
    let files = note(
      "Content-Type: multipart/mixed; boundary=b\n\n"
        + String(repeating: "--b\nContent-Type: image/png\n\nx\n", count: 300))
    #expect(files.attachments.count == 100)
    #expect(note("Subject: a\u{1}b\tc\u{0}d\n\n").subject == "a b cd")
  }
}
