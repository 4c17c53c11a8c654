import Domain
import Store

/// An import in a ``MemoryDatabase``.
struct MemoryImport {
  let begun: BegunImport
  /// The chunks that wait for their turn.
  var waiting: [Int: [ImportLine]]
  var counts = ImportCounts()
  var refused: [RefusedRow] = []

  func stored(chunk: Int) -> StoredImport {
    StoredImport(
      hash: begun.hash, options: begun.options, header: begun.header, total: begun.total,
      counts: counts, lines: waiting[chunk] ?? [],
      refused: Array(refused.prefix(ImportReport.told)))
  }
}

/// A file that is being read.
struct MemoryReading {
  let token: UInt128
  /// Time at which rows were kept last.
  var at: Duration
  var chunks: [Int: [ImportLine]] = [:]
}

extension MemoryState {
  func importState(of id: ImportID, chunk: Int) -> StoredImport? {
    if let reading = readings[id] {
      return StoredImport(
        isReading: true, hash: [], options: ImportOptions(columns: [:]), header: [],
        total: reading.chunks.values.reduce(0) { $0 + $1.count }, counts: ImportCounts(), lines: [],
        refused: [])
    }
    return imports[id]?.stored(chunk: chunk)
  }

  mutating func beginReading(of id: ImportID) -> ImportReading? {
    guard imports[id] == nil else { return nil }
    if let other = readings[id], now - other.at <= .seconds(10) { return nil }
    lastReading += 1
    readings[id] = MemoryReading(token: lastReading, at: now)
    return ImportReading(id: id, token: lastReading)
  }

  mutating func keep(_ portions: [ImportPortion], in reading: ImportReading) -> Bool {
    guard readings[reading.id]?.token == reading.token else { return false }
    readings[reading.id]?.at = now
    for portion in portions {
      readings[reading.id]?.chunks[portion.chunk, default: []] += portion.lines
    }
    return true
  }

  mutating func end(_ reading: ImportReading) {
    if readings[reading.id]?.token == reading.token { readings[reading.id] = nil }
  }

  mutating func write(_ change: ImportChange, of id: ImportID) throws(StoreError) {
    switch change {
    case .begun(let begun):
      let read = readings[id]
      guard imports[id] == nil, read?.token == begun.reading?.token else {
        throw .conflict(constraint: "import_id_unique")
      }
      readings[id] = nil
      let waiting = (read?.chunks ?? [:]).merging([0: begun.first]) { $1 }
      imports[id] = MemoryImport(begun: begun, waiting: waiting)
    case .advanced(let report):
      imports[id]?.waiting[report.chunk] = nil
      imports[id]?.counts = report.total
      imports[id]?.refused += report.refused
    }
  }
}
