import Formats
import Glibc
import Spreadsheets

/// Prints the rows of a table as they are read: one JSON array of texts a line, the header first.
///
///     table-rows FILE [--sheet NAME] [--count | --scan]
///
/// Ends with 1 where the file, or a row of it, cannot be read, and says why; with 2 where it is called
/// wrongly. With `--count` it prints figures alone, and how long it took; with `--scan` those of a file
/// of text whose cells become no texts.
@main
struct Main {
  static func main() {
    var arguments = CommandLine.arguments.dropFirst()
    var sheet: String?
    var path: String?
    var (countsOnly, scansOnly) = (false, false)
    while let argument = arguments.popFirst() {
      switch argument {
      case "--sheet": sheet = arguments.popFirst()
      case "--count": countsOnly = true
      case "--scan": scansOnly = true
      default: path = argument
      }
    }
    guard let path else {
      complain("table-rows FILE [--sheet NAME] [--count | --scan]")
      exit(2)
    }
    if scansOnly { exit(scan(path) ? 0 : 1) }
    do throws(TableFault) {
      exit(try print(path, sheet: sheet, countsOnly: countsOnly) ? 0 : 1)
    } catch {
      complain(error.english)
      exit(1)
    }
  }

  /// Prints the figures of a scan; tells whether the file could be opened.
  private static func scan(_ path: String) -> Bool {
    let start = clock()
    guard let scan = Scan(path: path) else { return false }
    let seconds = Double(clock() - start) / 1_000_000
    Swift.print(
      "\(scan.rows) rows, \(scan.cells) cells, \(scan.octets) octets, \(seconds) s of a core")
    return true
  }

  /// Prints all rows; tells whether each could be read.
  private static func print(
    _ path: String, sheet: String?, countsOnly: Bool
  ) throws(TableFault) -> Bool {
    let start = clock()
    let table = try TableFile(SourceFile(path: path), sheet: sheet, temporaryFolder: "/tmp")
    var isWhole = true
    var (rows, cells) = (0, 0)
    while let row = try table.next() {
      rows += 1
      cells += row.cells.count
      if let fault = row.fault {
        if !countsOnly { complain("line \(row.line): \(fault.english)") }
        isWhole = isWhole && fault.isReadable
      }
      if !countsOnly, row.fault?.isReadable ?? true { Swift.print(json(row)) }
    }
    let seconds = Double(clock() - start) / 1_000_000
    if countsOnly { Swift.print("\(rows) rows, \(cells) cells, \(seconds) s of a core") }
    return isWhole
  }

  private static func json(_ row: TableRow) -> String {
    var writer = JSONWriter()
    writer.beginArray()
    for cell in row.cells { writer.value(PrintedValue(cell).text) }
    writer.endArray()
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static func complain(_ sentence: String) {
    let octets = Array("\(sentence)\n".utf8)
    _ = octets.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
