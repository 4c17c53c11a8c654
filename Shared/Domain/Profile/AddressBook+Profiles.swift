extension AddressBook {
  /// Makes a profile, as a steward asks for it.
  ///
  /// Addresses on removed profiles move to it (U3); the others it is told with.
  ///
  /// - Returns: `.alreadyApplied` if the profile exists just so; `.refused(.profileExists)` if another
  ///   one has its id; `.refused(.addressTaken)` (U2) or `.refused(.externalIDTaken)` if another profile
  ///   has what must be its own; `.refused(.purgedEarlier)` for an erased address (L6).
  public mutating func create(_ new: NewProfile, cause: Cause) -> Outcome {
    let addresses = new.settled
    if let id = new.id {
      guard scope.covers(id, .beside) else {
        return undecided(without: Touch(profiles: [id: .changing]))
      }
      if let profile = profiles[id] {
        return profile.isJust(new) ? .alreadyApplied : .refused(.profileExists)
      }
    }
    for address in addresses {
      if let obstacle = obstacle(to: address.key, despitePurge: new.despitePurge) {
        return obstacle
      }
    }
    let externalIDs = new.externalIDs.map { ExternalID(system: $0, value: $1) }.sorted()
    for id in externalIDs {
      if let obstacle = obstacle(to: id) { return obstacle }
    }
    let profile = Profile(
      id: new.id ?? mint(cause), name: new.name, phone: new.phone, externalIDs: new.externalIDs,
      createdAt: cause.at)
    create(profile, holding: addresses)
    return .applied
  }

  /// Makes a profile and gives it its addresses: free ones with it, those of removed profiles by a move.
  mutating func create(_ profile: Profile, holding addresses: [Address]) {
    var profile = profile
    profile.addresses = addresses.filter { holders[$0.key] == nil }
    append(.created(profile))
    endErasures(of: profile.addresses)
    for address in addresses {
      guard let old = holders[address.key], old != profile.id else { continue }
      append(.address(address.key, .moved(from: old, to: profile.id, uses: address.uses)))
    }
  }

  /// Returns the obstacle to giving an external id to a profile, or to a new one; `nil` if there is none, as
  /// where one that was merged into the profile holds the id (L5).
  mutating func obstacle(to id: ExternalID, on profile: ProfileID? = nil) -> Outcome? {
    guard let holder = externalHolders[id] else {
      return scope.covers(id) ? nil : undecided(without: Touch(externalIDs: [id]))
    }
    if let profile, reached(holder) == profile { return nil }
    return .refused(.externalIDTaken(holder: namable(holder)))
  }
}

extension Profile {
  /// Returns whether the profile is the one that a command would make.
  fileprivate func isJust(_ new: NewProfile) -> Bool {
    let wanted = Dictionary(uniqueKeysWithValues: new.settled.map { ($0.key, $0.uses) })
    let present = Dictionary(
      addresses.map { ($0.key, $0.uses) }, uniquingKeysWith: { first, _ in first })
    return state == .active && name == new.name && phone == new.phone
      && externalIDs == new.externalIDs && present == wanted
  }
}
