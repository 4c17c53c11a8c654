import Domain
import Store

/// An import in a ``MemoryDatabase``.
struct MemoryImport {
  let begun: BegunImport
  /// The chunks that were decided.
  var decided: Set<Int> = []
  var counts = ImportCounts()
  var refused: [RefusedRow] = []

  func stored(chunk: Int) -> StoredImport {
    let isWaiting = begun.chunks.indices.contains(chunk) && !decided.contains(chunk)
    return StoredImport(
      hash: begun.hash, options: begun.options, header: begun.header, total: begun.total,
      counts: counts, lines: isWaiting ? begun.chunks[chunk] : [],
      refused: Array(refused.prefix(ImportReport.told)))
  }
}

extension MemoryState {
  mutating func write(_ change: ImportChange, of id: ImportID) throws(StoreError) {
    switch change {
    case .begun(let begun):
      guard imports.updateValue(MemoryImport(begun: begun), forKey: id) == nil else {
        throw .conflict(constraint: "import_id_unique")
      }
    case .advanced(let report):
      imports[id]?.decided.insert(report.chunk)
      imports[id]?.counts = report.total
      imports[id]?.refused += report.refused
    }
  }
}
