import Domain
import Postgres

/// Changes of imports in a batch, in order; each is of another import or of another chunk.
struct ImportWrites {
  fileprivate var changes: [(id: ImportID, change: ImportChange, provenance: Provenance)] = []

  mutating func fold(_ change: ImportChange, of id: ImportID, _ provenance: Provenance) {
    changes.append((id, change, provenance))
  }
}

extension Connection {
  mutating func enqueue(_ writes: ImportWrites) throws(PostgresError) {
    for (id, change, provenance) in writes.changes {
      switch change {
      case .begun(let begun):
        _ = try enqueue(InsertImport(id: id, begun: begun, provenance: provenance))
        _ = try enqueue(InsertImportLines(id: id, begun))
      case .advanced(let report):
        if !report.refused.isEmpty {
          _ = try enqueue(RefuseImportLines(id: id, report: report))
        }
        _ = try enqueue(DeleteImportLines(id: id, chunk: report.chunk))
        _ = try enqueue(UpdateImport(id: id, report: report, at: provenance.at))
      }
    }
  }
}
