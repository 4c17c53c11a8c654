import ArgumentParser
import Contract
import Domain
import Formats
import Spreadsheets

/// `import FILE`: sends a file to be imported, and tells what becomes of it (P1–P9).
struct ImportFileCommand: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "file",
    abstract: "Import a file of people, once it was shown how it will be understood.",
    usage: "brevduva import <file> [--column <header=field> ...] [<options>]",
    discussion: """
      The first rows are shown as they will be understood. Without --column the columns are proposed from \
      the header, and at a terminal it asks whether that is right. Columns that are not named are not read.

      At a terminal, and for a dry run, it waits for the end and shows the report; Ctrl-C ends the \
      waiting, and the import goes on. The id is made of the file and the options, so that the same again \
      changes nothing. What no message can carry (64 MiB with base64) is put into the workers' \
      IMPORT_FOLDER and named by --path.

      Example: brevduva import alumni.xlsx
      Example: brevduva import alumni.csv --column Mejl=email.primary --column Namn=givenName --dry-run
      Example: brevduva import all.csv --path 2026/all.csv --yes --wait --actor kim
      """)

  @Argument(
    help: "The file: CSV, Excel (.xlsx) or OpenDocument (.ods); - for standard input.",
    completion: .file())
  var file: String

  @Option(
    name: .customLong("column"),
    help: ArgumentHelp(
      "What a column is for; may be given several times. Fields: \(ColumnChoice.fields).",
      valueName: "header=field"), transform: ArgumentParsing.column)
  var columns: [ColumnChoice] = []

  @Flag(help: "Take the columns that are proposed, without a question.")
  var yes = false

  @Option(help: "The sheet of a workbook, if it is not the first that people see.")
  var sheet: String?

  @OptionGroup var wishes: ImportWishes

  @Flag(help: "Change nothing, and tell what would be.")
  var dryRun = false

  @Option(
    help: "The import's id, instead of one that is made of the file and the options.",
    transform: ArgumentParsing.importID)
  var importID: ImportID?

  @Option(help: "Where the workers find the same file, below their IMPORT_FOLDER.")
  var path: String?

  @Option(help: "Who acts.", transform: ArgumentParsing.text)
  var actor: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Wait for the end, and show the report; so at a terminal, and for a dry run.")
  var wait: Bool?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    let headers = columns.map(\.header)
    if let twice = headers.first(where: { header in headers.count { $0 == header } > 1 }) {
      throw ValidationError("The column '\(twice.visible)' is named twice: name it once.")
    }
    if let path, !SourceFile.leadsBelow(path) {
      throw ValidationError(
        "--path is '\(path.visible)': a path below IMPORT_FOLDER is needed, such as 2026/alumni.csv."
      )
    }
  }

  func answer(in context: CommandContext) throws(Failure) -> ImportFileReport {
    let input = TableInput(path: file)
    let (source, plan) = try plan(of: input, in: context.servers.temporaryFolder())
    let isAsking = columns.isEmpty && !yes
    let console = context.console
    let isTold = console.output.isTerminal && !output.json
    guard !isAsking || isTold && console.typed != nil && file != "-" else {
      throw .usage(
        "Nobody can be asked here whether the columns that are proposed are right: say so with --yes, or "
          + "choose them: \(commandLine(of: plan))")
    }
    let isWaiting = wait ?? (dryRun || isTold)
    _ = try context.servers.endpoints()
    if isWaiting { _ = try context.servers.location() }
    let request = try request(of: source, plan, input)
    if !output.json { show(plan, request.id, on: console) }
    let count = plan.choices.count
    if isAsking, !console.asks("Import \(count == 1 ? "this column" : "these \(count) columns")?") {
      throw .refused("Nothing was imported. To choose otherwise: \(commandLine(of: plan))")
    }
    return try send(request, plan, waiting: isWaiting, in: context)
  }

  private func plan(
    of input: TableInput, in temporaryFolder: String
  ) throws(Failure) -> (SourceFile, ImportPlan) {
    let (source, head): (SourceFile, ImportPlan.Head)
    do throws(TableFault) {
      source = try input.source(in: temporaryFolder)
      head = try ImportPlan.Head(
        of: TableFile(source, sheet: sheet, temporaryFolder: temporaryFolder))
    } catch {
      throw input.failure(error)
    }
    do throws(MappingFault) {
      return (source, try ImportPlan(head, options))
    } catch {
      let sentence = "\(input.path): \(error.sentence(in: .english)) \(advice(on: head.header))"
      throw .usage(sentence.visible)
    }
  }

  /// Advice on a header that does not fit; an address in it is not told.
  private func advice(on header: [String]) -> String {
    guard !header.contains(where: { $0.contains("@") }) else {
      return "The first row holds an address: put a row with headers above it."
    }
    let headers = header.map { "'\($0)'" }.joined(separator: ", ")
    return "The headers are \(headers): --column HEADER=FIELD chooses what each is for."
  }

  private func show(_ plan: ImportPlan, _ id: ImportID, on console: Console) {
    var heading = FieldList()
    heading.add("import", id, .strong)
    heading.add("file", file == "-" ? nil : file)
    let lines = heading.lines(in: console.output) + [""] + plan.lines(in: console.output) + [""]
    console.say(Array(lines.map { $0 + "\n" }.joined().utf8), on: .output)
  }
}

// MARK: What is sent

extension ImportFileCommand {
  private var options: ImportOptions {
    ImportOptions(
      columns: Dictionary(
        columns.map { ($0.header, "\($0.field)") }, uniquingKeysWith: { first, _ in first }),
      sheet: sheet, replaces: wishes.replace, overwritten: Set(wishes.overwrite),
      repairs: wishes.repair, updatesOnly: wishes.updateOnly, allowed: Set(wishes.allow),
      isDryRun: dryRun, language: wishes.language)
  }

  /// Reads the whole file into the data of its message.
  private func request(
    of source: SourceFile, _ plan: ImportPlan, _ input: TableInput
  ) throws(Failure) -> (id: ImportID, data: [UInt8]) {
    let limit = Queue.imports.bodyLimit
    let tooLarge = Failure.usage(
      "\(input.path.visible) is too large for a message, which holds \(limit >> 20) MiB: put it below the "
        + "workers' IMPORT_FOLDER, and name it from there by --path.")
    guard path != nil || source.size / 3 * 4 <= limit else { throw tooLarge }
    var writer = ImportFileWriter(plan.options, path: path, size: source.size)
    do throws(TableFault) {
      var place = 0
      while place < source.size {
        let piece = try source.octets(at: place, count: 1 << 18)
        guard !piece.isEmpty else { break }
        writer.append(piece)
        place += piece.count
      }
    } catch {
      throw input.failure(error)
    }
    let request = writer.finish(id: importID)
    guard request.data.count <= limit else { throw tooLarge }
    return request
  }

  private func send(
    _ request: (id: ImportID, data: [UInt8]), _ plan: ImportPlan, waiting isWaiting: Bool,
    in context: CommandContext
  ) throws(Failure) -> ImportFileReport {
    let writer = EnvelopeWriter(aboutImport: .importFile, actor: actor, data: request.data)
    var report = ImportFileReport(
      id: request.id, message: writer.attributes.reference, columns: plan.columns)
    guard isWaiting else {
      try deliver(writer, by: context.servers)
      return report
    }
    var watch = try ImportWatch(context.servers, console: context.console)
    try deliver(writer, by: context.servers)
    do throws(Failure) {
      report.end = try watch.follow(report.id, report.message)
    } catch {
      throw error.saying("\(error.sentence) \(report.sequel)")
    }
    return report
  }

  private func deliver(
    _ writer: EnvelopeWriter, by servers: ServerConnections
  ) throws(Failure) {
    var publisher = try servers.publisher()
    try publisher.deliver(writer)
  }

  /// The command with the columns of a plan, as it can be typed.
  private func commandLine(of plan: ImportPlan) -> String {
    var words = ["brevduva", "import", file.shellWord]
    func add(_ name: String, _ value: String?) {
      if let value { words += [name, value.shellWord] }
    }
    for choice in plan.choices { add("--column", choice.text) }
    add("--sheet", sheet)
    words += wishes.words
    if dryRun { words.append("--dry-run") }
    add("--import-id", importID)
    add("--path", path)
    add("--actor", actor)
    if let wait { words.append(wait ? "--wait" : "--no-wait") }
    if output.json { words.append("--json") }
    return words.joined(separator: " ")
  }
}
