extension AddressBook {
  /// Takes a merge back (L4).
  ///
  /// Addresses that came along go back, and on both profiles the uses are those from before. What was said
  /// while the two were one stands on both, or stays with the kept one. Registrations, notes and
  /// mailings that came since go where their address goes. What was changed otherwise stays with the kept one and
  /// is listed.
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
    var unmerge = Unmerge(merge, from: target, to: source, beside: siblings(of: merge))
    let members = mergedProfiles(of: removed).members.compactMap { profiles[$0] }
    unmerge.giveBackAddresses()
    unmerge.giveBackDetails()
    unmerge.giveBackOptOuts()
    unmerge.drop(replacedIDsOn: members)
    let ids = Set(members.map(\.id))
    unmerge.giveBack(mergedRegistrations[removed] ?? [], of: ids)
    unmerge.giveBack(mergedNotes[removed] ?? [], of: ids)
    unmerge.move(mergedSends[removed] ?? [], of: ids)
    for change in unmerge.changes { append(change) }
    for key in unmerge.returning.sorted() {
      suggestAgain(ownerOf: key, from: kept, to: removed, cause: cause)
    }
    return .applied
  }

  /// Puts it before the stewards that a mailbox has another owner, for the profile that gets its address, if that
  /// was done for the one that gives it back, and mail to it is held back still.
  private mutating func suggestAgain(
    ownerOf key: AddressKey, from kept: ProfileID, to removed: ProfileID, cause: Cause
  ) {
    func identity(on id: ProfileID) -> Suggestion.Identity {
      Suggestion.Identity(kind: .ownerChanged, profiles: [id], evidence: key.text)
    }
    guard made.contains(identity(on: kept)), !made.contains(identity(on: removed)),
      suppressions[key]?[key.domain] != nil
    else { return }
    append(
      .suggestion(
        Suggestion(
          id: mint(cause), kind: .ownerChanged, profiles: [removed], evidence: key.text), .made))
  }

  /// The other merges into the same profile, the oldest first, with what was merged away.
  private func siblings(of merge: Merge) -> [Unmerge.Sibling] {
    (mergedAway[merge.kept] ?? []).subtracting([merge.removed]).compactMap { id in
      guard let other = merges[id], let profile = profiles[id] else { return nil }
      return Unmerge.Sibling(other, of: profile, members: Set(mergedProfiles(of: id).members))
    }.sorted { ($0.merge.at, $0.merge.removed) < ($1.merge.at, $1.merge.removed) }
  }
}
