import Formats
import Testing

@Suite("Senders of what is passed on")
struct ForwardedSenderTests {
  private func sender(subject: String, _ text: String) -> String? {
    NoteMail(mail("From: kansli@uni.se\nSubject: \(subject)\n\n\(text)")).forwardedSender
  }

  @Test(
    "M6: a forward names its first sender, as each program writes it",
    arguments: [
      (
        "Fwd: Hej",
        """
        Se nedan.
        ---------- Forwarded message ---------
        From: Åsa Öberg <asa@example.se>
        Date: mån 30 nov. 2026 kl 10:00
        Subject: Hej
        """
      ),
      (
        "Hej",
        "---------- Vidarebefordrat meddelande ---------\nFrån: *Åsa* <asa@example.se>\nDate: x"
      ),
      (
        "Fwd: Hej",
        "Begin forwarded message:\n\n> From: Åsa <asa@example.se>\n> Subject: Hej\n> Date: x"
      ),
      (
        "Fwd: Hej",
        "Vidarebefordrat brev:\n\nFrån: Åsa <asa@example.se>\nÄmne: Hej\nDatum: 30 november 2026"
      ),
      (
        "VB: Hej",
        """
        ________________________________
        Från: Åsa Öberg <asa@example.se>
        Skickat: den 30 november 2026 10:00
        Till: Kansli
        Ämne: Hej
        """
      ),
      (
        "VB: Hej",
        "-----Ursprungligt meddelande-----\nFrån: Åsa [mailto:asa@example.se]\nSkickat: x"
      ),
      ("FW: Hej", "-----Original Message-----\nFrom: Åsa <mailto:asa@example.se>\nSent: x"),
      ("FW: Hej", "*From:* Åsa <asa@example.se>\n\n*Sent:* Monday\n*To:* Kansli"),
    ])
  func forwards(subject: String, text: String) {
    #expect(sender(subject: subject, text) == "asa@example.se")
  }

  @Test(
    "M6: an answer, and whoever only speaks of somebody, passes nothing on",
    arguments: [
      ("SV: Hej", "________________________________\nFrån: Åsa <asa@example.se>\nSkickat: x"),
      ("Re: Hej", "-----Original Message-----\nFrom: Åsa <asa@example.se>\nSent: x"),
      ("FW: Hej", "From: Åsa <asa@example.se> I have this."),
      ("FW: Hej", "From: Åsa\nSent: x"),
      ("Hej", "On Monday Åsa <asa@example.se> wrote:\n> From: nobody"),
      ("Hej", "---------- Forwarded message ---------\nHej"),
      ("", ""),
    ])
  func others(subject: String, text: String) {
    #expect(sender(subject: subject, text) == nil)
  }

  @Test("M6: of a message that is attached the sender is the first")
  func attached() {
    let note = NoteMail(
      mail(
        """
        From: kansli@uni.se
        Content-Type: multipart/mixed; boundary=b

        --b

        ---------- Forwarded message ---------
        From: bo@example.se
        --b
        Content-Type: message/rfc822
        Content-Transfer-Encoding: base64

        RnJvbTogYXNhQGV4YW1wbGUuc2UKCkhlag==
        --b--
        """))
    #expect(note.forwardedSender == "asa@example.se")
  }
}
