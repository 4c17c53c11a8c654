import Foundation
import Settings
import Testing

@testable import brevduva

/// `configuration`, and the page that is made of it.
struct ConfigurationTests {
  @Test("docs/configuration.md is what the programs read; ./dev docs writes it anew")
  func document() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/configuration.md")
    let written = try String(contentsOf: file, encoding: .utf8)
    #expect(Shell.text(Shell.result(of: "configuration").output) == written)
  }

  @Test("Every variable of every program stands on the page, and no server is needed for it")
  func complete() throws {
    let result = Shell.result(of: "configuration")
    #expect(result.exitCode == 0)
    let page = Shell.text(result.output)
    for row in Program.allCases.flatMap(\.rows) {
      let file = row.isSecret ? ", `\(row.name)_FILE`" : ""
      #expect(page.contains("| `\(row.name)`\(file) |"))
    }
    #expect(page.contains("| `NO_COLOR` | – | – | yes |"))
  }

  @Test("Its JSON tells the same, with who reads what")
  func json() throws {
    let json = Shell.text(Shell.result(of: "configuration --json").output)
    #expect(
      json.hasPrefix(
        #"[{"variable":"DATABASE_URL","meaning":"libpq URI of the database","default":null,"#))
    #expect(
      json.contains(
        #""secret":true,"forTestsOnly":false,"#
          + #""readBy":["registration-matcher","lifecycle-worker","brevduva"]}"#))
  }
}
