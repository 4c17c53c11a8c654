extension BounceSample {
  /// Reports that are no failures, and mail that is no report.
  static let others: [BounceSample] = [
    .report(
      "Delivered", [("anna@example.net", "delivered", "2.0.0")],
      fields:
        "Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; anna@example.net\nAction: delivered (to mailbox)\nStatus: 2.0.0"
    ),
    .report(
      "Delayed", [("anna@example.net", "temporary", "4.4.1")],
      fields:
        "Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; anna@example.net\nAction: delayed\nStatus: 4.4.1\nWill-Retry-Until: Tue, 1 Dec 2026 10:00:00 +0100"
    ),
    BounceSample(
      "A vacation, by its fields", [],
      """
      Return-Path: <>
      From: Anna <anna@example.net>
      To: kansliet@example.com
      Subject: Auto: Kallelse
      Auto-Submitted: auto-replied (vacation)

      Jag är borta till måndag. Skriv till bo@example.net om det är bråttom.
      """),
    BounceSample(
      "A vacation without any field of its own", [],
      """
      From: Bo <bo@example.net>
      To: kansliet@example.com
      Subject: Out of office: Kallelse

      I am away until Monday. For urgent matters, write to anna@example.net.
      """),
    BounceSample(
      "A question of who wrote", [],
      """
      Return-Path: <>
      From: noreply@guard.example
      To: kansliet@example.com
      Subject: Re: Kallelse (Action Required)
      Content-Type: multipart/report; report-type=delivery-status; boundary=x

      --x

      Your message has been waitlisted. Please add yourself to my guest list.

      --x
      Content-Type: message/delivery-status

      Reporting-MTA: dns; guard.example

      Final-Recipient: rfc822; cia@example.net
      Status: 4.7.0
      Diagnostic-Code: X-Guard; Sender not pre-approved
      --x--
      """),
    BounceSample(
      "A list that holds a post", [],
      """
      From: lista-owner@lists.example.org
      To: kansliet@example.com
      Subject: Your message to lista@lists.example.org awaits moderator approval
      Precedence: bulk
      List-Id: <lista.lists.example.org>

      Your mail to 'lista' with the subject

          Kallelse

      is being held until the list moderator can review it for approval.
      """),
    BounceSample(
      "An aggregate DMARC report", [],
      """
      From: noreply-dmarc@mx.example.net
      To: postmaster@example.com
      Subject: Report Domain: example.com Submitter: mx.example.net Report-ID: 20261130
      Content-Type: application/gzip; name="mx.example.net!example.com!1!2.xml.gz"
      Content-Transfer-Encoding: base64

      H4sIAAAAAAAAAwMAAAAAAAAAAAA=
      """),
    BounceSample(
      "A letter that speaks of a bounce", [],
      """
      From: Dan <dan@example.net>
      To: kansliet@example.com
      Subject: Hej

      My mail to eva@example.net could not be delivered, do you have another address?
      """),
    BounceSample(
      "A complaint", [("fia@example.net", "complaint", nil)],
      """
      From: staff@feedback.example
      To: abuse@example.com
      Subject: FW: Kallelse
      Content-Type: multipart/report; report-type=feedback-report; boundary="f"

      --f
      Content-Type: text/plain

      This is an email abuse report.

      --f
      Content-Type: message/feedback-report

      Feedback-Type: abuse
      User-Agent: Feedback/1.0
      Version: 1
      Original-Rcpt-To: <fia@example.net>

      --f
      Content-Type: message/rfc822

      From: kansliet@example.com
      To: fia@example.net

      Hej
      --f--
      """),
    BounceSample(
      "A report within a report", [("gun@example.net", "permanent", "5.1.1")],
      """
      Return-Path: <>
      From: postmaster@filter.example
      To: kansliet@example.com
      Subject: Delivery Status Notification (Failure)
      Content-Type: multipart/mixed; boundary=o

      --o
      Content-Type: message/rfc822

      Return-Path: <>
      From: MAILER-DAEMON@mx.example.org
      Subject: Undelivered Mail Returned to Sender
      Content-Type: multipart/report; report-type=delivery-status; boundary=i

      --i
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.example.org

      Final-Recipient: rfc822; gun@example.net
      Action: failed
      Status: 5.1.1
      --i--
      --o--
      """),
    BounceSample(
      "A notification of SES, by mail", [("hal@example.net", "permanent", "5.1.1")],
      #"""
      From: AWS Notifications <no-reply@sns.example>
      To: kansliet@example.com
      Subject: AWS Notification Message

      {"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"hal@example.net","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}]},"mail":{"messageId":"m-1","destination":["hal@example.net"]}}

      --
      If you wish to stop receiving notifications from this topic, please click the link below.
      """#),
  ]
}
