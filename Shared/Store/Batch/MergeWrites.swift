import Domain
import Postgres

/// Net effect of a batch on merges, and on what was said of merged profiles (L4).
struct MergeWrites {
  /// Those that are done; what is a person's goes along.
  fileprivate var made: [Merge] = []
  /// Those that are taken back.
  fileprivate var ended: [ProfileID] = []
  /// Those that give from now on what one that is taken back had given.
  fileprivate var amended: [Merge] = []
  fileprivate var affirmed: [ProfileID: Set<Affirmation>] = [:]

  mutating func fold(_ said: Set<Affirmation>, by merged: [ProfileID]) {
    for id in merged { affirmed[id, default: []].formUnion(said) }
  }

  mutating func fold(_ change: MergeChange, of merge: Merge) {
    switch change {
    case .merged: made.append(merge)
    case .unmerged: ended.append(merge.removed)
    case .amended: amended.append(merge)
    }
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
  /// Sends merges with what comes along, and what was said, in the order of the profiles that were merged away.
  mutating func enqueue(_ writes: MergeWrites) throws(PostgresError) {
    let made = writes.made.sorted { $0.removed < $1.removed }
    try enqueue(InsertMerges.init, ifAny: made)
    try enqueue(CarryRegistrations.init, ifAny: made)
    try enqueue(CarryNotes.init, ifAny: made)
    try enqueue(DeleteMerges.init, ifAny: writes.ended.sorted())
    try enqueue(AmendMerges.init, ifAny: writes.amended.sorted { $0.removed < $1.removed })
    let said = writes.affirmed.sorted { $0.key < $1.key }
    try enqueue(
      AffirmMerges.init,
      ifAny: said.flatMap { id, said in said.map { (removed: id, affirmation: $0) } })
  }
}
