import Formats

/// Rows of a worksheet of an Excel workbook (.xlsx).
final class WorkbookRows: RowSource {
  private var archive: ZipHandle
  private var sheet: PartReader<WorksheetReader>
  private var strings: SharedStringTable
  /// Rows that were read, the next one last.
  private var rows: [SheetRow] = []

  /// Finds the sheet, by its name or the first that people see, and reads all that its cells need.
  init(
    _ archive: consuming ZipHandle, sheet wanted: String?, temporaryFolder: String
  ) throws(TableFault) {
    var archive = archive
    let book = try Workbook(&archive)
    let name = try book.part(ofSheet: wanted)
    strings = try book.sharedStrings(&archive, folder: temporaryFolder)
    guard try archive.open(name) else { throw .damaged }
    sheet = PartReader(
      WorksheetReader(styles: book.styles, computesOnLoad: book.list.computesOnLoad))
    self.archive = archive
  }

  func next() throws(TableFault) -> TableRow? {
    while rows.isEmpty {
      guard try sheet.advance(&archive) else { return nil }
      rows = sheet.reader.takeRows().reversed()
    }
    guard let row = rows.popLast() else { return nil }
    let cells = try strings.texts(of: row)
    return TableRow(line: row.number, cells: cells, roundedColumns: row.roundedColumns)
  }
}

/// Sheets of a workbook, their parts, and the formats of their cells.
private struct Workbook {
  let list: WorkbookReader
  let styles: CellStyles
  private let part: String
  private let relationships: [RelationshipsReader.Relationship]

  init(_ archive: inout ZipHandle) throws(TableFault) {
    let root = try archive.read("_rels/.rels", by: RelationshipsReader())
    let target = root?.internals.first { $0.type == "officeDocument" }?.target
    part = PackageName.resolved(target ?? "xl/workbook.xml", from: "")
    if part.hasSuffix(".bin") { throw .binaryExcel }
    guard let list = try archive.read(part, by: WorkbookReader()) else { throw .unknownFormat }
    self.list = list
    let names = PackageName.relationships(of: part)
    relationships = try archive.read(names, by: RelationshipsReader())?.internals ?? []
    var styles = CellStyles()
    if let name = Self.part("styles", relationships, from: part) {
      styles = try archive.read(name, by: StylesReader())?.styles ?? styles
    }
    styles.isFrom1904 = list.isFrom1904
    self.styles = styles
  }

  /// The part of the sheet that is named, or of the first one that people see.
  func part(ofSheet wanted: String?) throws(TableFault) -> String {
    var names: [String] = []
    for sheet in list.sheets {
      guard let target = relationships.first(where: { $0.id == sheet.relationship }),
        target.type == "worksheet"
      else { continue }
      names.append(sheet.name)
      if wanted.map({ $0 == sheet.name }) ?? sheet.isVisible {
        return PackageName.resolved(target.target, from: part)
      }
    }
    if let wanted { throw .unknownSheet(wanted, among: names) }
    throw .noSheet
  }

  func sharedStrings(
    _ archive: inout ZipHandle, folder: String
  ) throws(TableFault) -> SharedStringTable {
    var texts = SharedStringTable(folder: folder)
    guard let name = Self.part("sharedStrings", relationships, from: part), try archive.open(name)
    else { return texts }
    var part = PartReader(SharedStringsReader())
    while try part.advance(&archive) {
      try texts.append(part.reader.octets, ends: part.reader.ends)
      part.reader.removeAll()
    }
    return texts
  }

  private static func part(
    _ type: String, _ relationships: [RelationshipsReader.Relationship], from part: String
  ) -> String? {
    relationships.first { $0.type == type }.map { PackageName.resolved($0.target, from: part) }
  }
}
