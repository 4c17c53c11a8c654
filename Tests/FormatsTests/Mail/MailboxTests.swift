import Formats
import Testing

@Suite("Mailboxes")
struct MailboxTests {
  private func read(_ written: String) -> [String] {
    mail("To: \(written)\n\n").header.mailboxes("to").map { mailbox in
      mailbox.name.map { "\($0) <\(mailbox.address)>" } ?? mailbox.address
    }
  }

  @Test(
    "Addresses of every form are read, and what is none is left out",
    arguments: [
      ("asa@example.se", ["asa@example.se"]),
      ("<asa@example.se>", ["asa@example.se"]),
      ("Åsa Öberg <asa@example.se>", ["Åsa Öberg <asa@example.se>"]),
      ("\"Öberg, Åsa\" <asa@example.se>", ["Öberg, Åsa <asa@example.se>"]),
      ("asa@example.se (Åsa)", ["Åsa <asa@example.se>"]),
      ("asa (a comment (nested)) @example.se", ["a comment (nested) <asa@example.se>"]),
      ("=?utf-8?Q?=C3=85sa?= <asa@example.se>", ["Åsa <asa@example.se>"]),
      (
        "a@example.se, b@example.se;c@example.se", ["a@example.se", "b@example.se", "c@example.se"]
      ),
      ("Vänner: a@example.se, Bo <b@example.se>;", ["a@example.se", "Bo <b@example.se>"]),
      ("undisclosed-recipients:;", []),
      ("<@relay.example,@other.example:asa@example.se>", ["asa@example.se"]),
      ("\"asa b\"@example.se", ["\"asa b\"@example.se"]),
      ("\"a\\\"b\"@example.se", ["\"a\\\"b\"@example.se"]),
      ("asa . berg @ example.se", ["asa.berg@example.se"]),
      ("<asa@example.se> <bo@example.se>", ["asa@example.se", "bo@example.se"]),
      ("asa@exämple.se", ["asa@exämple.se"]),
      ("\"asa@example.se\"", []),
      ("Åsa", []),
      ("@", []), ("asa@", []), ("@example.se", []), ("<>", []), (",,;;", []),
      ("(asa@example.se", []), ("\"asa@example.se", []),
    ])
  func mailboxes(written: String, expected: [String]) {
    #expect(read(written) == expected)
  }

  @Test("An address that is folded is one address")
  func folded() {
    #expect(
      read("Åsa\n <asa@\n example.se>,\n bo@example.se") == [
        "Åsa <asa@example.se>", "bo@example.se",
      ])
  }
}
