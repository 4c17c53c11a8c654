public import Domain
public import Formats

extension ImportLine {
  /// Keeps a row as it was read from a file.
  public init(_ row: TableRow) {
    self.init(
      line: row.line,
      cells: row.cells.enumerated().map { place, text in
        Cell(text, isRounded: row.roundedColumns.contains(place))
      }, fault: row.fault?.rawValue)
  }
}

extension RefusedRow {
  /// Tells why a row cannot be read as text; `nil` for one that can.
  public init?(unreadable line: ImportLine, in language: Language) {
    guard let fault = line.fault.flatMap(RowFault.init), !fault.isReadable else { return nil }
    self.init(
      line: line.line, column: nil, code: fault.rawValue,
      sentence: language == .swedish ? fault.swedish : fault.english)
  }
}

extension ColumnMapping {
  /// Understands a row as it is kept (P4, P7).
  ///
  /// - Parameters:
  ///   - line: the row.
  ///   - repairs: whether addresses are repaired where that is plain (I3).
  ///   - language: that of the sentence about a fault.
  /// - Returns: the row, or its refusal with the first of its faults.
  public func row(_ line: ImportLine, repairs: Bool, language: Language) -> ImportChunk.Row {
    if let refused = RefusedRow(unreadable: line, in: language) { return .refused(refused) }
    switch read(line.cells.map(ImportCell.init), line: line.line, repairs: repairs) {
    case .row(let row): return .understood(row)
    case .refused(let faults):
      let first = faults.first ?? CellFault(.noIdentity, column: nil)
      return .refused(RefusedRow(line: line.line, first, in: language))
    }
  }
}

extension ImportCell {
  /// Reads what a program has printed into a cell (P8).
  fileprivate init(_ cell: ImportLine.Cell) {
    let printed = PrintedValue(cell.text)
    self.init(
      cell.text, value: printed.text, isRounded: cell.isRounded || printed.isRounded)
  }
}
