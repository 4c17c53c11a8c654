import Domain
import Formats
import Store

extension ImportChunk {
  /// The rows of a chunk as they are understood; `nil` if none of them waits any more.
  init?(_ number: Int, of stored: StoredImport, id: ImportID) {
    guard !stored.lines.isEmpty else { return nil }
    self.init(
      number, of: stored.lines, id: id, stored.total,
      ChunkReading(stored.options, header: stored.header), before: stored.counts,
      refusedBefore: stored.refused)
  }

  /// The rows of a chunk as they are understood.
  init(
    _ number: Int, of lines: [ImportLine], id: ImportID, _ total: Int, _ reading: ChunkReading,
    before: ImportCounts = ImportCounts(), refusedBefore: [RefusedRow] = []
  ) {
    self.init(
      id: id, number: number, rows: lines.map(reading.row), rules: reading.rules,
      isDryRun: reading.options.isDryRun, language: reading.options.language, total: total,
      before: before, refusedBefore: refusedBefore)
  }
}

/// The columns of an import, by which its rows are understood.
struct ChunkReading {
  let options: ImportOptions
  private let columns: ColumnMapping?
  let rules: RowRules

  init(_ options: ImportOptions, header: [String]) {
    self.options = options
    do throws(MappingFault) {
      let columns = try ColumnMapping(options.columns, header: header)
      rules = try RowRules(options, columns: columns)
      self.columns = columns
    } catch {
      // A purge has erased the header, in which the person stood (L2): no row can be understood.
      columns = nil
      rules = RowRules()
    }
  }

  func row(_ line: ImportLine) -> ImportChunk.Row {
    let language = options.language
    if let fault = line.fault.flatMap(RowFault.init), !fault.isReadable {
      return .refused(
        RefusedRow(
          line: line.line, column: nil, code: fault.rawValue,
          sentence: language == .swedish ? fault.swedish : fault.english))
    }
    let cells = line.cells.map { cell in
      let printed = PrintedValue(cell.text)
      return ImportCell(
        cell.text, value: printed.text, isRounded: cell.isRounded || printed.isRounded)
    }
    guard let columns else {
      return .refused(
        RefusedRow(line: line.line, CellFault(.noIdentity, column: nil), in: language))
    }
    switch columns.read(cells, line: line.line, repairs: options.repairs) {
    case .row(let row): return .understood(row)
    case .refused(let faults):
      let first = faults.first ?? CellFault(.noIdentity, column: nil)
      return .refused(RefusedRow(line: line.line, first, in: language))
    }
  }
}
