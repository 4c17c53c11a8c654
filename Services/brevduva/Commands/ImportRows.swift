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
    ImportRowsReport(
      input: TableInput(path: file), sheet: sheet,
      temporaryFolder: try context.servers.temporaryFolder())
  }
}

/// Rows of a table, which are printed as they are read.
struct ImportRowsReport: CommandAnswer {
  let input: TableInput
  let sheet: String?
  let temporaryFolder: String

  func print(asJSON: Bool, on console: Console) throws(Failure) {
    var lines = LineBuffer(console)
    defer { lines.flush() }
    var unreadableCount = 0
    do throws(TableFault) {
      let table = try TableFile(
        input.source(in: temporaryFolder), sheet: sheet, temporaryFolder: temporaryFolder)
      var json = JSONWriter()
      while let row = try table.next() {
        if let fault = row.fault, !fault.isReadable {
          console.say(Array("Line \(row.line): \(fault.english)\n".utf8), on: .errors)
          unreadableCount += 1
        } else {
          json.removeAll()
          json.array(row.cells) { $0.value(PrintedValue($1).text) }
          lines.append(json.bytes)
        }
      }
    } catch {
      throw input.failure(error)
    }
    switch unreadableCount {
    case 0: break
    case 1: throw .refused("1 row could not be read.")
    default: throw .refused("\(unreadableCount) rows could not be read.")
    }
  }
}
