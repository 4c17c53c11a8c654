/// Reader of the content of an OpenDocument spreadsheet, that gives the rows of one of its sheets.
///
/// The sheet is the one named, else the first that people see. Rows and cells that are written once and
/// said to be repeated are given as often, within limits.
public struct OpenDocumentReader: XMLReader {
  /// The names that it wants to be told.
  public static let vocabulary = XMLVocabulary(
    namespaces: [
      "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
      "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
      "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
      "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    ],
    elements: [
      "table", "table-row", "table-cell", "covered-table-cell", "*p", "s", "tab", "line-break",
      "style", "table-properties", "spreadsheet",
    ],
    attributes: OpenDocumentAttribute.allCases.map(\.localName))

  private enum Element: UInt8 {
    case table = 1, row, cell, covered, paragraph, spaces, tab, lineBreak, style, tableProperties
    case spreadsheet
  }

  /// The most cells that may come of repetition, beside those that are written.
  private static let repeatedLimit = 20_000_000

  /// The names of the sheets that were met.
  public private(set) var sheetNames: [String] = []
  /// Tells whether the document is a spreadsheet at all.
  public private(set) var isSpreadsheet = false
  /// Tells whether the sheet was met that is read.
  public private(set) var hasSheet = false

  private let wanted: String?
  private var hiddenStyles: Set<String> = []
  private var style = ""
  private var rows: [SheetRow] = []
  private var row = SheetRow(number: 0)
  private var rowsRepeated = 1
  private var table = SheetState.outside
  /// The depth at which the sheet lies: a table in a cell lies deeper.
  private var depth = 0
  private var cell: OpenDocumentCell?
  private var repeated = 0
  private var textLength = 0
  private var element: Element?

  private enum SheetState {
    case outside
    /// In a table whose attributes come.
    case beginning(name: String, style: String)
    case reading
    case passing
  }

  /// A reader at the beginning of the content.
  ///
  /// - Parameter sheet: the name of the sheet; nil for the first that people see.
  public init(sheet: String?) {
    wanted = sheet
  }

  /// Hands out the rows that are complete.
  public mutating func takeRows() -> [SheetRow] {
    defer { rows = [] }
    return rows
  }

  /// Takes the next piece.
  public mutating func take(_ tape: XMLTape) throws(TableFault) {
    for event in tape.events {
      switch event.kind {
      case .start: try begin(event)
      case .attribute: try attribute(event, tape)
      case .text: try append(tape.bytes[event.range])
      case .end: try end(event)
      }
    }
  }

  private mutating func begin(_ event: XMLTape.Event) throws(TableFault) {
    let element = Element(rawValue: event.name)
    self.element = element
    settle()
    switch element {
    case .spreadsheet?: isSpreadsheet = true
    case .table?: beginTable(event.depth)
    case .row?: try beginRow()
    case .cell?, .covered?:
      guard isReading, cell == nil else { return }
      cell = OpenDocumentCell(depth: event.depth, isCovered: element == .covered)
    case .paragraph?: cell?.beginParagraph(at: event.depth)
    case .tab?: try append([.tab])
    case .lineBreak?: try append([.lf])
    case .spaces?: try append([0x20])
    case .style?, .tableProperties?, nil: break
    }
  }

  private mutating func beginTable(_ depth: Int) {
    guard case .outside = table else { return }
    table = .beginning(name: "", style: "")
    self.depth = depth
    row = SheetRow(number: 0)
  }

  private mutating func beginRow() throws(TableFault) {
    guard isReading, cell == nil else { return }
    guard row.number < SheetRow.rowLimit else { throw .tooLarge(.sheet) }
    row = SheetRow(number: row.number + 1)
    (rowsRepeated, textLength) = (1, 0)
  }

  /// Decides whether a table is the one, once its attributes have come.
  private mutating func settle() {
    guard case .beginning(let name, let style) = table else { return }
    sheetNames.append(name)
    let isWanted = wanted.map { $0 == name } ?? !hiddenStyles.contains(style)
    table = isWanted && !hasSheet ? .reading : .passing
    hasSheet = hasSheet || isWanted
  }

  private var isReading: Bool {
    if case .reading = table { return true }
    return false
  }

  private mutating func attribute(
    _ event: XMLTape.Event, _ tape: XMLTape
  ) throws(TableFault) {
    guard let attribute = OpenDocumentAttribute(rawValue: event.name) else { return }
    switch element {
    case .table?: tableAttribute(attribute, tape.text(event))
    case .style?: if attribute == .name { style = tape.text(event) }
    case .tableProperties?:
      if attribute == .display, !tape.flag(event) { hiddenStyles.insert(style) }
    case .row?: if attribute == .rowsRepeated, cell == nil { rowsRepeated = count(event, tape) }
    case .spaces?:
      guard attribute == .spaceCount else { return }
      try append(repeatElement(0x20, count: min(count(event, tape), SheetRow.cellLimit) - 1))
    case .cell?, .covered?: if isCells(event) { cell?.take(attribute, tape.text(event)) }
    case .paragraph?, .tab?, .lineBreak?, .spreadsheet?, nil: break
    }
  }

  private mutating func tableAttribute(_ attribute: OpenDocumentAttribute, _ text: String) {
    guard case .beginning(let name, let style) = table else { return }
    if attribute == .name { table = .beginning(name: text, style: style) }
    if attribute == .styleName { table = .beginning(name: name, style: text) }
  }

  /// Tells whether an attribute is the cell's own and not that of one in a table inside of it.
  private func isCells(_ event: XMLTape.Event) -> Bool {
    cell?.depth == event.depth
  }

  private func count(_ event: XMLTape.Event, _ tape: XMLTape) -> Int {
    max(1, OOXML.number(tape.bytes[event.range].span) ?? 1)
  }

  private mutating func append(_ text: some Sequence<UInt8>) throws(TableFault) {
    cell?.append(text)
    guard (cell?.octets.count ?? 0) <= SheetRow.cellLimit else { throw .tooLarge(.cell) }
  }

  private mutating func end(_ event: XMLTape.Event) throws(TableFault) {
    settle()
    switch Element(rawValue: event.name) {
    case .table?: if event.depth == depth { table = .outside }
    case .paragraph?: cell?.endParagraph(at: event.depth)
    case .cell?, .covered?:
      guard let ended = cell, ended.depth == event.depth else { return }
      cell = nil
      try put(ended)
    case .row?: if isReading, cell == nil { try endRow() }
    case .spaces?, .tab?, .lineBreak?, .style?, .tableProperties?, .spreadsheet?, nil: break
    }
  }

  private mutating func put(_ cell: OpenDocumentCell) throws(TableFault) {
    let value = cell.value
    guard !value.text.isEmpty else {
      row.skipped += cell.repeated
      return
    }
    let column = row.cells.count + row.skipped
    guard column + cell.repeated <= SheetRow.columnLimit else { throw .tooLarge(.sheet) }
    textLength += value.text.utf8.count * cell.repeated
    guard textLength <= SheetRow.textLimit else { throw .tooLarge(.cell) }
    try repeating(cell.repeated)
    for place in column..<column + cell.repeated {
      row.put(.text(value.text), at: place)
      if value.isRounded { row.roundedColumns.append(place) }
    }
    row.skipped = 0
  }

  private mutating func endRow() throws(TableFault) {
    let last = row.number + rowsRepeated - 1
    if !row.cells.isEmpty {
      guard last <= SheetRow.rowLimit else { throw .tooLarge(.sheet) }
      try repeating(rowsRepeated * row.cells.count)
      row.repeats = rowsRepeated
      rows.append(row)
    }
    row = SheetRow(number: min(last, SheetRow.rowLimit))
  }

  private mutating func repeating(_ count: Int) throws(TableFault) {
    if count > 1 { repeated += count }
    guard repeated <= Self.repeatedLimit else { throw .tooLarge(.ratio) }
  }
}
