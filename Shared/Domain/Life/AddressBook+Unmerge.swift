extension AddressBook {
  /// Takes a merge back: both profiles are as before, but for what was changed since; that stays on the
  /// kept one and is listed (L4).
  ///
  /// - Returns: `.refused(.notMerged)` if the profile is not merged (any more);
  ///   `.refused(.unmergeExpired)`; `.refused(.mergedElsewhere)` if the kept profile was merged away in
  ///   turn, which is to be taken back first; `.refused(.notActive)` if it is not active.
  public mutating func unmerge(
    _ removed: ProfileID, rules: LifeRules = .standard, cause: Cause
  ) -> Outcome {
    guard scope.covers(removed, .exclusive) else {
      return undecided(without: Touch(profiles: [removed: .exclusive]))
    }
    guard let source = profiles[removed] else { return .refused(.unknownProfile) }
    guard let kept = source.mergedInto else { return .refused(.notMerged) }
    guard let target = profiles[kept], scope.covers(kept, .exclusive) else {
      return undecided(without: Touch(profiles: [kept: .exclusive]))
    }
    guard target.mergedInto == nil else { return .refused(.mergedElsewhere) }
    guard target.state == .active else { return .refused(.notActive) }
    guard let merge = merges[removed] else {
      return scope.coversMerge(of: removed)
        ? .refused(.notMerged) : undecided(without: Touch(merges: [removed]))
    }
    guard rules.canTakeBack(merge, at: cause.at) else { return .refused(.unmergeExpired) }
    var leftovers: [Leftover] = []
    giveBackAddresses(of: merge, from: target, leftovers: &leftovers)
    giveBackDetails(of: merge, from: target, to: source, leftovers: &leftovers)
    for topic in merge.optOuts.sorted() {
      if target.optedOut.contains(topic) {
        append(.profile(target.id, .optedIn(topic: topic)))
      } else {
        leftovers.append(.optOut(topic: topic))
      }
    }
    append(.merge(merge, .unmerged(leftovers: leftovers)))
    return .applied
  }

  private mutating func giveBackAddresses(
    of merge: Merge, from target: Profile, leftovers: inout [Leftover]
  ) {
    for moved in merge.addresses {
      if target.address(moved.key)?.uses == moved.after {
        append(
          .address(moved.key, .moved(from: target.id, to: merge.removed, uses: moved.before)))
      } else {
        leftovers.append(.address(moved.key))
      }
    }
  }

  private mutating func giveBackDetails(
    of merge: Merge, from target: Profile, to source: Profile, leftovers: inout [Leftover]
  ) {
    var now = target.details
    var back = source.details
    let filled = merge.filled
    func empty(_ value: inout String?, filled: String?, _ leftover: Leftover) {
      guard let filled else { return }
      if value == filled { value = nil } else { leftovers.append(leftover) }
    }
    empty(&now.name.given, filled: filled.name.given, .givenName)
    empty(&now.name.family, filled: filled.name.family, .familyName)
    empty(&now.phone, filled: filled.phone, .phone)
    for (system, value) in filled.externalIDs.sorted(by: { $0.key < $1.key }) {
      if now.externalIDs[system] == value {
        now.externalIDs[system] = nil
        back.externalIDs[system] = value
      } else {
        leftovers.append(.externalID(system: system))
      }
    }
    if filled.isProtected { now.isProtected = false }
    if now != target.details {
      append(.profile(target.id, .updated(from: target.details, to: now)))
    }
    if back != source.details {
      append(.profile(source.id, .updated(from: source.details, to: back)))
    }
  }
}
