import Foundation
import Testing

/// The script that searches all logs of all tests for personal data, itself tried.
@Suite("Logs are searched for personal data")
struct LogScanTests {
  private func scan(_ lines: [String]) throws -> Ran {
    try withFolder { folder in
      if !lines.isEmpty {
        let text = lines.joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: folder.appending(path: "worker.log"))
      }
      return try run(Project.url("Tests/Scripts/scan_logs.py").path, [folder.path])
    }
  }

  private static let harmless = [
    "2026-11-24T17:00:01.007Z INFO     registration-matcher: Subscribed lane=0",
    // The beginnings of numbers that tests make up, in a time and as a count.
    "2026-12-02T03:12:10.070Z DEBUG    mailing-worker: A message has its outcome lane=1 took=070 5",
    "lifecycle-worker: AMQP_URL is missing: an AMQP URI such as "
      + "amqps://user:password@host:5671/vhost is needed.",
    "Error: The value 'a@b' is invalid for '--email <email>': 'a@b' is no address (oneLabel)",
    #"brevduva_messages_total{queue="registrations",outcome="applied"} 7"#,
  ]

  @Test("Log: ids, codes and the example of a URI are not personal")
  func harmless() throws {
    let ran = try scan(Self.harmless)
    #expect(ran.status == 0, "\(ran.output)\(ran.errors)")
    #expect(ran.output.contains("0 personal"))
  }

  @Test(
    "Log: an address, a name or a number of a person is found, with file and line",
    arguments: [
      "reason=\"Key (key)=(asa@example.se) already exists\"", "to=%C3%A5sa%40example.se",
      "path=/p/åsa@blåbær.no", "{\"message\":\"Anna Andersson\"}", "name=Person12@Example.SE",
      "given=Given12", "phone=\"+46 70 174 06 05\"", "phone=070 555 17",
      "postgres://anna:hush@host/brevduva",
    ])
  func personal(line: String) throws {
    let ran = try scan(Self.harmless + [line])
    #expect(ran.status == 1)
    #expect(ran.output.contains("worker.log:6: "), "\(ran.output)")
  }

  @Test("Log: where nothing was kept, nothing is proved")
  func empty() throws {
    #expect(try scan([]).status == 2)
  }
}
