import Foundation
import Settings
import Testing
import WorkerDefinitions

/// Help of the executables, and the variables that they read.
@Suite("Help")
struct HelpTests {
  private func bin() throws -> String {
    try #require(
      ProcessInfo.processInfo.environment["BREVDUVA_BIN"],
      "BREVDUVA_BIN must name the executables' folder.")
  }

  @Test(
    "Each executable's --help lists the variables that the page on configuration gives it",
    arguments: Program.all.map(\.name))
  func variables(name: String) throws {
    let program = try #require(Program.all.first { $0.name == name })
    let ran = try run("\(bin())/\(name)", ["--help"])
    #expect(ran.status == 0)
    let names = Set(program.variables.map(\.name))
    let told = Set(Project.matches(of: /\b([A-Z]+(?:_[A-Z]+)+)\b/, in: ran.output))
      .filter { !$0.hasSuffix("_FILE") }
    #expect(told.isSubset(of: names), "\(told.subtracting(names).sorted())")
    for name in names { #expect(ran.output.contains(name)) }
  }

  @Test("A worker reads the variables of its row and no other's", arguments: WorkerKind.all)
  func read(kind: WorkerKind) throws {
    // A text that is no value of any of them.
    let wrong = Program.allVariables.map { ($0.name, "\u{7f}") }
    let ran = try run(
      "\(bin())/\(kind.name)", [], Dictionary(uniqueKeysWithValues: wrong))
    #expect(ran.status == 2)
    let told = Project.matches(of: #/(?m)^[a-z-]+: ([A-Z_]+) /#, in: ran.errors)
    #expect(told == kind.definition.variables.map(\.name))
  }
}
