import Formats
import Testing

@Suite("Facts of reports")
struct BounceReportTests {
  private func report(
    fields: String, notice: String = "Could not be delivered.", to: String = "kansliet@example.com",
    original: String = "Message-ID: <1@example.com>\nTo: anna@example.net\n\nHej"
  ) -> BounceReport {
    BounceReport(
      mail(
        """
        From: MAILER-DAEMON@mx.example.org
        To: \(to)
        Subject: Undelivered Mail
        Date: Mon, 30 Nov 2026 11:00:00 +0100
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b

        \(notice)
        --b
        Content-Type: message/delivery-status

        \(fields)
        --b
        Content-Type: message/rfc822

        \(original)
        --b--
        """))
  }

  @Test("B7: the original recipient comes before the final one, and that before the actual one")
  func order() throws {
    let report = report(
      fields: """
        Reporting-MTA: dns; mx.example.org

        X-Actual-Recipient: rfc822; c@example.net
        Final-Recipient: rfc822; b@example.net
        Original-Recipient: rfc822; a@example.net
        Action: failed
        Status: 5.1.1
        """)
    let recipient = try #require(report.recipients.first)
    #expect(recipient.addresses == ["a@example.net", "b@example.net", "c@example.net"])
  }

  @Test("B7: entries that bear the address of one list speak of its members")
  func members() {
    let entries = ["a@example.net", "b@example.net"].map { member in
      """
      Final-Recipient: rfc822; lista@example.net
      X-Actual-Recipient: rfc822; \(member)
      Action: failed
      Status: 5.1.1
      """
    }
    let report = report(
      fields: (["Reporting-MTA: dns; x"] + entries).joined(separator: "\n\n"))
    #expect(
      report.recipients.map(\.addresses)
        == [["a@example.net", "lista@example.net"], ["b@example.net", "lista@example.net"]])
  }

  @Test("B7: evidence is what stands there: codes, words, servers, moments, the message")
  func evidence() throws {
    let report = report(
      fields: """
        Reporting-MTA: dns; mx.example.org
        Arrival-Date: Mon, 30 Nov 2026 10:00:00 +0100

        Final-Recipient: rfc822; anna@example.net
        Action: failed
        Status: 5.0.0
        Remote-MTA: dns; mx.example.net
        Diagnostic-Code: smtp; 550 5.1.1 User
            unknown
        Last-Attempt-Date: Mon, 30 Nov 2026 10:30:00 +0100
        """)
    #expect(report.kind == .delivery)
    #expect(report.reportingMTA == "mx.example.org")
    #expect(report.arrivedAt == 1_796_029_200_000_000)
    #expect(report.original.messageID == "<1@example.com>")
    #expect(report.original.recipients == ["anna@example.net"])
    let recipient = try #require(report.recipients.first)
    #expect(recipient.action == .failed)
    #expect(recipient.status?.subject == 1)
    #expect(recipient.reportedStatus?.subject == 0)
    #expect(recipient.reply == 550)
    #expect(recipient.diagnostic == "550 5.1.1 User unknown")
    #expect(recipient.remoteMTA == "mx.example.net")
    #expect(recipient.lastAttemptAt == 1_796_031_000_000_000)
  }

  @Test(
    "B7: our token is read from the returned message, else from the address that the report came to"
  )
  func token() {
    let fields = "Final-Recipient: rfc822; anna@example.net\nAction: failed\nStatus: 5.1.1"
    let returned = report(
      fields: fields, original: "Message-ID: <1@example.com>\nX-Brevduva-Token: abc\n\nHej")
    #expect(returned.original.token == "abc")
    #expect(report(fields: fields, to: "<bounce+DEF-1@example.com>").original.token == "DEF-1")
    #expect(report(fields: fields).original.token == nil)
  }

  @Test("No status is made up")
  func noStatus() throws {
    let report = report(fields: "Final-Recipient: rfc822; anna@example.net\nAction: failed")
    let recipient = try #require(report.recipients.first)
    #expect(recipient.status == nil)
    #expect(recipient.reportedStatus == nil)
    #expect(recipient.lastAttemptAt == nil)
  }

  @Test("Fields count wherever they stand: in other parts, in prose, below two empty lines, packed")
  func anywhere() {
    let fields = "Final-Recipient: rfc822; anna@example.net\nAction: failed\nStatus: 5.1.1"
    let header = "From: postmaster@example.net\nSubject: Undeliverable\n"
    for written in [
      header + "\n" + fields,
      header + "\nYour message was not delivered.\n\n\n" + fields + "\n",
      header + "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\n\n\n" + fields,
      header + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
        + fields
        + "\n--b--",
      header + "Content-Type: message/global-delivery-status\n\n" + fields,
      header
        + "Content-Type: message/delivery-status\nContent-Transfer-Encoding: quoted-printable\n\n"
        + fields.split(separator: "@").joined(separator: "=40"),
    ] {
      let report = BounceReport(mail(written))
      #expect(report.recipients.map { $0.addresses[0] } == ["anna@example.net"], "\(written)")
    }
  }

  @Test(
    "What reports nothing is told apart, and names nobody",
    arguments: [
      (
        "Auto-Submitted: auto-replied\nSubject: Borta\n\nJag är på semester.",
        BounceReport.Kind.automaticReply
      ),
      ("Subject: Automatiskt svar: Kallelse\n\nJag är borta.", .automaticReply),
      (
        "X-Autoreply: yes\nSubject: Hi\n\nAway until Monday, write to bo@example.net",
        .automaticReply
      ),
      ("List-Id: <lista.example.net>\nSubject: Veckobrev\n\nNytt", .listNote),
      (
        "Subject: Report Domain: example.com Submitter: x\nContent-Type: application/zip\n\nPK",
        .aggregate
      ),
      (
        "To: bounce+t1@example.com\nX-Apple-Unsubscribe: true\nSubject: unsubscribe\n\n",
        .unsubscription
      ),
      ("Subject: Hej\n\nKan du skriva till bo@example.net?", .ordinary),
      ("", .ordinary),
    ])
  func otherKinds(written: String, kind: BounceReport.Kind) {
    let report = BounceReport(mail("From: asa@example.net\n" + written))
    #expect(report.kind == kind)
    #expect(report.recipients.isEmpty)
  }

  @Test(
    "R6: a feedback report has its type, and the recipient that it names or the message",
    arguments: ["abuse", "fraud", "not-spam", "auth-failure"])
  func feedback(type: String) {
    let written = { (fields: String) in
      """
      From: fbl@example.net
      Subject: Complaint
      Content-Type: multipart/report; report-type=feedback-report; boundary=b

      --b

      A complaint.
      --b
      Content-Type: message/feedback-report

      Feedback-Type: \(type)
      User-Agent: x/1
      Version: 1
      \(fields)
      --b
      Content-Type: message/rfc822

      To: bo@example.net
      Message-ID: <1@example.com>

      Hej
      --b--
      """
    }
    let named = BounceReport(mail(written("Original-Rcpt-To: <anna@example.net>")))
    #expect(named.kind == .feedback(type))
    #expect(named.recipients.map { $0.addresses[0] } == ["anna@example.net"])
    #expect(
      BounceReport(mail(written("X: y"))).recipients.map { $0.addresses[0] } == ["bo@example.net"])
  }

  @Test(
    "A complaint of Hotmail's older form is one of the recipient whom the enclosed message names")
  func junk() {
    let report = BounceReport(
      mail(
        """
        From: staff@hotmail.com
        Subject: complaint about message from 192.0.2.4
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: message/rfc822

        X-HmXmrOriginalRecipient: anna@example.net
        To: anna@example.net
        Subject: Kallelse

        Hej
        --b--
        """))
    #expect(report.kind == .feedback("abuse"))
    #expect(report.recipients.map { $0.addresses[0] } == ["anna@example.net"])
  }

  @Test("A report that names nobody is one all the same, and no automatic reply")
  func nobody() {
    let report = BounceReport(
      mail(
        """
        From: MAILER-DAEMON@mail.example.org
        Subject: Undelivered Mail Returned to Sender
        Auto-Submitted: auto-replied
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b

        The report is not to be had.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example.org
        --b
        Content-Type: message/rfc822

        Message-ID: <1@example.com>
        --b--
        """))
    #expect(report.kind == .delivery)
    #expect(report.recipients.isEmpty)
    #expect(report.original.messageID == "<1@example.com>")
  }
}
