import Formats

/// Rows of a sheet of an OpenDocument spreadsheet (.ods).
final class OpenDocumentRows: RowSource {
  private static let content = "content.xml"

  private let wanted: String?
  private var archive: ZipHandle
  private var sheet: PartReader<OpenDocumentReader>
  private var rows: [SheetRow] = []
  /// The number of rows that are used up, and of those for which the next one stands.
  private var (taken, repeated) = (0, 0)

  /// Tells whether an archive is an OpenDocument file of any kind.
  static func reads(_ archive: borrowing ZipHandle) -> Bool {
    archive.contains(content) && !archive.contains("[Content_Types].xml")
  }

  init(_ archive: consuming ZipHandle, sheet wanted: String?) throws(TableFault) {
    var archive = archive
    let manifest = try archive.read("META-INF/manifest.xml", by: ManifestReader())
    if manifest?.isEncrypted == true { throw .encrypted }
    guard try archive.open(Self.content) else { throw .damaged }
    self.wanted = wanted
    sheet = PartReader(OpenDocumentReader(sheet: wanted))
    self.archive = archive
  }

  func next() throws(TableFault) -> TableRow? {
    while taken == rows.count {
      guard try sheet.advance(&archive) else {
        try checkEnd()
        return nil
      }
      rows = sheet.reader.takeRows()
      taken = 0
    }
    let row = rows[taken]
    let line = row.number + repeated
    repeated += 1
    if repeated == row.repeats { (taken, repeated) = (taken + 1, 0) }
    var cells: [String] = []
    for case .text(let text) in row.cells { cells.append(text) }
    return TableRow(line: line, cells: cells, roundedColumns: row.roundedColumns)
  }

  private func checkEnd() throws(TableFault) {
    guard sheet.reader.isSpreadsheet else { throw .unknownFormat }
    guard !sheet.reader.hasSheet else { return }
    if let wanted { throw .unknownSheet(wanted, among: sheet.reader.sheetNames) }
    throw .noSheet
  }
}
