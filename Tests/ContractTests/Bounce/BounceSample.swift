import Testing

/// Report in the words of a mail server, with what is to be read in it; every address is invented.
struct BounceSample: CustomTestStringConvertible, Sendable {
  /// Recipient that is expected: its address, the kind, and the status if one stands there.
  struct Recipient: Equatable, Sendable {
    let address: String
    let kind: String
    let status: String?
  }

  let name: String
  let text: String
  let recipients: [Recipient]

  var testDescription: String { name }

  init(_ name: String, _ recipients: [(String, String, String?)], _ text: String) {
    self.name = name
    self.recipients = recipients.map { Recipient(address: $0.0, kind: $0.1, status: $0.2) }
    self.text = text
  }

  /// A notice in prose from a mail system, to the one who wrote the message.
  static func notice(
    _ name: String, _ recipients: [(String, String, String?)],
    from: String = "MAILER-DAEMON@mx.example.org",
    subject: String = "Undelivered Mail Returned to Sender",
    type: String = "text/plain; charset=utf-8",
    _ body: String
  ) -> BounceSample {
    BounceSample(
      name, recipients,
      """
      Return-Path: <>
      From: \(from)
      To: kansliet@example.com
      Subject: \(subject)
      Content-Type: \(type)

      \(body)
      """)
  }

  /// A report of RFC 3464 in three parts.
  static func report(
    _ name: String, _ recipients: [(String, String, String?)],
    notice: String = "Could not be delivered.",
    fields: String,
    message: String =
      "Received: by mail.example.com\nFrom: <kansliet@example.com>\nMessage-ID: <1@example.com>\n\nHej"
  ) -> BounceSample {
    BounceSample(
      name, recipients,
      """
      Return-Path: <>
      From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.org>
      To: kansliet@example.com
      Subject: Delivery Status Notification (Failure)
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=delivery-status; boundary="=_b1"

      This is a MIME-encapsulated message.

      --=_b1
      Content-Type: text/plain; charset=utf-8

      \(notice)

      --=_b1
      Content-Type: message/delivery-status

      \(fields)

      --=_b1
      Content-Type: message/rfc822

      \(message)

      --=_b1--
      """)
  }
}
