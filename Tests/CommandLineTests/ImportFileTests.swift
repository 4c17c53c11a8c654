import Contract
import Domain
import Foundation
import Formats
import Messaging
import Testing

@testable import brevduva

/// `import FILE`: what is asked, what is sent, and what is usage.
struct ImportFileTests {
  private static let list = Data("Mejl;Namn\na@x.se;Åsa\nb.se;Bo\n".utf8)
  private static let nowhere = [
    "DATABASE_URL": "postgres://a:hush@127.0.0.1:1/b", "AMQP_URL": "amqp://a:hush@127.0.0.1:1",
  ]

  @Test("P2: where nobody can be asked, the command with the proposed columns is told: exit 2")
  func unasked() throws {
    try Shell.withFile(Self.list) { path in
      for (options, style) in [("", Shell.pipe), ("--json", Shell.terminal), ("", Shell.terminal)] {
        let result = Shell.result(of: "import \(path) \(options)", Self.nowhere, in: style)
        #expect(result.exitCode == 2 && result.output.isEmpty)
        #expect(
          Shell.text(result.errors).contains(
            "brevduva import \(path.shellWord) --column 'Mejl=email.primary'"))
      }
      let options =
        "--sheet A --replace --overwrite Mejl --repair --update-only --allow purgedEarlier "
        + "--language sv --dry-run --import-id i1 --path a/b.csv --actor kim --no-wait --json"
      let text = Shell.result(of: "import \(path) \(options)", Self.nowhere)
      #expect(Shell.text(text.errors).contains("The file has no sheets; name none."))
      let rest = options.replacing("--sheet A ", with: "")
      let all = Shell.result(of: "import \(path) \(rest)", Self.nowhere)
      #expect(Shell.text(all.errors).hasSuffix("--column 'Mejl=email.primary' \(rest)\n"))
    }
  }

  @Test("P2: at a terminal the columns and the first rows are shown, and only a yes goes on")
  func asked() throws {
    try Shell.withFile(Self.list) { path in
      for answer in ["", "n\n", "nej\n", "yesterday\n"] {
        let result = Shell.result(
          of: "import \(path)", Self.nowhere, in: Shell.terminal, typing: answer)
        #expect(result.exitCode == 1)
        let text = Shell.text(result.output)
        #expect(text.hasPrefix("import  "))
        #expect(text.contains("Mejl    email.primary\nNamn    not read\n"))
        #expect(text.contains("a@x.se (primary)") && text.contains("refused: Mejl: "))
        let errors = Shell.text(result.errors)
        #expect(errors.hasPrefix("Import this column? [y/N] Error: Nothing was imported."))
        #expect(errors.contains("--column 'Mejl=email.primary'"))
      }
      // From here on servers are asked.
      for line in [
        "import \(path)", "import \(path) --yes", "import \(path) --column Mejl=email.work",
      ] {
        let result = Shell.result(of: line, Self.nowhere, in: Shell.terminal, typing: " Y\n")
        #expect(result.exitCode == 3)
        #expect(Shell.text(result.errors).contains("[y/N]") == line.hasSuffix(path))
        #expect(!Shell.text(result.errors).contains("hush"))
      }
    }
  }

  @Test(
    "P2: a choice that is none, or does not fit the file, is usage, and says what would be right",
    arguments: [
      ("--column Mejl", "HEADER=FIELD is needed"),
      ("--column Mejl=mail", "There is no field 'mail'"),
      ("--column Mejl=phone --column Mejl=email.work", "'Mejl' is named twice"),
      ("--column Mail=phone", "The headers are 'Mejl', 'Namn'"),
      ("--column Mejl=phone --column Namn=phone", "Two columns are chosen for phone"),
      ("--column Mejl=email.work --overwrite Ort", "no column with the header “Ort”"),
      ("--yes --path ../a.csv", "below IMPORT_FOLDER"),
      ("--yes --path /a.csv", "below IMPORT_FOLDER"),
      ("--yes --path a//b.csv", "below IMPORT_FOLDER"), ("--yes --language fi", "sv"),
      ("--yes --allow deceased", "removedProfile"),
      ("--yes --import-id \(String(repeating: "i", count: 257))", "256 octets"),
    ])
  func unfit(options: String, right: String) throws {
    try Shell.withFile(Self.list) { path in
      let result = Shell.result(of: "import \(path) \(options)", Self.nowhere)
      #expect(result.exitCode == 2 && result.output.isEmpty)
      #expect(Shell.text(result.errors).contains(right), "\(Shell.text(result.errors))")
    }
  }

  @Test("P8: a file without a header is told as that, and its addresses are not")
  func headless() throws {
    try Shell.withFile(Data("a@x.se,Åsa\nb@x.se,Bo\n".utf8)) { path in
      let result = Shell.result(of: "import \(path) --yes", Self.nowhere)
      #expect(result.exitCode == 2)
      let errors = Shell.text(result.errors)
      #expect(errors.contains("put a row with headers above it") && !errors.contains("@"))
    }
  }

  @Test(
    "P8: what is no table is refused, and a missing variable is usage, before anything is shown")
  func early() throws {
    try Shell.withFile(Data("%PDF-1.7".utf8)) { path in
      let result = Shell.result(of: "import \(path) --yes", Self.nowhere)
      #expect(result.exitCode == 1 && result.output.isEmpty)
      #expect(Shell.text(result.errors).contains("The file is no table"))
    }
    try Shell.withFile(Self.list) { path in
      var environment = Self.nowhere
      environment["DATABASE_URL"] = nil
      #expect(Shell.result(of: "import \(path) --yes", environment).exitCode == 3)
      for options in ["--yes --wait", "--yes --dry-run"] {
        let result = Shell.result(of: "import \(path) \(options)", environment)
        #expect(result.exitCode == 2 && result.output.isEmpty)
        #expect(Shell.text(result.errors).contains("DATABASE_URL is missing"))
      }
      #expect(Shell.result(of: "import \(path) --yes").exitCode == 2)
    }
  }

  @Test("P8: a file that no message can carry is refused with the way that is left: exit 2")
  func tooLarge() throws {
    let row = "a@x.se;" + String(repeating: "x", count: 1 << 20) + "\n"
    try Shell.withFile(Array(("Mejl;Namn\n" + String(repeating: row, count: 48)).utf8)) { path in
      let result = Shell.result(of: "import \(path) --yes", Self.nowhere)
      #expect(result.exitCode == 2 && result.output.isEmpty)
      let errors = Shell.text(result.errors)
      #expect(
        errors.contains("64 MiB") && errors.contains("IMPORT_FOLDER") && errors.contains("--path"))
      let named = Shell.result(of: "import \(path) --yes --path a.csv", Self.nowhere)
      #expect(named.exitCode == 3)
    }
  }

  @Test("P1–P9: what is sent says all that was wished; the id comes first, and is the same again")
  func sent() throws {
    try CLIHarness.use { harness in
      try Shell.withFile(Self.list) { path in
        let options =
          "--column Mejl=email.work --column Namn=givenName --overwrite Namn --replace --repair "
          + "--update-only --allow removedProfile --language sv --actor kim"
        let ran = try harness.run("import \(path) \(options)")
        #expect(ran.exitCode == 0 && ran.errors.isEmpty)
        let delivery = try harness.take(from: "imports")
        guard case .message(let envelope) = Envelope.read(delivery, from: .imports) else {
          Issue.record("not read")
          return
        }
        #expect(envelope.attributes.actor == "kim" && envelope.kind == .importFile)
        guard case .file(let file) = try ImportMessage.read(envelope) else {
          Issue.record("no file")
          return
        }
        #expect(file.source == .content(Array(Self.list)))
        #expect(
          file.options
            == ImportOptions(
              columns: ["Mejl": "email.work", "Namn": "givenName"], replaces: true,
              overwritten: ["Namn"], repairs: true, updatesOnly: true, allowed: [.removedProfile],
              language: .swedish))
        #expect(ran.output.hasPrefix("import  \(file.id)\n"))
        let message = envelope.attributes.reference.id
        #expect(
          ran.output.hasSuffix(
            "\nSent. How far it is: brevduva import report \(file.id); what became of its message: "
              + "brevduva trace \(message)\n"))
        let again = try harness.run("import file \(path) \(options) --json")
        let json = try #require(JSONText(Array(again.output.utf8)).root)
        #expect(json["importId"]?.string == file.id)
        #expect(json["messageId"]?.string.map { $0 != message } == true)
      }
    }
  }

  @Test("--json is one line with all that is known, and standard input is a file too")
  func json() throws {
    try CLIHarness.use { harness in
      let text = String(decoding: Self.list, as: UTF8.self)
      let line = "import - --yes --path a/b.csv --import-id i1 --json"
      let ran = try harness.run(line, input: text)
      #expect(ran.exitCode == 0 && ran.errors.isEmpty)
      let delivery = try harness.take(from: "imports")
      let id = Envelope.read(delivery, from: .imports).attributes.reference.id
      #expect(
        ran.output == """
          {"importId":"i1","messageId":"\(id)","columns":[{"header":"Mejl","field":"email.primary"},\
          {"header":"Namn","field":null}],"outcome":null,"code":null,"sentence":null,\
          "parkedId":null,"report":null}

          """)
      #expect(
        Shell.text(delivery.body)
          == #"{"columns":{"Mejl":"email.primary"},"path":"a/b.csv","importId":"i1"}"#)
    }
  }

  @Test("An import that nobody takes waits, whatever the database does, and Ctrl-C leaves it there")
  func interrupted() throws {
    try CLIHarness.use { harness in
      try Shell.withFile(Self.list) { path in
        let (process, input, output) = try harness.startAtTerminal("import \(path)")
        _ = try output.text(until: "[y/N] ")
        try input.fileHandleForWriting.write(contentsOf: Data("y\n".utf8))
        let shown = try output.text(until: "Nothing has taken it yet")
        #expect(shown.contains("\rWaiting for import-worker to take it\u{1b}[K"))
        let administration = harness.databaseURL.replacing(harness.vhost, with: "postgres")
        try harness.sql(
          "ALTER DATABASE \(harness.vhost) ALLOW_CONNECTIONS false", at: administration)
        try harness.sql(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '\(harness.vhost)'",
          at: administration)
        _ = try output.text(until: "It is asked again.")
        try harness.sql(
          "ALTER DATABASE \(harness.vhost) ALLOW_CONNECTIONS true", at: administration)
        _ = try output.text(until: "Waiting for import-worker to take it")
        try input.fileHandleForWriting.write(contentsOf: Data([3]))
        let end = try output.text(until: "brevduva trace")
        #expect(
          end.contains("The import goes on without you. How far it is: brevduva import report"))
        #expect(!end.contains("Error"))
        _ = try output.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 130)
        #expect(try !harness.isEmpty("imports"))
      }
    }
  }
}
