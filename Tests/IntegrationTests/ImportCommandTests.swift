import Foundation
import Testing

/// `brevduva import` beside a worker that runs.
@Suite("The command import")
struct ImportCommandTests {
  private struct Report: Decodable {
    struct Counts: Decodable, Equatable {
      var created = 0
      var changed = 0
      var unchanged = 0
      var refused = 0
    }

    struct RefusedRow: Decodable {
      let line: Int
      let column: String?
      let code: String
    }

    let dryRun: Bool
    let total: Int
    let counts: Counts
    let refusedRows: [RefusedRow]
  }

  private struct Answer: Decodable {
    let importId: String
    let messageId: String
    let outcome: String?
    let code: String?
    let parkedId: String?
    let report: Report?
  }

  private func answer(_ arguments: [String], in testbed: Testbed) throws -> (Answer, Ran) {
    let ran = try testbed.brevduva(["import"] + arguments + ["--json"], [:])
    return (try JSONDecoder().decode(Answer.self, from: Data(ran.output.utf8)), ran)
  }

  @Test("P7: a file is tried, imported, known again, and refused under an id that another one has")
  func whole() throws {
    let testbed = try Testbed()
    try withFolder { folder in
      let file = folder.appending(path: "alumni list.csv")
      let rows = ["Mejl;Förnamn;Kod", "a@x.se;Åsa;1", "b.x.se;Bo;2", "c@x.se;Cia;3"]
      try Data(rows.joined(separator: "\r\n").utf8).write(to: file)
      let worker = try testbed.worker(for: .imports, ["IMPORT_CHUNK": "1"])
      let (tried, ran) = try answer([file.path, "--yes", "--dry-run"], in: testbed)
      #expect(ran.status == 0 && ran.errors.isEmpty && tried.outcome == "applied")
      let report = try #require(tried.report)
      let counts = Report.Counts(created: 2, refused: 1)
      #expect(report.dryRun && report.total == 3 && report.counts == counts)
      #expect(report.refusedRows.map(\.line) == [3] && report.refusedRows[0].code == "noAt")
      #expect(try testbed.count("profile") == 0)

      let text = try testbed.brevduva("import", file.path, "--yes", "--wait", "--actor", "kim")
      #expect(text.status == 0 && text.errors.isEmpty)
      let lines = text.output.split(separator: "\n").map(String.init)
      #expect(lines.contains("Kod      not read") && lines.contains("created    2"))
      #expect(lines.last?.contains("Mejl") == true && lines.last?.contains("noAt") == true)
      #expect(try testbed.count("profile") == 2)
      #expect(try testbed.sql("SELECT actor FROM import WHERE NOT is_dry_run") == "kim")
      let id = try testbed.sql("SELECT id FROM import WHERE NOT is_dry_run")
      #expect(lines.first == "import  \(id)" && id != tried.importId)
      let shown = try testbed.brevduva("import", "report", id)
      #expect(shown.status == 0 && text.output.hasSuffix(shown.output))

      let (again, known) = try answer([file.path, "--yes", "--wait"], in: testbed)
      #expect(known.status == 0 && again.outcome == "alreadyApplied" && again.importId == id)
      #expect(again.report?.counts == counts)
      let told = try testbed.brevduva("import", file.path, "--yes", "--wait")
      #expect(told.status == 0 && told.output.contains("It was imported before"))

      let (other, refusal) = try answer(
        [file.path, "--column", "Mejl=email.work", "--import-id", id, "--wait"], in: testbed)
      #expect(refusal.status == 1 && other.code == "importExists" && other.report == nil)
      #expect(refusal.errors.contains("--import-id"))

      let many = (1...50_001).map { "p\($0)@x.se" }
      try Data((["Mejl"] + many).joined(separator: "\n").utf8).write(to: file)
      let (large, tooLarge) = try answer([file.path, "--yes", "--dry-run"], in: testbed)
      #expect(tooLarge.status == 1 && large.code == "file.tooLarge" && large.report == nil)
      #expect(tooLarge.errors.contains("50,000 rows") && tooLarge.errors.contains("taken back"))
      #expect(try testbed.count("import") == 2)
      try worker.stop()
    }
  }

  @Test(
    "P8: what the workers refuse or park ends with 1 and the reason; once it is mended, it goes through"
  )
  func refused() throws {
    let testbed = try Testbed()
    try withFolder { folder in
      let file = folder.appending(path: "list.csv")
      let inside = folder.appending(path: "imports")
      try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
      try Data("Mejl\na@x.se\n".utf8).write(to: file)
      let worker = try testbed.worker(
        for: .imports, ["IMPORT_FOLDER": inside.path, "BODY_LIMIT": "1024"])
      let byPath = [file.path, "--yes", "--wait", "--path", "list.csv"]
      let (missing, refusal) = try answer(byPath, in: testbed)
      #expect(refusal.status == 1 && missing.outcome == "refused")
      #expect(missing.code == "file.cannotOpen" && refusal.errors.contains("cannot be opened"))
      try FileManager.default.copyItem(at: file, to: inside.appending(path: "list.csv"))
      let (found, done) = try answer(byPath, in: testbed)
      #expect(done.status == 0 && found.importId == missing.importId)
      #expect(found.report?.counts == Report.Counts(created: 1))

      try Data(("Mejl\n" + String(repeating: "a@x.se\n", count: 200)).utf8).write(to: file)
      let (large, parked) = try answer([file.path, "--yes", "--wait"], in: testbed)
      let id = try #require(large.parkedId)
      #expect(parked.status == 1 && large.outcome == "parked" && large.code == "tooLarge")
      #expect(parked.errors.contains("brevduva parked show \(id)"))
      try worker.stop()
    }
  }

  @Test(
    "P5: whoever waits is told how far it is, also when the worker comes later and is killed once")
  func followed() throws {
    let testbed = try Testbed()
    try withFolder { folder in
      let file = folder.appending(path: "list.csv")
      let rows = (0..<300).map { "person\($0)@x.se" }
      try Data((["Mejl"] + rows).joined(separator: "\n").utf8).write(to: file)
      let sent = try testbed.brevduva("import", file.path, "--yes")
      #expect(
        sent.status == 0 && sent.output.contains("Sent. How far it is: brevduva import report"))
      let doomed = try testbed.worker(
        for: .imports,
        [
          "IMPORT_CHUNK": "10", "LANES": "1", "BREVDUVA_TEST": "1",
          "BREVDUVA_FAILPOINT": "before_commit:exit:6",
        ])
      #expect(try doomed.end() == -SIGKILL)
      let heir = try testbed.worker(for: .imports, ["IMPORT_CHUNK": "10"])
      let (end, ran) = try answer([file.path, "--yes", "--wait"], in: testbed)
      #expect(ran.status == 0 && end.outcome == "alreadyApplied")
      #expect(end.report?.total == 300 && end.report?.counts == Report.Counts(created: 300))
      try heir.stop()
    }
  }
}
