import Foundation
import Settings
import Testing

/// What the executables say of themselves.
@Suite("Help")
struct HelpTests {
  @Test(
    "Each executable's --help lists the variables that the page on configuration gives it",
    arguments: Program.allCases)
  func variables(program: Program) throws {
    let bin = try #require(
      ProcessInfo.processInfo.environment["BREVDUVA_BIN"],
      "BREVDUVA_BIN must name the executables' folder.")
    let ran = try run("\(bin)/\(program.name)", ["--help"])
    #expect(ran.status == 0)
    let names = Set(program.rows.map(\.name))
    let told = Set(Project.matches(of: /\b([A-Z]+(?:_[A-Z]+)+)\b/, in: ran.output))
      .filter { !$0.hasSuffix("_FILE") }
    #expect(told.isSubset(of: names), "\(told.subtracting(names).sorted())")
    for name in names { #expect(ran.output.contains(name)) }
  }
}
