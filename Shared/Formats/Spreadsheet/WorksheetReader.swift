/// Reader of a worksheet of OOXML, transitional or strict, that gives its rows as they come.
///
/// It relies on no dimension and no span; rows and cells that do not say where they stand stand behind
/// the one before.
public struct WorksheetReader: XMLReader {
  /// The names that it wants to be told.
  public static let vocabulary = XMLVocabulary(
    namespaces: OOXML.sheetNamespaces,
    elements: ["row", "c", "f", "rPh", "+v", "+t"], attributes: ["r", "s", "t"])

  private enum Element: UInt8 {
    case row = 1, cell, formula, phonetic
  }

  private enum Attribute: UInt8 {
    case reference = 1, style, type
  }

  /// The place of `t` in the vocabulary: a text that stands in the cell itself.
  private static let ownText: UInt8 = 6

  private var rows: [SheetRow] = []
  private var row = SheetRow(number: 0)
  private var column = 0
  private var textLength = 0
  private var element: Element?
  private var cell = WorksheetCell()
  private let values: WorksheetValues
  private var isPhonetic = false

  /// A reader at the beginning of a sheet.
  ///
  /// - Parameters:
  ///   - styles: of its workbook.
  ///   - computesOnLoad: whether the workbook says that all must be computed: a formula's 0 is then
  ///     what a writer puts that computes nothing.
  public init(styles: CellStyles, computesOnLoad: Bool) {
    values = WorksheetValues(styles: styles, computesOnLoad: computesOnLoad)
  }

  /// Hands out the rows that are complete.
  public mutating func takeRows() -> [SheetRow] {
    defer { rows = [] }
    return rows
  }

  /// Takes the next piece.
  public mutating func take(_ tape: XMLTape) throws(TableFault) {
    // The text of a cell is copied only where it comes in parts.
    var text = 0..<0
    for event in tape.events {
      switch event.kind {
      case .start: try begin(Element(rawValue: event.name))
      case .attribute: try attribute(event, tape.bytes)
      case .text where cell.isOpen && !isPhonetic:
        switch cell.admits(ownText: event.name == Self.ownText) {
        case .no: continue
        case .alone: text = 0..<0
        case .withOthers: break
        }
        if !text.isEmpty { try cell.keep(tape.bytes[text]) }
        text = event.range
      case .text: break
      case .end:
        if event.name == Element.cell.rawValue {
          try endCell(tape.bytes, text)
          text = 0..<0
        } else {
          end(Element(rawValue: event.name))
        }
      }
    }
    if !text.isEmpty { try cell.keep(tape.bytes[text]) }
  }

  private mutating func begin(_ element: Element?) throws(TableFault) {
    self.element = element
    switch element {
    case .row?:
      guard row.number < SheetRow.rowLimit else { throw .tooLarge(.sheet) }
      row = SheetRow(number: row.number + 1, capacity: row.cells.count)
      (column, textLength) = (0, 0)
    case .cell?: cell.open()
    case .formula?: cell.hasFormula = true
    case .phonetic?: isPhonetic = true
    case nil: break
    }
  }

  private mutating func end(_ element: Element?) {
    switch element {
    case .row?: rows.append(row)
    case .phonetic?: isPhonetic = false
    case .cell?, .formula?, nil: break
    }
  }

  private mutating func attribute(_ event: XMLTape.Event, _ bytes: [UInt8]) throws(TableFault) {
    guard let attribute = Attribute(rawValue: event.name) else { return }
    let value = bytes.span.extracting(event.range)
    switch element {
    case .cell?: try cellAttribute(attribute, value)
    case .row?: if attribute == .reference { try placeRow(value) }
    case .formula?, .phonetic?, nil: break
    }
  }

  private mutating func cellAttribute(
    _ attribute: Attribute, _ value: Span<UInt8>
  ) throws(TableFault) {
    switch attribute {
    case .reference:
      guard let column = OOXML.column(value) else { throw .damaged }
      self.column = column
    case .style: cell.style = OOXML.number(value) ?? 0
    case .type: cell.kind = WorksheetCell.Kind(value)
    }
  }

  private mutating func placeRow(_ value: Span<UInt8>) throws(TableFault) {
    guard let number = OOXML.number(value), number > 0 else { throw .damaged }
    guard number <= SheetRow.rowLimit else { throw .tooLarge(.sheet) }
    row = SheetRow(number: number, capacity: row.cells.capacity)
  }

  private mutating func endCell(_ bytes: [UInt8], _ text: Range<Int>) throws(TableFault) {
    cell.isOpen = false
    guard column < SheetRow.columnLimit else { throw .tooLarge(.sheet) }
    if cell.isInParts {
      try cell.keep(bytes[text])
      let octets = cell.octets
      try put(octets.span)
    } else {
      try put(bytes.span.extracting(text))
    }
    column += 1
  }

  private mutating func put(_ value: Span<UInt8>) throws(TableFault) {
    textLength += value.count
    guard textLength <= SheetRow.textLimit, value.count <= SheetRow.cellLimit else {
      throw .tooLarge(.cell)
    }
    guard let read = try values.value(of: cell, value) else { return }
    row.put(read.cell, at: column)
    if read.isRounded { row.roundedColumns.append(column) }
  }
}
