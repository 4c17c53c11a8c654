extension BounceSample {
  /// Servers that come with calendars, filters or an office around them.
  static let suites: [BounceSample] = [
    .report(
      "Exchange: not found", [("ola.ek@example.net", "permanent", "5.1.10")],
      notice:
        "Your message to ola.ek@example.net couldn't be delivered.\n\nola.ek wasn't found at example.net.",
      fields: """
        Reporting-MTA: dns;mail-1.example.org

        Final-Recipient: rfc822;ola.ek@example.net
        Action: failed
        Status: 5.1.10
        Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
        """),
    .report(
      "Exchange Online: 5.4.1 is an unknown mailbox", [("per@example.net", "permanent", "5.4.1")],
      fields: """
        Reporting-MTA: dns;mail-1.example.org

        Final-Recipient: rfc822;per@example.net
        Action: failed
        Status: 5.4.1
        Diagnostic-Code: smtp;550 5.4.1 Recipient address rejected: Access denied. [AM0.eop-EUR01.prod.example.com]
        """),
    .notice(
      "Exchange 5.5: did not reach", [("rut@example.net", "permanent", nil)],
      from: "System Administrator <postmaster@example.net>",
      subject: "Undeliverable: Kallelse",
      """
      Your message

        To:      styrelsen@example.org
        Subject: Kallelse
        Sent:    Mon, 30 Nov 2026 10:00:00 +0100

      did not reach the following recipient(s):

      rut@example.net on Mon, 30 Nov 2026 10:00:03 +0100
          The recipient name is not recognized
      \tThe MTS-ID of the original message is: c=se;a= ;p=example;l=MX1
          MSEXCH:IMS:EXAMPLE:MX1 0 (000C05A6) Unknown Recipient
      """),
    .notice(
      "Domino: not listed", [("siv@example.net", "permanent", nil)], from: "Postmaster@example.net",
      subject: "DELIVERY FAILURE: User siv (siv@example.net) not listed in Domino Directory",
      """
      Your message

        Subject: Kallelse

      was not delivered to:

        siv@example.net

      because:

        User siv (siv@example.net) not listed in Domino Directory
      """),
    .notice(
      "GroupWise: in a table of fields", [("tor@example.net", "permanent", nil)],
      from: "Mailer-Daemon@gw.example.net",
      subject: "Message status - undeliverable",
      """
      The message that you sent was undeliverable to the following:
      \ttor@example.net (user not found)

      Possibly truncated original message follows:

      From: kansliet@example.com
      """),
    .notice(
      "MDaemon: a whole session", [("ulf@example.net", "temporary", nil)],
      from: "MDaemon@mx.example.org",
      subject: "Permanent Delivery Failure",
      """
      The attached message had PERMANENT fatal delivery errors!

      YOUR MESSAGE WAS NOT DELIVERED!

      The following addresses did NOT receive a copy of your message:

      > ulf@example.net

      --- Session Transcript ---
       Attempting SMTP connection to [192.0.2.7 : 25]
       Waiting for protocol initiation...
       220 mx.example.net ESMTP
       HELO mx.example.org
       250 mx.example.net
       MAIL From:<kansliet@example.com>
       250 ok
       RCPT To:<ulf@example.net>
       552 Message for <ulf@example.net> would exceed mailbox quota
       QUIT
      --- End Transcript ---
      """),
    .notice(
      "CommuniGate: a local account", [("vera@example.net", "temporary", "5.0.0")],
      subject: "Undeliverable mail: Kallelse",
      """
      Failed to deliver to '<vera@example.net>'
      LOCAL module(account vera) reports:
       account is full (quota exceeded)

      Reporting-MTA: dns; example.net

      Original-Recipient: rfc822;<vera@example.net>
      Final-Recipient: LOCAL;<vera>
      Action: failed
      Status: 5.0.0
      """),
    .notice(
      "Sun Messaging Server: labelled lines", [("vera@example.net", "permanent", "5.1.1")],
      from: "Internet Mail Delivery <postmaster@mx.example.org>",
      subject: "Delivery Notification: Delivery has failed",
      """
      This report relates to a message you sent with the following header fields:

        Message-id: <1@example.com>
        Date: Mon, 30 Nov 2026 10:00:00 +0100
        From: Kansliet <kansliet@example.com>
        To: vera@example.net
        Subject: Kallelse

      Your message cannot be delivered to the following recipients:

        Recipient address: vera@example.net
        Reason: Remote SMTP server has rejected address
        Diagnostic code: smtp;550 5.1.1 <vera@example.net>... User Unknown
        Remote system: dns;mx.example.net (TCP|192.0.2.1|2526|192.0.2.7|25)
      """),
    .notice(
      "IMail: one line", [("xerxes@example.net", "permanent", nil)],
      from: "\"Postmaster\" <postmaster@mx.example.org>",
      subject: "Undeliverable Mail",
      """
      Unknown user: xerxes@example.net

      Original message follows.

      Received: from mail.example.com [192.0.2.1] by mx.example.org with ESMTP
      To: xerxes@example.net
      """),
    .notice(
      "MailMarshal: the answer before the recipient", [("yngve@example.net", "permanent", "5.1.1")],
      from: "postmaster@mx.example.org", subject: "Undeliverable Mail: \"Kallelse\"",
      """
      Your message:
        From:    kansliet@example.com
        Subject: Kallelse

      Could not be delivered because of

      550 5.1.1 User unknown

      The following recipients were affected:

          yngve@example.net

      Additional Information
      """),
    .notice(
      "Trend InterScan: sent and received", [("åke@example.net", "permanent", "5.1.1")],
      from: "\"InterScan MSS\" <postmaster@mx.example.org>",
      subject: "Mail could not be delivered",
      """
      ****** Message from InterScan Messaging Security Suite ******

      Sent <<< RCPT TO:<åke@example.net>
      Received >>> 550 5.1.1 <åke@example.net>... user unknown
      Unable to deliver message to <åke@example.net>.

      ************************     End of message     **********************
      """),
    .notice(
      "SurfControl: a failed host", [("ärla@example.net", "permanent", nil)],
      from: "Mail Server <postmaster@mx.example.org>",
      subject: "Message could not be delivered",
      """
      Your message could not be sent.
      A transcript of the attempts to send the message follows.
      The number of attempts made: 1
      Addressed To: ärla@example.net

      Mon 30 Nov 2026 10:00:00 +0100
      Failed to send to identified host,
      ärla@example.net: [192.0.2.7], 550 ärla@example.net... No such user
      --- Message non-deliverable.
      """),
    .notice(
      "MailEnable: a recipient in brackets", [("örn@example.net", "permanent", nil)],
      from: "\"Delivery Subsystem\" <POSTMASTER@mx.example.org>",
      subject: "Message Delivery Failure",
      """
      MailEnable: Message could not be delivered to some recipients.
      The following recipient(s) could not be reached:

      \tRecipient: [SMTP:örn@example.net]
      \tReason: Remote SMTP Server Returned: 550 No such user here

      Message headers follow:

      Received: from mail.example.com
      """),
    .report(
      "Cisco: the answer of the next server in quotes", [("b@example.net", "permanent", "5.1.1")],
      fields: """
        Reporting-MTA: dns; mx.example.org

        Final-Recipient: rfc822;b@example.net
        Action: failed
        Status: 5.0.0 (permanent failure)
        Remote-MTA: dns; [192.0.2.7]
        Diagnostic-Code: smtp; 5.1.0 - Unknown address error ('550', ['5.1.1 <b@example.net>: Recipient address rejected: User unknown'])
        """),
    .report(
      "Cisco: a refused sender is no unknown address", [("b@example.net", "blocked", "5.7.1")],
      fields: """
        Reporting-MTA: dns; mx.example.org

        Final-Recipient: rfc822;b@example.net
        Action: failed
        Status: 5.0.0
        Diagnostic-Code: smtp; 5.1.0 - Unknown address error 550-'5.7.1 <kansliet@example.com>... Access denied' (delivery attempts: 0)
        """),
    .report(
      "SMTPUTF8: an international address, in its escape",
      [("åsa@example.net", "permanent", "5.1.1")],
      fields: """
        Reporting-MTA: dns; mx.example.org

        Final-Recipient: utf-8; \\x{E5}sa@example.net
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 no such user
        """),
    .report(
      "A plus sign that was packed for ORCPT", [("anna+lista@example.net", "permanent", "5.1.1")],
      fields: """
        Reporting-MTA: dns; mx.example.org

        Original-Recipient: rfc822;anna+2Blista@example.net
        Final-Recipient: rfc822;anna@mail.example.net
        Action: failed
        Status: 5.1.1
        """),
    .notice(
      "James: its parameters in a line that is not indented",
      [("zara@example.net", "permanent", nil)], from: "postmaster@example.net",
      subject: "Re:Kallelse", type: "multipart/alternative;\nboundary=b",
      """
      --b
      Content-Type: text/plain

      Error: Invalid user address

      Error message below:
      550 - Requested action not taken: no such user here

      Message details:
        Subject: Kallelse
        MAIL FROM: kansliet@example.com
        RCPT TO: zara@example.net

      --b--
      """),
  ]
}
