import Domain
import Postgres

extension Connection {
  /// Sends what a chunk of the undo of an import decided (P10).
  mutating func enqueue(
    _ report: UndoReport, of id: ImportID, at moment: Timestamp
  ) throws(PostgresError) {
    let givenBack = report.decided.filter { $0.reason == nil }.map(\.profile)
    try enqueue({ DeleteGivenBack(id: id, profiles: $0) }, ifAny: givenBack)
    try enqueue(
      FollowVersions.init,
      ifAny: report.decided.compactMap { undone in
        undone.versions.map { (profile: undone.profile, versions: $0) }
      })
    try enqueue(
      { KeepProfiles(id: id, kept: $0) },
      ifAny: report.decided.compactMap { undone in
        undone.reason.map { (profile: undone.profile, reason: $0) }
      })
    _ = try enqueue(UpdateUndo(id: id, report: report, at: moment))
  }
}
