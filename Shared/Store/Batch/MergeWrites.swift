import Domain
import Postgres

extension ProfileWrites {
  mutating func fold(_ change: MergeChange, of merge: Merge) {
    switch change {
    case .merged:
      set(StateRow(profile: merge.removed, state: .removed, mergedInto: merge.kept))
    case .unmerged: set(StateRow(profile: merge.removed, state: merge.stateBefore))
    }
  }
}

extension Connection {
  /// Sends what a merge does to whole tables; its message stands alone in the batch.
  mutating func enqueue(_ change: MergeChange, of merge: Merge) throws(PostgresError) {
    switch change {
    case .merged:
      _ = try enqueue(InsertMerge(merge: merge))
      _ = try enqueue(CarryRegistrations(removed: merge.removed, kept: merge.kept))
    case .unmerged:
      _ = try enqueue(DeleteMerge(removed: merge.removed))
      _ = try enqueue(ReturnRegistrations(removed: merge.removed, kept: merge.kept))
    }
  }
}
