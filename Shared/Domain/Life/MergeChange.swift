/// Merge of two profiles, or its end; registrations and notes go along.
public enum MergeChange: Hashable, Sendable {
  /// One profile was merged away into another (L4).
  case merged
  /// That was taken back but for what was changed since (L4).
  case unmerged(leftovers: [Leftover])

  func scope(of merge: Merge) -> ChangeScope {
    switch self {
    case .merged: ChangeScope(merge.kept, [merge.removed], raisesVersions: true)
    case .unmerged: ChangeScope(merge.removed, [merge.kept], raisesVersions: true)
    }
  }
}

extension Dictionary where Key == ProfileID, Value == Profile {
  mutating func apply(_ change: MergeChange, of merge: Merge) {
    switch change {
    case .merged:
      self[merge.removed]?.state = .removed
      self[merge.removed]?.mergedInto = merge.kept
    case .unmerged:
      self[merge.removed]?.state = merge.stateBefore
      self[merge.removed]?.mergedInto = nil
    }
  }
}

extension AddressBook {
  /// Brings the merges to where a change leaves them.
  mutating func index(_ change: MergeChange, of merge: Merge) {
    switch change {
    case .merged: merges[merge.removed] = merge
    case .unmerged: merges[merge.removed] = nil
    }
  }
}
