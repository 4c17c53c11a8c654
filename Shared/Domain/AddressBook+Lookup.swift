extension AddressBook {
  /// The profile that a command means, followed through merges (L5), if it is active and may be changed;
  /// ``unfit(_:deceased:)`` says why it is not.
  func active(_ id: ProfileID) -> Profile? {
    held(id, .changing).flatMap { $0.state == .active ? $0 : nil }
  }

  /// Answers a command that cannot have the profile that it names: something must be loaded first,
  /// there is no such profile, or its state does not fit (L7).
  mutating func unfit(_ id: ProfileID, deceased: Refusal = .notActive) -> Outcome {
    guard let profile = held(id, .changing) else { return absent(id, .changing) }
    return .refused(profile.state == .deceased ? deceased : .notActive)
  }

  /// The profile that a command means, followed through merges (L5), in whatever state, if it is held so
  /// firmly; ``absent(_:_:)`` says why it is not.
  func held(_ id: ProfileID, _ access: Touch.Access) -> Profile? {
    guard let profile = reached(id).flatMap({ profiles[$0] }), scope.covers(profile.id, access)
    else { return nil }
    return profile
  }

  /// Answers a command that cannot have the profile that it names: something must be loaded first,
  /// or there is no such profile.
  mutating func absent(_ id: ProfileID, _ access: Touch.Access) -> Outcome {
    guard let reached = reached(id) else { return .refused(.unknownProfile) }
    guard scope.covers(reached, access) else {
      return undecided(without: Touch(profiles: [reached: access]))
    }
    return .refused(.unknownProfile)
  }

  /// Refuses a command that expects another version of a profile than there is (L7); `nil` if nothing
  /// stands against it.
  public mutating func conflict(on id: ProfileID, expecting version: Int64) -> Outcome? {
    guard let profile = held(id, .changing) else { return absent(id, .changing) }
    return profile.version == version ? nil : .refused(.versionConflict)
  }

  /// A profile with all that were merged into it, through any number of merges (L2, L5).
  func mergedProfiles(of head: ProfileID) -> MergedProfiles {
    var members: Set<ProfileID> = [head]
    var next = [head]
    while let id = next.popLast() {
      for away in mergedAway[id] ?? [] where members.insert(away).inserted { next.append(away) }
    }
    let addresses = members.flatMap { profiles[$0]?.addresses ?? [] }.map(\.address)
    return MergedProfiles(
      head: head, members: members.sorted(), addresses: addresses.sorted { $0.key < $1.key })
  }

  /// Follows a chain of merges to its end, loaded or not (L5); `nil` if it has no end, which no
  /// merge makes.
  func reached(_ id: ProfileID) -> ProfileID? {
    var end = id
    for _ in 0...profiles.count {
      guard let next = profiles[end]?.mergedInto else { return end }
      end = next
    }
    return nil
  }

  /// Looks whether a profile may be named to nobody (L8): it is protected, or was merged into one that
  /// is, through any number of merges.
  ///
  /// The one place that says so of a book; what it needs and is not here stands in ``missing``.
  mutating func isHidden(_ id: ProfileID) -> Bool {
    var next: ProfileID? = id
    for _ in 0...profiles.count {
      guard let id = next else { return false }
      guard let profile = profiles[id] else {
        if !scope.covers(id, .beside) { missing.formUnion(Touch(profiles: [id: .beside])) }
        return false
      }
      if profile.isProtected { return true }
      next = profile.mergedInto
    }
    return false
  }

  /// Returns the profile that a refusal may name: nobody who is hidden (L8).
  mutating func namable(_ id: ProfileID) -> ProfileID? {
    isHidden(id) ? nil : id
  }

  /// The active profile that holds an address (M1, M2).
  func activeHolder(of key: AddressKey) -> ProfileID? {
    guard let holder = holders[key], profiles[holder]?.state == .active else { return nil }
    return holder
  }

  /// Returns whether it is known who holds an address.
  func isKnown(_ key: AddressKey) -> Bool {
    holders[key] != nil || scope.covers(key)
  }

  /// Returns the obstacle to putting an address on a profile that does not have it (U1–U3, L6, L8).
  mutating func obstacle(to key: AddressKey, despitePurge: Bool) -> Outcome? {
    guard isKnown(key) else { return undecided(without: Touch(keys: [key: .changing])) }
    guard let holder = holders[key], let profile = profiles[holder] else {
      let wasPurged = erasures[key]?.kind == .purge
      return wasPurged && !despitePurge ? .refused(.purgedEarlier) : nil
    }
    if profile.state == .active {
      return .refused(.addressTaken(holder: namable(holder)))
    }
    guard scope.covers(holder, .changing) else {
      return undecided(without: Touch(profiles: [holder: .changing]))
    }
    return nil
  }

  /// Asks for what is missing, and answers for the time being: no outcome counts until it is there.
  mutating func undecided(without touch: Touch) -> Outcome {
    missing.formUnion(touch)
    return .alreadyApplied
  }
}
