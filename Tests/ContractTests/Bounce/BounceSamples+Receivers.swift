extension BounceSample {
  /// Large receivers and their languages.
  static let receivers: [BounceSample] = [
    .notice(
      "Gmail: address not found", [("adam@example.net", "permanent", "5.1.1")],
      from: "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
      subject: "Delivery Status Notification (Failure)",
      """
      ** Address not found **

      Your message wasn't delivered to adam@example.net because the address couldn't be found, or is unable to receive mail.

      Learn more here: https://support.google.com/mail/?p=NoSuchUser

      The response was:

      550 5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's email address for typos.
      """),
    .notice(
      "Gmail: delivery incomplete, the answer below decides",
      [("adam@example.net", "blocked", "5.7.1")],
      from: "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
      subject: "Delivery Status Notification (Delay)",
      """
      ** Delivery incomplete **

      There was a temporary problem delivering your message to adam@example.net. Gmail will retry for 47 more hours.

      The response from the remote server was:

      550 5.7.1 [192.0.2.1] Our system has detected that this message is likely suspicious due to the very low reputation of the sending domain.
      """),
    .notice(
      "Gmail: older, technical details", [("adam@example.net", "blocked", "5.7.1")],
      from: "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
      subject: "Delivery Status Notification (Failure)",
      """
      Delivery to the following recipient failed permanently:

           adam@example.net

      Technical details of permanent failure:
      Google tried to deliver your message, but it was rejected by the recipient domain. The error that the other server returned was: 554 554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using dnsbl.example.org (state 13).

      ----- Original message -----

      Received: by 192.0.2.1 with SMTP id abc
      To: adam@example.net
      """),
    .report(
      "Gmail: over quota", [("adam@example.net", "temporary", "4.2.2")],
      fields: """
        Reporting-MTA: dns; mx.example.org

        Final-Recipient: rfc822; adam@example.net
        Action: failed
        Status: 5.4.7
        Diagnostic-Code: smtp; 452-4.2.2 The recipient's inbox is out of storage space. Please direct the
            452-4.2.2 recipient to https://support.google.com/mail/?p=OverQuotaTemp
        """),
    .report(
      "Gmail: DMARC, told by a gateway after its tries",
      [("adam@example.net", "blocked", "5.7.26")],
      fields: """
        Reporting-MTA: dns; mx.example.org

        Final-Recipient: rfc822; adam@example.net
        Action: failed
        Status: 5.7.26
        Diagnostic-Code: smtp; 550-5.7.26 Unauthenticated email from example.com is not accepted due to domain's
            550-5.7.26 DMARC policy.
        """),
    BounceSample(
      "Google Groups, in Swedish", [("lista@googlegroups.com", "blocked", nil)],
      """
      Return-Path: <>
      From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
      To: kansliet@example.com
      Subject: Delivery Status Notification (Failure)
      X-Failed-Recipients: lista@googlegroups.com
      Auto-Submitted: auto-replied

      Hej kansliet@example.com!

      Vi vill meddela att gruppen du försökte kontakta (lista) kanske inte finns, eller att du saknar behörighet att skicka meddelanden dit.

      Om du har frågor kan du besöka hjälpcentret på https://groups.google.com/support/.
      """),
    .notice(
      "Yahoo: no such account", [("bea@yahoo.example", "permanent", nil)],
      from: "MAILER-DAEMON@yahoo.example", subject: "Delivery failure",
      """
      Message from yahoo.example.
      Unable to deliver message to the following address(es).

      <bea@yahoo.example>:
      This user doesn't have a yahoo.example account (bea@yahoo.example) [-9]

      --- Original message follows.

      Return-Path: <kansliet@example.com>
      """),
    .notice(
      "Yahoo: closed account", [("bea@yahoo.example", "permanent", nil)],
      from: "MAILER-DAEMON@yahoo.example", subject: "Failure Notice",
      """
      Sorry, we were unable to deliver your message to the following address.

      <bea@yahoo.example>:
      554: delivery error: dd This mailbox is disabled (554.30). - mta1.example.net
      """),
    .report(
      "NTT docomo: a filter that says unknown user after DATA",
      [("neko@docomo.example", "blocked", "5.0.0")],
      notice: """
        <neko@docomo.example>: host mx.docomo.example[192.0.2.7] said: 550 Unknown user
            neko@docomo.example (in reply to end of DATA command)
        """,
      fields: """
        Reporting-MTA: dns; mx.example.org

        Final-Recipient: rfc822; neko@docomo.example
        Original-Recipient: rfc822;neko@docomo.example
        Action: failed
        Status: 5.0.0
        Remote-MTA: dns; mx.docomo.example
        Diagnostic-Code: smtp; 550 Unknown user neko@docomo.example
        """),
    .notice(
      "KDDI: a full mailbox in two lines", [("neko@kddi.example", "temporary", nil)],
      from: "no-reply@kddi.example", subject: "Mail System Error - Returned Mail",
      """
      Your mail sent on: Mon, 30 Nov 2026 10:00:00 +0900
           Could not be delivered to: <neko@kddi.example>
           As their mailbox is full.
      """),
    .notice(
      "GMX: an address in quotation marks", [("carl@gmx.example", "permanent", "5.1.1")],
      from: "MAILER-DAEMON@gmx.example",
      subject: "Mail delivery failed: returning message to sender",
      """
      This message was created automatically by mail delivery software.

      A message that you sent could not be delivered to one or more of
      its recipients. This is a permanent error. The following address
      failed:

      "carl@gmx.example":
      SMTP error from remote server after RCPT command:
      host: mx.example.net
      5.1.1 <carl@gmx.example>... User Unknown

      --- The header of the original message is following. ---

      Received: from [192.0.2.1] by mail.gmx.example (via HTTP)
      To: carl@gmx.example
      """),
    .notice(
      "T-Online: a bad name, at the greeting", [("carl@t-online.example", "blocked", nil)],
      subject: "failure notice",
      """
      <carl@t-online.example>:
      host mx00.t-online.example[192.0.2.7] refused to talk to me: 554 IP=192.0.2.1 - None/bad reputation. Ask your postmaster for help.
      """),
    .notice(
      "Orange: refused mail, in French and English",
      [("dupont@orange.example", "blocked", "5.2.0")], subject: "Mail delivery failed",
      """
      A message that you sent could not be delivered to one or more of its recipients. The following address failed:

      dupont@orange.example:
      SMTP error from remote server for TEXT command, host: smtp-in.orange.example (192.0.2.7) reason: 550 5.2.0 Mail rejete. Mail rejected. ofr_506 [506]
      """),
    .notice(
      "Orange: unknown, in French and English", [("dupont@orange.example", "permanent", "5.1.1")],
      subject: "Mail delivery failed",
      """
      The following address failed:

      dupont@orange.example:
      550 5.1.1 Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]
      """),
    .notice(
      "mail.ru: Russian above English", [("ivan@mail.example", "permanent", "5.1.1")],
      from: "mailer-daemon@corp.mail.example",
      subject:
        "=?UTF-8?B?0JLQsNGI0LUg0YHQvtC+0LHRidC10L3QuNC1INC90LUg0LTQvtGB0YLQsNCy0LvQtdC90L4=?=. Mail failure.",
      """
      Это письмо создано автоматически сервером Mail.Example, отвечать на него не нужно.

      К сожалению, Ваше письмо не может быть доставлено одному или нескольким получателям:

        ivan@mail.example
          SMTP error from remote mail server after RCPT TO:<ivan@mail.example>:
          host mx.example.net [192.0.2.7]: 550 5.1.1 <ivan@mail.example>... User Unknown
      """),
    .notice(
      "A Russian notice alone", [("ivan@mail.example", "permanent", nil)],
      from: "MAILER-DAEMON@mail.example", subject: "Недоставленное сообщение",
      """
      Ваше сообщение не может быть доставлено следующему получателю:

      <ivan@mail.example>:
      Пользователь не найден
      """),
    .notice(
      "A Swedish notice: no such recipient", [("åsa.öberg@exempel.example", "permanent", nil)],
      from: "Postmaster <postmaster@exempel.example>",
      subject: "Olevererbart: Kallelse",
      """
      Ditt meddelande kunde inte levereras till följande mottagare:

      åsa.öberg@exempel.example

      Användaren finns inte på den här servern.
      """),
    .notice(
      "A Swedish notice: full mailbox, Latin-1 in a part marked ASCII",
      [("bo@exempel.example", "temporary", nil)],
      from: "Postmaster <postmaster@exempel.example>", subject: "Meddelandet kunde inte levereras",
      type: "text/plain; charset=us-ascii",
      """
      Meddelandet till bo@exempel.example kunde inte levereras.

      Mottagarens brevlåda är full.
      """),
    .notice(
      "A German notice: unknown", [("karl@beispiel.example", "permanent", nil)],
      from: "Postmaster <postmaster@beispiel.example>", subject: "Unzustellbar: Einladung",
      """
      Ihre Nachricht konnte nicht zugestellt werden an:

      karl@beispiel.example

      Grund: Der Empfänger ist unbekannt.
      """),
    .notice(
      "A German notice: full", [("karl@beispiel.example", "temporary", nil)],
      from: "Postmaster <postmaster@beispiel.example>", subject: "Nachricht nicht zustellbar",
      """
      Die folgende Adresse konnte nicht erreicht werden:

      <karl@beispiel.example>: Das Postfach des Empfängers ist voll.
      """),
    .notice(
      "A French notice: unknown", [("luc@exemple.example", "permanent", nil)],
      from: "Postmaster <postmaster@exemple.example>", subject: "Non remis : Invitation",
      """
      Votre message n'a pas pu être remis aux destinataires suivants :

      luc@exemple.example
      Utilisateur inconnu
      """),
    .notice(
      "A French notice: full", [("luc@exemple.example", "temporary", nil)],
      from: "Postmaster <postmaster@exemple.example>", subject: "Échec de la remise",
      """
      Impossible de remettre votre message à <luc@exemple.example>.
      La boîte aux lettres du destinataire est pleine.
      """),
    .notice(
      "A Japanese notice: not found", [("neko@example.jp", "permanent", nil)],
      from: "Postmaster@example.jp", subject: "メール配信エラー",
      """
      次のメールアドレスに送信できませんでした。

      neko@example.jp

      ユーザーが見つかりません。
      """),
    .notice(
      "A Japanese notice: full", [("neko@example.jp", "temporary", nil)],
      from: "Postmaster@example.jp", subject: "Mail System Error - Returned Mail",
      """
      <neko@example.jp>:
      メールボックスの容量超過のため、配信できませんでした。
      """),
    .notice(
      "A Spanish notice: unknown", [("luz@ejemplo.example", "permanent", nil)],
      from: "Postmaster <postmaster@ejemplo.example>", subject: "No se pudo entregar: Invitación",
      """
      No se pudo entregar su mensaje a los siguientes destinatarios:

      luz@ejemplo.example
      El usuario no existe.
      """),
    .notice(
      "A Dutch notice: unknown", [("jan@voorbeeld.example", "permanent", nil)],
      from: "Postmaster <postmaster@voorbeeld.example>", subject: "Onbestelbaar: uitnodiging",
      """
      Uw bericht kon niet worden afgeleverd bij:

      jan@voorbeeld.example

      Onbekende gebruiker
      """),
    .notice(
      "QQ: refused by the recipient", [("li@qq.example", "permanent", nil)],
      subject: "failure notice",
      """
      <li@qq.example>: host mx3.qq.example[192.0.2.7] said: 550 Mail is rejected by recipients (in reply to RCPT TO command)
      """),
    .notice(
      "163.com: too fast", [("li@163.example", "temporary", nil)], subject: "系统退信",
      """
      <li@163.example>: host 163mx01.163.example[192.0.2.7] said: 451 DT:SPM 163 mx10, please try again later (in reply to end of DATA command)
      """),
  ]
}
