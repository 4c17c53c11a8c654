import ArgumentParser
import Formats
import Settings
import WorkerDefinitions

/// `configuration`: every variable of every executable, as the programs themselves have it.
struct Configuration: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "configuration",
    abstract: "Print the variables that each executable reads, with defaults and limits.",
    discussion: """
      It is made from the table from which the programs read their settings, and printed as \
      Markdown. No server is asked.

      Example: brevduva configuration > configuration.md
      """)

  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> ConfigurationReport {
    ConfigurationReport()
  }
}

/// The variables of all executables, and which executable reads which.
struct ConfigurationReport: CommandOutput {
  private let programs = Program.all
  private let rows = Program.allVariables

  func write(to json: inout JSONWriter) {
    json.array(rows) { json, row in
      json.object {
        $0.member("variable", row.name)
        $0.member("meaning", row.meaning)
        $0.member("default", orNull: row.standard)
        $0.member("right", row.right)
        $0.member("secret", row.isSecret)
        $0.member("forTestsOnly", row.isForTestsOnly)
        $0.member("readBy", programs.filter { $0.reads(row) }.map(\.name))
      }
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    let forAll = rows.filter { !$0.isForTestsOnly }
    return Self.preface
      + section("Must be set", forAll.filter { $0.standard == nil })
      + section("With a default", forAll.filter { $0.standard != nil })
      + section("For tests only", rows.filter(\.isForTestsOnly))
      + ["", "## Which executable reads what", ""]
      + ["| variable | " + programs.map(\.name).joined(separator: " | ") + " |"]
      + ["|---|" + programs.map { _ in "---|" }.joined()]
      + rows.map(readership)
  }

  private func section(_ title: String, _ rows: [VariableRow]) -> [String] {
    ["", "## \(title)", "", "| variable | what for | default | right |", "|---|---|---|---|"]
      + rows.map { row in
        let name = row.isSecret ? "`\(row.name)`, `\(row.name)_FILE`" : "`\(row.name)`"
        let cells = [row.meaning, row.standard ?? "none", row.right].map(\.markdownCell)
        return "| \(name) | \(cells.joined(separator: " | ")) |"
      }
  }

  private func readership(of row: VariableRow) -> String {
    let cells = programs.map { $0.reads(row) ? "yes" : "–" }
    return "| `\(row.name)` | \(cells.joined(separator: " | ")) |"
  }
}

extension ConfigurationReport {
  /// Beginning of the page, before its tables.
  private static let preface = """
    # Configuration

    All settings come from the environment. This page is what `brevduva configuration` prints, which is
    made from the table that the programs read their settings from; `./dev docs` writes it anew, and a
    test fails when the two differ. `--help` of an executable lists what that one reads.

    - An empty value counts as none.
    - A wrong or missing value is refused at start, exit 2, with the variable's name and what would be
      right; all faults are told at once, and of a secret never the value.
    - A secret may come from a file: `NAME_FILE` holds its path, and one line break at its end is not
      part of it. Both at once are refused.
    - What is right here but not there yet (a server that is away, a schema that is older, a queue that is
      missing) is waited for, and told in the log and by `/health/ready`.
    """.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}
