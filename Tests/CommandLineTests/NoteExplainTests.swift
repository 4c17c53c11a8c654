import Foundation
import Testing

@testable import brevduva

@Suite("brevduva note explain")
struct NoteExplainTests {
  private static let mail = """
    From: Åsa <asa@example.se>
    To: bo@example.se
    Date: Mon, 30 Nov 2026 10:00:00 +0100
    Message-ID: <1@example.se>
    Subject: Hej

    Hej!\u{1b}[31m
    """

  @Test("M6: a mail is shown as it is read, without what would steer the terminal")
  func one() throws {
    try Shell.withFile(Self.mail.utf8) { file in
      let json = Shell.text(Shell.result(of: "note explain --json \(file)").output)
      #expect(
        json.contains(
          #""kind":"personal","messageId":"<1@example.se>","at":"2026-11-30T09:00:00Z","#
            + #""subject":"Hej","from":["asa@example.se"],"to":["bo@example.se"],"cc":[],"#
            + #""text":"Hej![31m","isCut":false,"attachments":[],"forwardedFrom":null}"#))
      let text = Shell.text(Shell.result(of: "note explain \(file)").output)
      #expect(text.contains("asa@example.se") && !text.contains("\u{1b}"))
    }
  }

  @Test("M6: of many each gives a line; what makes no note says why")
  func many() throws {
    try Shell.withFile("Auto-Submitted: auto-replied\n\(Self.mail)".utf8) { away in
      try Shell.withFile(Self.mail.utf8) { mail in
        let text = Shell.text(Shell.result(of: "note explain --files \(away) \(mail)").output)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.contains(#""kind":"automatic""#) == true)
        #expect(lines.last?.contains(#""kind":"personal""#) == true)
      }
    }
  }

  @Test("A file that cannot be read is told, and the others are read all the same: exit 2")
  func unreadable() throws {
    try Shell.withFile(Self.mail.utf8) {
      let result = Shell.result(of: "note explain --files /nowhere/at/all \($0)")
      #expect(result.exitCode == 2)
      #expect(Shell.text(result.output).hasPrefix(#"{"file":"\#($0)""#))
      let errors = Shell.text(result.errors)
      #expect(errors.hasPrefix("/nowhere/at/all cannot be read (No such file or directory)"))
      #expect(errors.hasSuffix("Error: 1 of 2 files was not read.\n"))
    }
  }
}
