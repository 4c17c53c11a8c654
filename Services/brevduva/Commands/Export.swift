import ArgumentParser
import Formats
import POSIX
import Store

/// `export`: the address book as a table that an import takes (P11).
struct Export: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the address book as CSV, with the columns that an import takes.",
    discussion: """
      One row for each active and deceased profile, all of one moment; removed and purged ones are left \
      out, and of one with protected identity there is the id and the protection alone. What a spreadsheet \
      would run as a formula is marked, and the mark is taken away by an import. A file is there when it is \
      whole, and only its owner may read it. Without one the rows go to standard output, with --json each \
      as an array of texts.

      Example: brevduva export people.csv
      Example: brevduva export --list no-primary > no-primary.csv
      """)

  @Argument(
    help: "The file that is made; standard output, if there is none or it is -.",
    completion: .file(extensions: ["csv"]))
  var file: String?

  @Option(
    help: "Only the profiles of one of the lists: \(ArgumentParsing.words(of: ProfileList.self)).",
    completion: .list(ProfileList.allCases.map(\.rawValue)), transform: ArgumentParsing.choice)
  var list: ProfileList?

  @Flag(help: "Replace a file that is there already.")
  var force = false

  @OptionGroup var output: OutputOptions

  private var path: String? { file == "-" ? nil : file }

  func validate() throws {
    guard path != nil || !force else {
      throw ValidationError("--force is about a file: name the one that is to be replaced.")
    }
  }

  func answer(in context: CommandContext) throws(Failure) -> ExportReport {
    guard let path else { return .rows(ExportedRows(list: list, servers: context.servers)) }
    let console = context.console
    var exporter = try BookExporter(of: list, by: context.servers)
    let file = try ExportFile(path: path, replaces: force)
    defer { console.clearProgress() }
    let tally = try exporter.write(
      { text throws(Failure) in try file.append(text) }, asJSON: false,
      telling: { console.show(progress: $0.text) })
    try file.keep()
    return .file(ExportedFile(path: path, tally: tally))
  }
}

/// Result of an export: its rows, or a file with them.
enum ExportReport: CommandAnswer {
  case rows(ExportedRows)
  case file(ExportedFile)

  func print(asJSON: Bool, on console: Console) throws(Failure) {
    switch self {
    case .rows(let rows): try rows.print(asJSON: asJSON, on: console)
    case .file(let file): try file.print(asJSON: asJSON, on: console)
    }
  }
}

/// Rows of an export, which are printed as they are read.
struct ExportedRows: CommandAnswer {
  let list: ProfileList?
  let servers: ServerConnections

  func print(asJSON: Bool, on console: Console) throws(Failure) {
    var exporter = try BookExporter(of: list, by: servers)
    let showsProgress = !console.output.isTerminal
    _ = try exporter.write(
      { text throws(Failure) in try console.print(text) }, asJSON: asJSON,
      telling: { if showsProgress { console.show(progress: $0.text) } })
    if showsProgress { console.clearProgress() }
  }
}

/// File that an export has written.
struct ExportedFile: CommandOutput {
  let path: String
  let tally: BookExporter.Tally

  func write(to json: inout JSONWriter) {
    json.object {
      $0.member("file", path)
      $0.member("profiles", orNull: tally.profiles)
      $0.member("protected", orNull: tally.protected)
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    let protected =
      tally.protected == 0
      ? [] : ["Of \(tally.protected) with protected identity it has the id and the protection."]
    return ["\(tally.profiles) profiles written to \(path.visible)."] + protected
  }
}
