extension BounceSample {
  /// Mail servers, each in its own form.
  static let servers: [BounceSample] = [
    .report(
      "Postfix: unknown user", [("anna.berg@example.net", "permanent", "5.1.1")],
      notice: """
        This is the mail system at host mx.example.org.

        I'm sorry to have to inform you that your message could not
        be delivered to one or more recipients. It's attached below.

        For further assistance, please send mail to postmaster.

                           The mail system

        <anna.berg@example.net>: host mx.example.net[192.0.2.7] said: 550 5.1.1
            <anna.berg@example.net>: Recipient address rejected: User unknown in local
            recipient table (in reply to RCPT TO command)
        """,
      fields: """
        Reporting-MTA: dns; mx.example.org
        X-Postfix-Queue-ID: 3F1A2B
        Arrival-Date: Mon, 30 Nov 2026 10:00:00 +0100

        Final-Recipient: rfc822; anna.berg@example.net
        Original-Recipient: rfc822;anna.berg@example.net
        Action: failed
        Status: 5.1.1
        Remote-MTA: dns; mx.example.net
        Diagnostic-Code: smtp; 550 5.1.1 <anna.berg@example.net>: Recipient address
            rejected: User unknown in local recipient table
        """),
    .report(
      "Exim: 5.0.0 for everything, the words decide", [("bo@example.net", "temporary", "5.2.2")],
      notice: """
        This message was created automatically by mail delivery software.

        A message that you sent could not be delivered to one or more of its
        recipients. This is a permanent error. The following address(es) failed:

          bo@example.net
            host mx.example.net [192.0.2.7]
            SMTP error from remote mail server after RCPT TO:<bo@example.net>:
            552 5.2.2 Mailbox full
        """,
      fields: """
        Reporting-MTA: dns; mx.example.org

        Action: failed
        Final-Recipient: rfc822;bo@example.net
        Status: 5.0.0
        Remote-MTA: dns; mx.example.net
        Diagnostic-Code: smtp; 552 5.2.2 Mailbox full
        """),
    .report(
      "Exim: a reason in the text alone", [("cia@example.org", "permanent", "5.0.0")],
      notice: """
        This message was created automatically by mail delivery software.

        A message that you sent could not be delivered to one or more of its
        recipients. This is a permanent error. The following address(es) failed:

          cia@example.org
            Unrouteable address
        """,
      fields:
        "Reporting-MTA: dns; mx.example.org\n\nAction: failed\nFinal-Recipient: rfc822;cia@example.org\nStatus: 5.0.0"
    ),
    .notice(
      "Exim before reports: two recipients",
      [("dan@example.net", "permanent", "5.1.1"), ("eva@example.net", "blocked", "5.7.1")],
      subject: "Mail delivery failed: returning message to sender",
      """
      This message was created automatically by mail delivery software.

      A message that you sent could not be delivered to one or more of its
      recipients. This is a permanent error. The following address(es) failed:

        dan@example.net
          SMTP error from remote mail server after RCPT TO:<dan@example.net>:
          host mx.example.net [192.0.2.7]: 550 5.1.1 No such user here
        eva@example.net
          SMTP error from remote mail server after end of data:
          host mx.example.net [192.0.2.7]: 554 5.7.1 Message rejected as spam

      ------ This is a copy of the message, including all the headers. ------

      Return-path: <kansliet@example.com>
      To: dan@example.net, eva@example.net
      """),
    .notice(
      "Exim: a delay is no failure", [("dan@example.net", "temporary", nil)],
      subject: "Warning: message 1abc-2 delayed 24 hours",
      """
      This message was created automatically by mail delivery software.
      A message that you sent has not yet been delivered to one or more of its
      recipients after more than 24 hours on the queue on mx.example.org.

      The address to which the message has not yet been delivered is:

        dan@example.net
          Delay reason: Connection timed out
      """),
    .report(
      "Sendmail: its own 5.1.1 over the server's words", [("fia@example.net", "blocked", "5.1.1")],
      notice: """
        The original message was received at Mon, 30 Nov 2026 10:00:00 +0100
        from client.example.com [192.0.2.1]

           ----- The following addresses had permanent fatal errors -----
        <fia@example.net>
            (reason: 550 Your server is on our block list)

           ----- Transcript of session follows -----
        ... while talking to mx.example.net.:
        >>> RCPT To:<fia@example.net>
        <<< 550 Your server is on our block list
        550 5.1.1 <fia@example.net>... User unknown
        """,
      fields: """
        Reporting-MTA: dns; mx.example.org

        Final-Recipient: RFC822; fia@example.net
        Action: failed
        Status: 5.1.1
        Remote-MTA: DNS; mx.example.net
        Diagnostic-Code: SMTP; 550 Your server is on our block list
        """),
    .report(
      "Sendmail: class 4 inside a class 5 answer", [("gun@example.net", "temporary", "4.2.2")],
      notice: """
           ----- The following addresses had permanent fatal errors -----
        <gun@example.net>
            (reason: 550 4.2.2 Mailbox full)
        """,
      fields:
        "Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: RFC822; gun@example.net\nAction: failed\nStatus: 5.0.0"
    ),
    .notice(
      "Sendmail 5: a transcript and no more", [("hal@example.net", "permanent", nil)],
      subject: "Returned mail: User unknown",
      """
         ----- Transcript of session follows -----
      While talking to mx.example.net:
      >>> RCPT To:<hal@example.net>
      <<< 550 <hal@example.net>, User Unknown
      550 <hal@example.net>... User unknown

         ----- Unsent message follows -----
      Received: by mx.example.org; (5.65/1.37) id AA0001
      From: kansliet@example.com
      """),
    .notice(
      "qmail: no such mailbox", [("ida@example.net", "permanent", "5.1.1")],
      subject: "failure notice",
      """
      Hi. This is the qmail-send program at mx.example.org.
      I'm afraid I wasn't able to deliver your message to the following addresses.
      This is a permanent error; I've given up. Sorry it didn't work out.

      <ida@example.net>:
      Sorry, no mailbox here by that name. (#5.1.1)

      --- Below this line is a copy of the message.

      Return-Path: <kansliet@example.com>
      To: ida@example.net
      """),
    .notice(
      "qmail: refused for the sender", [("jon@example.net", "blocked", "5.7.1")],
      subject: "failure notice",
      """
      Hi. This is the qmail-send program at mx.example.org.
      I'm afraid I wasn't able to deliver your message to the following addresses.

      <jon@example.net>:
      Connected to 192.0.2.7 but sender was rejected.
      Remote host said: 550 5.7.1 <kansliet@example.com>... Access denied

      --- Below this line is a copy of the message.

      Return-Path: <kansliet@example.com>
      """),
    .notice(
      "qmail: too long in the queue", [("kim@example.net", "temporary", "4.4.1")],
      subject: "failure notice",
      """
      Hi. This is the qmail-send program at mx.example.org.
      I'm afraid I wasn't able to deliver your message to the following addresses.

      <kim@example.net>:
      Sorry, I wasn't able to establish an SMTP connection. (#4.4.1)
      I'm not going to try again; this message has been in the queue too long.
      """),
    .report(
      "Courier: the answer in a dialogue", [("leo@example.net", "permanent", "5.0.0")],
      notice: """
        UNDELIVERABLE MAIL

        Your message to the following recipients cannot be delivered:

        <leo@example.net>:
            mx.example.net [192.0.2.7]:
        >>> RCPT TO:<leo@example.net>
        <<< 550 no such user

        ---------------------------------------------------------------------------

        If your message was also sent to additional recipients, their delivery
        status is not included in this report. The message is attached.
        """,
      fields: """
        Reporting-MTA: dns; mx.example.org

        Final-Recipient: rfc822; leo@example.net
        Action: failed
        Status: 5.0.0
        Remote-MTA: dns; mx.example.net [192.0.2.7]
        Diagnostic-Code: smtp; 550 no such user
        """),
    .notice(
      "OpenSMTPD: given up, called delayed", [("mia@example.net", "temporary", "4.4.7")],
      subject: "Delivery status notification: delayed",
      """
          Hi!

          This is the MAILER-DAEMON, please DO NOT REPLY to this email.

          A message is delayed for more than 4 hours for the following
          list of recipients:

      mia@example.net: Envelope expired

      Final-Recipient: rfc822; mia@example.net
      Action: delayed
      Status: 4.4.7
      """),
    .notice(
      "dma: a dialogue without any header", [("nils@example.net", "permanent", nil)],
      from: "MAILER-DAEMON <>",
      subject: "Mail delivery failed",
      """
      This is the DragonFly Mail Agent v0.13 at mx.example.org.

      There was an error delivering your mail to <nils@example.net>.

      mx.example.net [192.0.2.7] did not like our RCPT TO:
      550 no such user

      Message headers follow.

      Received: from root (uid 0)
      To: <nils@example.net>
      """),
    .report(
      "nullmailer: several bear the answer of one",
      [("a@example.net", "unknown", "5.0.0"), ("b@example.net", "unknown", "5.0.0")],
      fields: """
        Reporting-MTA: x-local-hostname; mx.example.org

        Final-Recipient: rfc822; a@example.net
        Action: failed
        Status: 5.0.0
        Diagnostic-Code: SMTP; 550 no such user

        Final-Recipient: rfc822; b@example.net
        Action: failed
        Status: 5.0.0
        Diagnostic-Code: SMTP; 550 no such user
        """),
    .report(
      "nullmailer: an answer of several lines at the margin",
      [("c@example.net", "permanent", "5.1.1")],
      fields: """
        Reporting-MTA: x-local-hostname; mx.example.org

        Final-Recipient: rfc822; c@example.net
        Action: failed
        Status: 5.0.0
        Diagnostic-Code: SMTP; 550-5.1.1 The account that you tried to reach
        550-5.1.1 does not exist. Please check
        550 5.1.1 the spelling.
        """),
  ]
}
