import ArgumentParser
import Formats
import Spreadsheets

/// `import rows`: the rows of a table, as they are read (P8).
struct ImportRows: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "rows",
    abstract: "Print the rows of a table as they are read.",
    discussion: """
      One JSON array of texts a line, the header first; no server is asked. Encoding, separator and \
      quotation marks of a text file are found out. A row that cannot be read is told on standard error \
      with its line, and the others are printed; then it exits with 1. So it does for a file that is no \
      table, is damaged or is locked with a password.

      Example: brevduva import rows alumni.xlsx --sheet Adresser
      """)

  @Argument(
    help: "The table: CSV, Excel (.xlsx) or OpenDocument (.ods); - for standard input.",
    completion: .file())
  var file: String

  @Option(help: "The sheet of a workbook, if it is not the first that people see.")
  var sheet: String?

  @OptionGroup var output: OutputOptions

  func answer(in context: CommandContext) throws(Failure) -> ImportRowsReport {
    var lines = LineBuffer(context.console)
    defer { lines.flush() }
    var report = ImportRowsReport()
    let input = TableInput(path: file)
    do throws(TableFault) {
      let table = try TableFile(
        input.source(in: context.temporaryFolder), sheet: sheet,
        temporaryFolder: context.temporaryFolder)
      var json = JSONWriter()
      while let row = try table.next() {
        if let fault = row.fault, !fault.isReadable {
          context.console.say(Array("Line \(row.line): \(fault.english)\n".utf8), on: .errors)
          report.unreadableCount += 1
        } else {
          json.removeAll()
          json.array(row.cells) { $0.value(PrintedValue($1).text) }
          lines.append(json.bytes)
        }
      }
    } catch {
      throw input.failure(error)
    }
    return report
  }
}

/// End of the rows: they were printed as they came.
struct ImportRowsReport: CommandOutput {
  /// Number of rows that could not be read, each of which was told.
  var unreadableCount = 0

  var failure: Failure? {
    switch unreadableCount {
    case 0: nil
    case 1: .refused("1 row could not be read.")
    default: .refused("\(unreadableCount) rows could not be read.")
    }
  }

  func write(to json: inout JSONWriter) {}

  func lines(in style: OutputStyle) -> [String] { [] }

  func text(asJSON: Bool, in style: OutputStyle) -> [UInt8] { [] }
}
