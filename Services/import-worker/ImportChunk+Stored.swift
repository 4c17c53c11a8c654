import Contract
import Domain

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
    guard let columns else {
      let unknown = RefusedRow(line: line.line, CellFault(.noIdentity, column: nil), in: language)
      return .refused(RefusedRow(unreadable: line, in: language) ?? unknown)
    }
    return columns.row(line, repairs: options.repairs, language: language)
  }
}
