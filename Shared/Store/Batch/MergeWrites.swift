import Domain
import Postgres

/// Net effect of a batch on what was said of merged profiles (L4).
struct MergeWrites {
  fileprivate var affirmed: [ProfileID: Set<Affirmation>] = [:]

  mutating func fold(_ said: Set<Affirmation>, by merged: [ProfileID]) {
    for id in merged { affirmed[id, default: []].formUnion(said) }
  }
}

extension ProfileWrites {
  mutating func fold(_ change: MergeChange, of merge: Merge) {
    switch change {
    case .merged:
      set(StateRow(profile: merge.removed, state: .removed, mergedInto: merge.kept))
    case .unmerged: set(StateRow(profile: merge.removed, state: merge.stateBefore))
    case .amended: break
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
      _ = try enqueue(CarryNotes(removed: merge.removed, kept: merge.kept))
    case .unmerged: _ = try enqueue(DeleteMerge(removed: merge.removed))
    case .amended: _ = try enqueue(AmendMerge(merge: merge))
    }
  }

  /// Sends what was said, in the order of the profiles that were merged away.
  mutating func enqueue(_ writes: MergeWrites) throws(PostgresError) {
    let said = writes.affirmed.sorted { $0.key < $1.key }
    try enqueue(
      AffirmMerges.init,
      ifAny: said.flatMap { id, said in said.map { (removed: id, affirmation: $0) } })
  }
}
