/// The text of `--help`, made from the table of variables.
public enum Help {
  /// Writes it; the variables for tests stand by themselves.
  public static func text(of name: String, version: String, rows: [VariableRow]) -> String {
    var lines = [
      "\(name) \(version)",
      "",
      "Reads its settings from the environment and runs until SIGTERM, which lets it finish the",
      "batch in hand. A secret may also come from a file that NAME_FILE names.",
      "",
      "  --help          shows this",
      "  --version       shows the version",
      "  --check-health  asks the worker at HTTP_ADDRESS whether it is ready: exit 0 if it is, else 1",
      "",
      "Variables:",
    ]
    lines += rows.filter { !$0.isForTestsOnly }.flatMap(entry)
    lines += ["", "Variables for tests only:"]
    lines += rows.filter(\.isForTestsOnly).flatMap(entry)
    lines += [
      "", "Exit codes: 0 drained, 1 ended before it was drained, 2 a setting or argument is wrong.",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func entry(of row: VariableRow) -> [String] {
    let name = row.isSecret ? "\(row.name), \(row.name)_FILE" : row.name
    let standard = row.standard.map { "Default: \($0)." } ?? "Must be set."
    return ["  \(name)", "      \(row.meaning).", "      \(standard) Right: \(row.right)."]
  }
}
