extension AddressBook {
  /// Puts an address on a profile; from a removed one it is taken away (U3).
  ///
  /// The first address of a profile without any becomes primary (S2); the uses that it is given, others
  /// lose (S3). An address that the profile has already only gets the uses; its spelling stays (U4).
  ///
  /// - Parameters:
  ///   - address: as the steward writes it.
  ///   - uses: what it is for, beside what it is for already.
  ///   - id: the profile.
  ///   - despitePurge: whether it may be one that was erased with a purged person (L6).
  ///   - cause: the message that asks for it.
  /// - Returns: `.alreadyApplied` if the profile has it with these uses; `.refused(.addressTaken)` if
  ///   another active profile has it; `.refused(.purgedEarlier)` (L6); `.refused(.deceased)` (L1),
  ///   `.refused(.notActive)` or `.refused(.unknownProfile)` if the profile cannot get one.
  public mutating func addAddress(
    _ address: EmailAddress, uses: Uses = [], to id: ProfileID, despitePurge: Bool = false,
    cause: Cause
  ) -> Outcome {
    guard let profile = active(id) else { return unfit(id, deceased: .deceased) }
    if let present = profile.address(address.key) { return give(uses, to: present, on: profile.id) }
    if let obstacle = obstacle(to: address.key, despitePurge: despitePurge) { return obstacle }
    let isFirst = profile.addresses.isEmpty
    put(address, uses: isFirst ? uses.union(Uses(.primary)) : uses, on: profile.id)
    return .applied
  }

  /// Takes an address from a profile; it is on none then.
  ///
  /// Without its primary address the profile has none, unless the next one is named (S5).
  ///
  /// - Parameters:
  ///   - key: the address to take away.
  ///   - id: the profile that holds it.
  ///   - next: an address of the profile that becomes primary if the primary one goes; `nil` for none.
  ///   - cause: the message that asks for it.
  /// - Returns: `.refused(.unknownAddress)` if the profile does not hold one of the two.
  public mutating func removeAddress(
    _ key: AddressKey, from id: ProfileID, nextPrimary next: AddressKey? = nil, cause: Cause
  ) -> Outcome {
    guard let profile = active(id) else { return unfit(id) }
    guard let address = profile.address(key) else { return .refused(.unknownAddress) }
    let successor = next.flatMap { profile.address($0) }
    guard next == nil || successor != nil && next != key else { return .refused(.unknownAddress) }
    append(.address(key, .removed(from: profile.id)))
    if let successor, address.uses.contains(Uses(.primary)) {
      _ = give(Uses(.primary), to: successor, on: profile.id)
    }
    return .applied
  }

  /// Puts another address in the place of one: all its uses move, and it leaves the profile.
  ///
  /// The new one is had as in ``addAddress(_:uses:to:despitePurge:cause:)``; if the profile has it
  /// already, it gets the uses beside its own.
  ///
  /// - Returns: `.alreadyApplied` if both are one (U4); `.refused(.unknownAddress)` if the profile does
  ///   not hold the old one.
  public mutating func replaceAddress(
    _ key: AddressKey, with new: EmailAddress, on id: ProfileID, cause: Cause
  ) -> Outcome {
    guard let profile = active(id) else { return unfit(id, deceased: .deceased) }
    guard let old = profile.address(key) else { return .refused(.unknownAddress) }
    guard key != new.key else { return .alreadyApplied }
    let present = profile.address(new.key)
    if present == nil, let obstacle = obstacle(to: new.key, despitePurge: false) {
      return obstacle
    }
    append(.address(key, .removed(from: profile.id)))
    if let present {
      _ = give(old.uses, to: present, on: profile.id)
    } else {
      put(new, uses: old.uses, on: profile.id)
    }
    return .applied
  }

  /// Gives a use to one of the profile's addresses, taking it from the address that had it (S3, S4).
  ///
  /// - Returns: `.alreadyApplied` if the address has the use; `.refused(.unknownAddress)` if the profile
  ///   does not hold it; `.refused(.notActive)` if the profile is removed, deceased or purged.
  public mutating func setUse(
    _ use: Use, to key: AddressKey, on id: ProfileID, cause: Cause
  ) -> Outcome {
    guard let profile = active(id) else { return unfit(id) }
    guard let address = profile.address(key) else { return .refused(.unknownAddress) }
    return give(Uses(use), to: address, on: profile.id)
  }

  /// Takes a use from the address that has it; that one stays, additional if no use is left.
  ///
  /// - Returns: `.alreadyApplied` if no address of the profile has the use.
  public mutating func clearUse(_ use: Use, on id: ProfileID, cause: Cause) -> Outcome {
    guard let profile = active(id) else { return unfit(id) }
    guard profile.addresses.contains(where: { $0.uses.contains(Uses(use)) }) else {
      return .alreadyApplied
    }
    free(Uses(use), on: profile.id)
    return .applied
  }
}

extension AddressBook {
  /// Puts an address that nothing stands against on a profile that does not have it.
  mutating func put(_ address: EmailAddress, uses: Uses, on id: ProfileID) {
    free(uses, on: id)
    if let old = holders[address.key] {
      append(.address(address.key, .moved(from: old, to: id, uses: uses)))
    } else {
      let added = Address(address, uses: uses)
      append(.address(added.key, .added(added, to: id)))
      endErasures(of: [added])
    }
  }

  /// Gives uses to an address of a profile (S3).
  private mutating func give(_ uses: Uses, to address: Address, on id: ProfileID) -> Outcome {
    let all = address.uses.union(uses)
    guard all != address.uses else { return .alreadyApplied }
    free(uses, on: id, except: address.key)
    append(.address(address.key, .usesChanged(on: id, from: address.uses, to: all)))
    return .applied
  }

  /// Takes uses from the addresses of a profile that have them.
  private mutating func free(_ uses: Uses, on id: ProfileID, except kept: AddressKey? = nil) {
    guard !uses.isEmpty else { return }
    for address in profiles[id]?.addresses ?? [] where address.key != kept {
      let left = address.uses.subtracting(uses)
      guard left != address.uses else { continue }
      append(.address(address.key, .usesChanged(on: id, from: address.uses, to: left)))
    }
  }
}
