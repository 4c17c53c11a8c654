import Domain
import Postgres

/// Changes of imports in a batch, in order; each is of another import or of another chunk.
struct ImportWrites {
  /// Profiles of which something was said again, with the import that said it.
  fileprivate var said: [TouchImportedProfiles.Said] = []
  fileprivate var changes: [(id: ImportID, change: ImportChange, provenance: Provenance)] = []

  mutating func fold(_ profile: ProfileID, saidDuring id: ImportID?) {
    said.append((profile, id))
  }

  mutating func fold(_ change: ImportChange, of id: ImportID, _ provenance: Provenance) {
    changes.append((id, change, provenance))
  }
}

extension Connection {
  mutating func enqueue(_ writes: ImportWrites) throws(PostgresError) {
    try enqueue(
      TouchImportedProfiles.init, ifAny: writes.said.sorted { $0.profile < $1.profile })
    for (id, change, provenance) in writes.changes {
      switch change {
      case .begun(let begun):
        _ = try enqueue(InsertImport(id: id, begun: begun, provenance: provenance))
        _ = try enqueue(InsertImportLines(id: id, begun))
      case .advanced(let report):
        if !report.refused.isEmpty {
          _ = try enqueue(RefuseImportLines(id: id, report: report))
          _ = try enqueue(KeepRefusedMentions(id: id, report: report))
        }
        _ = try enqueue(DeleteImportLines(id: id, chunk: report.chunk))
        _ = try enqueue(UpdateImport(id: id, report: report, at: provenance.at))
      case .recorded(let profiles):
        _ = try enqueue(InsertImportedProfiles(id: id, profiles: profiles))
      case .undoBegun(let moment): _ = try enqueue(BeginUndo(id: id, at: moment))
      case .stopped:
        _ = try enqueue(StopImport(id: id, at: provenance.at))
        _ = try enqueue(DeleteWaitingImportLines(id: id))
      case .undone(let report): try enqueue(report, of: id, at: provenance.at)
      }
    }
  }
}
