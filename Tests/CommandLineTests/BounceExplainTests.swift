import Foundation
import Testing

@testable import brevduva

/// `bounce explain`: what it tells of a message, without a server.
struct BounceExplainTests {
  private static let report = Data(
    """
    From: MAILER-DAEMON@mx.example.net
    Subject: Undelivered Mail Returned to Sender
    Content-Type: multipart/report; report-type=delivery-status; boundary=b

    --b
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.example.net

    Final-Recipient: rfc822; anna@example.net
    Action: failed
    Status: 5.1.1
    Diagnostic-Code: smtp; 550 5.1.1 \u{202e}User unknown

    --b
    Content-Type: text/rfc822-headers

    Message-ID: <1@example.com>
    --b--

    """.utf8)

  @Test("B1: the steps are told: the kind of message, what was said, and the words that decided")
  func steps() throws {
    try Shell.withFile(Self.report) {
      let result = Shell.result(of: "bounce explain \($0)")
      #expect(result.exitCode == 0 && result.errors.isEmpty)
      let lines = Shell.text(result.output).split(separator: "\n")
      #expect(
        lines.prefix(2) == ["read as delivery, by statusFields", "of the message <1@example.com>"])
      #expect(lines.contains("anna@example.net: permanent"))
      #expect(lines.contains("  Status: 5.1.1"))
      #expect(lines.contains(#"  diagnosticCode: 550 5.1.1 \u{202e}User unknown"#))
      #expect(lines.last?.hasPrefix("  judged permanent, mailboxUnknown, by the row") == true)
      #expect(lines.last?.hasSuffix("«User unknown»") == true)
    }
  }

  @Test("B1: as JSON the same, for one file with the steps, for each of many without")
  func json() throws {
    try Shell.withFile(Self.report) { path in
      let one = Shell.text(Shell.result(of: "bounce explain \(path) --json").output)
      #expect(one.hasPrefix(#"{"file":"\#(path)","steps":["read as delivery, by statusFields","#))
      #expect(one.contains(#""kind":"permanent","status":"5.1.1","steps":["called anna"#))
      try Shell.withFile(Data("Subject: Hej\n\nVi ses.\n".utf8)) { other in
        let many = Shell.result(of: "bounce explain --files \(path) \(other)")
        #expect(many.exitCode == 0 && many.errors.isEmpty)
        let recipient = #"{"address":"anna@example.net","kind":"permanent","status":"5.1.1"}"#
        #expect(
          Shell.text(many.output) == """
            {"file":"\(path)","recipients":[\(recipient)]}
            {"file":"\(other)","recipients":[]}

            """)
      }
    }
  }

  @Test("B7: a report that names nobody tells of a recipient without an address")
  func nobody() throws {
    let report = Self.report.split(separator: 0x0a, omittingEmptySubsequences: false)
      .filter { !$0.starts(with: Data("Final-Recipient".utf8)) }
    try Shell.withFile(report.joined(separator: [0x0a])) {
      let line = Shell.text(Shell.result(of: "bounce explain --files \($0)").output)
      #expect(
        line.hasSuffix(#""recipients":[{"address":null,"kind":"unknown","status":null}]}"# + "\n"))
    }
  }

  @Test("A file that cannot be read is told, and the others are judged all the same: exit 2")
  func unreadable() throws {
    try Shell.withFile(Self.report) {
      let result = Shell.result(of: "bounce explain --files /nowhere/at/all \($0)")
      #expect(result.exitCode == 2)
      #expect(Shell.text(result.output).hasPrefix(#"{"file":"\#($0)""#))
      let errors = Shell.text(result.errors)
      #expect(errors.hasPrefix("/nowhere/at/all cannot be read (No such file or directory)"))
      #expect(errors.hasSuffix("Error: 1 of 2 files was not judged.\n"))
    }
  }

  @Test("B9: a gateway's webhook is judged like a report; what it does not send is refused: exit 1")
  func gateway() throws {
    let event = #"{"RecordType":"Bounce","Type":"SoftBounce","Email":"anna@example.net"}"#
    try Shell.withFile(Data(event.utf8)) { path in
      let result = Shell.result(of: "bounce explain \(path) --gateway postmark")
      #expect(result.exitCode == 0)
      #expect(Shell.text(result.output).contains("anna@example.net: temporary"))
      let many = Shell.result(of: "bounce explain --gateway postmark --files \(path)")
      let line = Shell.text(many.output)
      #expect(line.contains(#"{"address":"anna@example.net","kind":"temporary","status":null}"#))
      let other = Shell.result(of: "bounce explain \(path) --gateway sendgrid")
      #expect(other.exitCode == 1 && other.output.isEmpty)
      #expect(Shell.text(other.errors).contains("is nothing that sendgrid sends: "))
    }
  }

  @Test("B1: standard input is a file")
  func standardInput() throws {
    try CLIHarness.use(prepared: false) { harness in
      let text = String(decoding: Self.report, as: UTF8.self)
      let ran = try harness.run("bounce explain -", input: text)
      #expect(ran.exitCode == 0 && ran.output.contains("anna@example.net: permanent"))
    }
  }
}
