import Domain
import Foundation
import Store
import Testing

@testable import brevduva

/// `export` against a real database.
struct BookExportTests {
  /// Åsa, somebody who is protected, somebody who is removed.
  private func prepare(_ harness: CLIHarness) throws {
    try harness.write(
      BatchDecision(
        messages: try (1...3).map { number in
          Fixtures.creation(
            "m\(number)", try Fixtures.profile(number, isProtected: number == 2))
        }))
    try harness.command(
      "c1", .mark(try EmailAddress("asa1@b.se").key, on: Fixtures.one, reason: "Gone."),
      type: "profile.mark")
    try harness.command("c2", .remove(Fixtures.three), type: "profile.remove")
  }

  private static let header =
    #""externalId:brevduva","externalId:cris","externalId:ladok","givenName","familyName","phone","#
    + #""email.primary","email.work","email.private","email.student","email.additional","optOut","#
    + #""undeliverable","deceased","protected""#
  private static let asa =
    #""\#(Fixtures.one)","x","7","Åsa","Öberg","'+46 70 1","Åsa1@exempel.se","Åsa1@exempel.se","#
    + #""","","asa1@b.se","","2025-11-24 asa1@b.se","","""#
  private static let protected =
    #""\#(Fixtures.two)","","","","","","","","","","","","","","yes""#
  private static let whole =
    "\u{feff}" + [header, asa, protected].map { $0 + "\r\n" }.joined()

  private func contents(of path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
  }

  @Test(
    "P11, L8: the book goes to standard output, the removed left out, the protected by their id")
  func printed() throws {
    try CLIHarness.use { harness in
      try prepare(harness)
      for line in ["export", "export -"] {
        let ran = try harness.run(line)
        #expect(ran.exitCode == 0 && ran.errors == "" && ran.output == Self.whole)
      }
      let rows = try harness.run("export --json").output.split(separator: "\n").map {
        try JSONDecoder().decode([String].self, from: Data($0.utf8))
      }
      #expect(rows.count == 3 && rows.allSatisfy { $0.count == 15 })
      #expect(rows[1][5] == "+46 70 1" && rows[2][14] == "yes")
    }
  }

  @Test("P11: an empty book is a header")
  func empty() throws {
    try CLIHarness.use { harness in
      let ran = try harness.run("export")
      #expect(ran.exitCode == 0 && ran.output.split(separator: "\r\n").count == 1)
    }
  }

  @Test("P11: a file is there when it is whole, its owner's alone, and replaces none by itself")
  func file() throws {
    try CLIHarness.use { harness in
      try prepare(harness)
      let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }  // nothing depends on it any more
      let path = folder.appending(path: "people.csv").path
      let ran = try harness.run("export \(path)")
      #expect(ran.exitCode == 0 && ran.errors == "")
      #expect(
        ran.output
          == "2 profiles written to \(path).\nOf 1 with protected identity it has the id and the "
          + "protection.\n")
      #expect(try contents(of: path) == Self.whole)
      let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect(rights as? Int == 0o600)
      try Data("mine".utf8).write(to: URL(filePath: path))
      let refused = try harness.run("export \(path)")
      #expect(refused.exitCode == 2 && refused.output == "")
      #expect(refused.errors.contains("is there already: name another file, or replace it with"))
      #expect(try contents(of: path) == "mine")
      let forced = try harness.run("export \(path) --force --json")
      #expect(forced.output == #"{"file":"\#(path)","profiles":2,"protected":1}"# + "\n")
      #expect(try contents(of: path) == Self.whole)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["people.csv"])
      for place in ["/dev/null", folder.path] {
        let ran = try harness.run("export \(place) --force")
        #expect(ran.exitCode == 2 && ran.errors.contains("no file that could be replaced"))
      }
      let nowhere = try harness.run("export \(path)/x.csv")
      #expect(nowhere.exitCode == 2 && nowhere.errors.contains("cannot be written"))
    }
  }

  @Test("P11: of a list there are its profiles alone")
  func list() throws {
    try CLIHarness.use { harness in
      try prepare(harness)
      let marked = try harness.run("export --list undeliverable").output
      #expect(marked == "\u{feff}" + [Self.header, Self.asa].map { $0 + "\r\n" }.joined())
      let none = try harness.run("export --list no-primary").output
      #expect(none.split(separator: "\r\n").count == 1)
    }
  }

  @Test("An output that takes no more is a failure, and not the end of the book")
  func full() throws {
    try CLIHarness.use { harness in
      try prepare(harness)
      let ran = Invocation(
        arguments: ["export"], environment: ["DATABASE_URL": harness.databaseURL],
        console: Console(output: Shell.pipe, errors: Shell.pipe) { _, _ in false }
      ).run()
      #expect(ran.exitCode == 1)
      #expect(Shell.text(ran.errors).contains("Standard output takes no more"))
    }
  }

  @Test("A wrong option is usage", arguments: ["--force", "--list refused", "- --force", "a b"])
  func usage(options: String) {
    let ran = Shell.result(of: "export " + options)
    #expect(ran.exitCode == 2 && ran.output.isEmpty)
  }
}
