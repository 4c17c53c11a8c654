extension AddressBook {
  /// Merges one profile into another, and loses nothing (L4).
  ///
  /// All addresses come along, the primary one as additional, the other uses where the kept profile has
  /// none; a kept profile without any address gets the primary one too (S2). What it has no value for
  /// is filled in; of opt-outs and protection the stricter holds.
  ///
  /// - Parameters:
  ///   - removed: merged away; one that was merged elsewhere is refused.
  ///   - kept: followed through merges (L5).
  ///   - leaveBehind: addresses that stay on the profile that is merged away.
  ///   - cause: the message that asks for it.
  /// - Returns: `.alreadyApplied` if it is merged there; else what stands against it.
  public mutating func merge(
    _ removed: ProfileID, into kept: ProfileID, leaveBehind: Set<AddressKey> = [], cause: Cause
  ) -> Outcome {
    merge(removed, into: kept, leaveBehind: leaveBehind, ofStates: [.active], cause: cause)
  }

  /// A suggestion may merge a removed profile too: that is how one that was hidden comes back (M2).
  mutating func merge(
    _ removed: ProfileID, into kept: ProfileID, leaveBehind: Set<AddressKey> = [],
    ofStates states: Set<Profile.State>, cause: Cause
  ) -> Outcome {
    guard removed != kept else { return .refused(.mergedIntoItself) }
    guard let target = held(kept, .exclusive) else { return absent(kept, .exclusive) }
    guard scope.covers(removed, .exclusive) else {
      return undecided(without: Touch(profiles: [removed: .exclusive]))
    }
    guard let source = profiles[removed] else { return .refused(.unknownProfile) }
    if source.mergedInto != nil {
      return reached(removed) == target.id ? .alreadyApplied : .refused(.mergedElsewhere)
    }
    guard source.id != target.id else { return .refused(.mergeCircle) }
    guard target.state == .active, states.contains(source.state) else {
      return .refused(.notActive)
    }
    guard leaveBehind.allSatisfy({ source.address($0) != nil }) else {
      return .refused(.unknownAddress)
    }
    carryOut(source, into: target, leaveBehind: leaveBehind, cause: cause)
    return .applied
  }

  private mutating func carryOut(
    _ source: Profile, into target: Profile, leaveBehind: Set<AddressKey>, cause: Cause
  ) {
    // From here on the two are as hidden as the one of them that is, in all that is told of it (L8).
    let isHidden = isHidden(source.id) || isHidden(target.id)
    let moved = source.addresses.filter { !leaveBehind.contains($0.key) }.map {
      Merge.MovedAddress(key: $0.key, before: $0.uses, after: $0.uses.left(beside: target))
    }
    for address in moved {
      append(
        .address(address.key, .moved(from: source.id, to: target.id, uses: address.after)),
        isHidden: isHidden)
    }
    let filled = target.details.gaps(filledFrom: source.details)
    if !filled.externalIDs.isEmpty {
      var rest = source.details
      for system in filled.externalIDs.keys { rest.externalIDs[system] = nil }
      append(.profile(source.id, .updated(from: source.details, to: rest)), isHidden: isHidden)
    }
    let whole = target.details.filled(with: filled)
    if whole != target.details {
      append(.profile(target.id, .updated(from: target.details, to: whole)), isHidden: isHidden)
    }
    let optOuts = source.optedOut.subtracting(target.optedOut)
    for topic in optOuts.sorted() {
      append(.profile(target.id, .optedOut(topic: topic)), isHidden: isHidden)
    }
    append(
      .merge(
        Merge(
          removed: source.id, kept: target.id, at: cause.at, stateBefore: source.state,
          addresses: moved,
          keptUses: Dictionary(
            target.addresses.map { ($0.key, $0.uses) }, uniquingKeysWith: { first, _ in first }),
          filled: filled, optOuts: optOuts), .merged),
      isHidden: isHidden)
  }
}

extension Uses {
  /// Returns the uses that an address keeps when it comes onto another profile.
  fileprivate func left(beside target: Profile) -> Uses {
    if target.addresses.isEmpty { return self }
    let taken = target.addresses.reduce(into: Uses(.primary)) { $0.formUnion($1.uses) }
    return subtracting(taken)
  }
}

extension Details {
  /// Returns the values that are missing here and that other details have.
  fileprivate func gaps(filledFrom other: Details) -> Details {
    Details(
      name: Name(
        given: name.given == nil ? other.name.given : nil,
        family: name.family == nil ? other.name.family : nil),
      phone: phone == nil ? other.phone : nil,
      externalIDs: other.externalIDs.filter { externalIDs[$0.key] == nil },
      isProtected: other.isProtected && !isProtected)
  }

  /// Returns these details with gaps filled.
  fileprivate func filled(with gaps: Details) -> Details {
    Details(
      name: Name(given: name.given ?? gaps.name.given, family: name.family ?? gaps.name.family),
      phone: phone ?? gaps.phone,
      externalIDs: externalIDs.merging(gaps.externalIDs) { mine, _ in mine },
      isProtected: isProtected || gaps.isProtected)
  }
}
