/// Merge of two profiles, or its end; registrations and notes go along.
public enum MergeChange: Hashable, Sendable {
  /// One profile was merged away into another (L4).
  case merged
  /// That was taken back but for what was changed since (L4).
  case unmerged(leftovers: [Leftover])
  /// Another merge into the same profile was taken back: what that one had given first, this one gives.
  case amended

  func scope(of merge: Merge) -> ChangeScope {
    switch self {
    case .merged: ChangeScope(merge.kept, [merge.removed], raisesVersions: true)
    case .unmerged: ChangeScope(merge.removed, [merge.kept], raisesVersions: true)
    case .amended: ChangeScope(merge.kept, [merge.removed], raisesVersions: false)
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
    case .amended: break
    }
  }
}

extension AddressBook {
  /// Brings the merges to where a change leaves them.
  mutating func index(_ change: MergeChange, of merge: Merge) {
    switch change {
    case .merged:
      merges[merge.removed] = merge
      mergedAway[merge.kept, default: []].insert(merge.removed)
    case .unmerged:
      merges[merge.removed] = nil
      mergedAway[merge.kept]?.remove(merge.removed)
      if mergedAway[merge.kept]?.isEmpty ?? false { mergedAway[merge.kept] = nil }
    case .amended: merges[merge.removed] = merge
    }
  }
}
