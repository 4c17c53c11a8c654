public import Formats

/// A table in a file, whatever kind of file it is: CSV, .xlsx or .ods (P8).
///
/// Rows come one at a time, in constant memory: the header first, then those that say something.
public final class TableFile {
  private let source: any RowSource
  private var shaper: TableShaper
  private var isOver = false
  private var isEmpty = true

  /// Finds out what a file is, and reads all of it that its rows need.
  ///
  /// - Parameters:
  ///   - file: the file.
  ///   - sheet: the name of the sheet, if it is a spreadsheet; nil for the first that people see.
  ///   - temporaryFolder: where texts of a large workbook lie that memory is not to hold; the file
  ///     has no name and goes with the reader.
  /// - Throws: the reason why it is no table.
  public init(
    _ file: SourceFile, sheet: String? = nil, temporaryFolder: String
  ) throws(TableFault) {
    let head = try file.octets(at: 0, count: 4096)
    guard !head.isEmpty else { throw .empty }
    switch FileKind(head[...]) {
    case .text:
      if let sheet { throw .unknownSheet(sheet, among: []) }
      let rows = try TextRows(file)
      source = rows
      shaper = TableShaper(.text(quotesHeader: rows.quotesHeader))
    case .archive:
      let archive = try ZipHandle(file)
      source =
        OpenDocumentRows.reads(archive)
        ? try OpenDocumentRows(archive, sheet: sheet)
        : try WorkbookRows(archive, sheet: sheet, temporaryFolder: temporaryFolder)
      shaper = TableShaper(.sheet)
    case .compound:
      guard let place = CompoundFile.directoryOffset(head) else { throw .damaged }
      throw CompoundFile.fault(try file.octets(at: place, count: 4096))
    case .other: throw .unknownFormat
    }
  }

  /// The next row; nil behind the last one.
  ///
  /// - Throws: the reason why the rest cannot be read; what came before is then not to be used either.
  ///   A file without any row is `.empty`.
  public func next() throws(TableFault) -> TableRow? {
    while true {
      if let row = shaper.next() {
        isEmpty = false
        return row
      }
      if isOver, isEmpty { throw .empty }
      guard !isOver else { return nil }
      if var row = try source.next() {
        for place in row.cells.indices {
          row.cells[place] = FormulaGuard.unguarded(row.cells[place])
        }
        shaper.take(row)
      } else {
        isOver = true
        shaper.finish()
      }
    }
  }
}

/// Rows of a file in its order, as they stand in it.
protocol RowSource: AnyObject {
  /// The next row; nil behind the last one.
  func next() throws(TableFault) -> TableRow?
}
