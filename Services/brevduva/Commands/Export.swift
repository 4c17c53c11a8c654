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
    let console = context.console
    var exporter = try BookExporter(of: list, by: context.servers)
    guard let path else {
      let showsProgress = !console.output.isTerminal
      let tally = try exporter.write(
        { text throws(Failure) in
          guard console.say(text, on: .output) else {
            throw .refused("Standard output takes no more: what was written is not whole.")
          }
        }, asJSON: output.json,
        telling: { if showsProgress { console.show(progress: $0.text) } })
      if showsProgress { console.clearProgress() }
      return ExportReport(file: nil, tally: tally)
    }
    let file = try ExportFile(path: path, replaces: force)
    defer { console.clearProgress() }
    let tally = try exporter.write(
      { text throws(Failure) in try file.append(text) }, asJSON: false,
      telling: { console.show(progress: $0.text) })
    try file.keep()
    return ExportReport(file: path, tally: tally)
  }
}

/// Result of an export.
struct ExportReport: CommandOutput {
  /// The file; `nil` where the rows were printed as they came.
  let file: String?
  let tally: BookExporter.Tally

  func write(to json: inout JSONWriter) {
    json.object {
      $0.member("file", orNull: file)
      $0.member("profiles", orNull: tally.profiles)
      $0.member("protected", orNull: tally.protected)
    }
  }

  func lines(in style: OutputStyle) -> [String] {
    guard let file else { return [] }
    let protected =
      tally.protected == 0
      ? [] : ["Of \(tally.protected) with protected identity it has the id and the protection."]
    return ["\(tally.profiles) profiles written to \(file.visible)."] + protected
  }

  func text(asJSON: Bool, in style: OutputStyle) -> [UInt8] {
    file == nil ? [] : standardText(asJSON: asJSON, in: style)
  }
}
