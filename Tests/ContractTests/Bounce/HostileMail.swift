/// Messages that are made of one thing, as large as one likes: what is slow to read where reading is not linear.
enum HostileMail {
  /// A message of a size, by the name of what it is made of.
  static let all: [(name: String, make: @Sendable (Int) -> [UInt8])] = [
    ("angle brackets in an address", { header("To", repeating: "<", $0) }),
    ("addresses in a field", { header("To", repeating: "a@b.se,", $0) }),
    (
      "colons behind a long name",
      { header("To", repeating: "a", $0 / 2, then: "@" + many(":", $0 / 2)) }
    ),
    ("quotes in an address", { header("To", repeating: "\"", $0) }),
    ("escapes in a quotation", { header("To", repeating: "\"\\", $0) }),
    ("nested comments", { header("To", repeating: "(", $0) }),
    ("beginnings of encoded words", { header("Subject", repeating: "=?", $0) }),
    ("encoded words", { header("Subject", repeating: "=?utf-8?Q?a?= ", $0) }),
    ("folded lines", { header("Subject", repeating: "a\n ", $0) }),
    ("fields", { message(many("A: b\n", $0)) }),
    ("fields without a value", { message(many("To:\n", $0)) }),
    ("lines that are no fields", { message(many("a b\nA: b\n", $0)) }),
    (
      "parameters that are not indented",
      { message("Content-Type: text/plain;\n" + many("a=b;\n", $0)) }
    ),
    (
      "white space before lines that are no fields",
      { message("A: b" + many("\n ", $0 / 2) + "\n" + many("a b\nA: b\n", $0 / 2)) }
    ),
    (
      "parameters",
      { message("Content-Type: multipart/mixed" + many(";a=b", $0) + "; boundary=b\n\n--b\n\nx") }
    ),
    ("boundaries", { parts(many("--b\n", $0)) }),
    ("boundaries that are none", { parts(many("--bb\n", $0)) }),
    ("last boundaries", { parts(many("--b--\n", $0)) }),
    ("hyphens", { parts(many("-", $0)) }),
    ("lines of two hyphens", { parts(many("--\n", $0)) }),
    ("nested parts", { message(nested($0 / 48) + "Hej") }),
    ("nested messages", { message(many("Content-Type: message/rfc822\n\n", $0)) }),
    ("line ends", { message("Subject: a\n\n" + many("\n", $0)) }),
    ("carriage returns", { message("Subject: a\r\r" + many("\r", $0)) }),
    ("one line", { message("Subject: a\n\n" + many("a", $0)) }),
    ("soft line breaks", { packed("quoted-printable", many("=\n", $0)) }),
    ("escapes", { packed("quoted-printable", many("=C3", $0)) }),
    ("padding", { packed("base64", many("=", $0)) }),
    ("tags", { html(many("<", $0)) }), ("tags that do not end", { html(many("<b ", $0)) }),
    ("comments that do not end", { html(many("<!--", $0)) }),
    ("references", { html(many("&", $0)) }),
    ("scripts", { html(many("<script>", $0)) }),
    ("octets of no charset", { message("Subject: a\n\n") + [UInt8](repeating: 0xe5, count: $0) }),
    ("shifts of a charset", { charset("iso-2022-jp", many("\u{1b}$B", $0)) }),
    ("recipients in prose", { notice(many("anna@example.net\n", $0)) }),
    ("recipients in brackets", { notice(many("<anna@example.net>: 550 no\n", $0)) }),
    (
      "different recipients",
      { notice((0..<$0 / 20).map { "<a\($0)@example.net>: no\n" }.joined()) }
    ),
    ("at signs", { notice(many("@", $0)) }), ("dots", { notice(many(".", $0)) }),
    ("brackets in prose", { notice(many("<", $0)) }), ("codes", { notice(many("550 5.1.1 ", $0)) }),
    ("words of phrases", { notice(many("user is not ", $0)) }),
    ("lines of a dialogue", { notice(many("<<< 550 no\n", $0)) }),
    ("answers", { notice("<a@example.net>:\n" + many("550-5.1.1 user\n", $0)) }),
    ("entries", { fields(many("Final-Recipient: rfc822; a@b.se\nAction: failed\n\n", $0)) }),
    (
      "different entries",
      {
        fields(
          (0..<$0 / 60).map { "Final-Recipient: rfc822; a\($0)@b.se\nAction: failed\n\n" }.joined())
      }
    ),
    (
      "different entries and a long notice",
      {
        report(
          many("Your message was not read by the user. ", min($0 / 2, 60_000)),
          (0..<$0 / 60).map { "Final-Recipient: rfc822; a\($0)@b.se\nAction: failed\n\n" }.joined())
      }
    ),
    (
      "a list of recipients and a long answer",
      {
        notice(
          (0..<1_500).map { "<a\($0)@b.se>\n" }.joined()
            + many("said: 550 the user is not here. ", $0))
      }
    ),
    (
      "entries in prose",
      { notice(many("Final-Recipient: rfc822; a@b.se\nAction: failed\n\n", $0)) }
    ),
    (
      "folded diagnostics",
      { fields("Final-Recipient: rfc822; a@b.se\nDiagnostic-Code: smtp; " + many("550\n ", $0)) }
    ),
    (
      "addresses in an entry",
      { fields("Final-Recipient: rfc822; " + many("a@b.se ", $0) + "\nAction: failed") }
    ),
    (
      "complaints",
      {
        message(
          "Content-Type: message/feedback-report\n\n" + many("Original-Rcpt-To: a@b.se\n", $0))
      }
    ),
    ("quotation marks", { letter(many("> ", $0)) }),
    ("quoted lines", { letter(many("> Hej\n", $0)) }),
    ("announcements of a forward", { letter(many("--- Forwarded message ---\n", $0)) }),
    ("senders that are quoted", { letter(many("From: a@b.se\n", $0)) }),
    ("brackets of a quoted sender", { letter("From: " + many("[mailto:", $0)) }),
    ("asterisks", { letter(many("*", $0)) }), ("blanks", { letter(many(" ", $0)) }),
    ("JSON in mail", { notice("{" + many("[", $0) + "}") }),
    ("broken lines of JSON", { notice("{" + many("!\n ", $0) + "}") }),
  ]

  /// An ordinary message of a size: what reading costs where nothing is wrong.
  static func ordinary(_ size: Int) -> [UInt8] {
    notice(many("Your message to the office was read by everybody who sits there.\n", size))
  }

  private static func many(_ piece: String, _ size: Int) -> String {
    String(repeating: piece, count: max(1, size / piece.utf8.count))
  }

  private static func message(_ text: String) -> [UInt8] { Array(text.utf8) }

  private static func header(
    _ name: String, repeating piece: String, _ size: Int, then rest: String = ""
  ) -> [UInt8] {
    message("From: MAILER-DAEMON@example.org\n\(name): \(many(piece, size))\(rest)\n\nHej")
  }

  private static func parts(_ body: String) -> [UInt8] {
    message("Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + body)
  }

  private static func nested(_ levels: Int) -> String {
    (0..<levels).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()
  }

  private static func packed(_ encoding: String, _ body: String) -> [UInt8] {
    message("Content-Transfer-Encoding: \(encoding)\n\n\(body)")
  }

  private static func charset(_ name: String, _ body: String) -> [UInt8] {
    message("Content-Type: text/plain; charset=\(name)\n\n\(body)")
  }

  private static func html(_ body: String) -> [UInt8] {
    message(
      "From: postmaster@example.org\nSubject: Undeliverable\nContent-Type: text/html\n\n\(body)")
  }

  private static func letter(_ body: String) -> [UInt8] {
    message("From: Anna <anna@example.se>\nTo: bo@example.se\nSubject: Fwd: Hej\n\n\(body)")
  }

  private static func notice(_ body: String) -> [UInt8] {
    message(
      "From: MAILER-DAEMON@example.org\nSubject: Undelivered Mail\n\nCould not be delivered:\n\n\(body)"
    )
  }

  private static func report(_ notice: String, _ fields: String) -> [UInt8] {
    message(
      """
      From: MAILER-DAEMON@example.org
      Content-Type: multipart/report; boundary=b

      --b

      \(notice)
      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns; x

      \(fields)
      --b--
      """)
  }

  private static func fields(_ body: String) -> [UInt8] {
    message(
      "From: MAILER-DAEMON@example.org\nContent-Type: message/delivery-status\n\n"
        + "Reporting-MTA: dns; x\n\n\(body)")
  }
}
