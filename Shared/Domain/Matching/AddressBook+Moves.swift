extension AddressBook {
  /// Puts a registration on another profile or a new one, as a steward decides (M5, M7).
  ///
  /// A new profile gets the registration's name and telephone, and its first address as the primary one
  /// if no other profile has it; a role mailbox without a use, since nobody chose it (M7, S5).
  ///
  /// - Returns: `.alreadyApplied` if it is there; `.refused(.unknownRegistration)`;
  ///   `.refused(.notActive)` or `.refused(.unknownProfile)` if it cannot go there.
  public mutating func moveRegistration(
    _ id: RegistrationID, to destination: Destination, isRoleMailbox: Bool = false, cause: Cause
  ) -> Outcome {
    guard let registration = registrations[id] else {
      return scope.covers(id)
        ? .refused(.unknownRegistration) : undecided(without: Touch(registrations: [id]))
    }
    switch destination {
    case .profile(let profile): return move(registration, id, to: profile)
    case .new: return moveToNew(registration, id, isRoleMailbox: isRoleMailbox, cause: cause)
    }
  }

  private mutating func move(
    _ registration: RecordedRegistration, _ id: RegistrationID, to profile: ProfileID
  ) -> Outcome {
    guard let target = active(profile) else { return unfit(profile) }
    let present = registration.profile.flatMap(reached)
    guard present != target.id else { return .alreadyApplied }
    append(.registration(id, .moved(from: present, to: target.id, isNew: false)))
    return .applied
  }

  private mutating func moveToNew(
    _ registration: RecordedRegistration, _ id: RegistrationID, isRoleMailbox: Bool, cause: Cause
  ) -> Outcome {
    var addresses: [Address] = []
    if let address = registration.address {
      guard isKnown(address.key) else {
        return undecided(without: Touch(keys: [address.key: .changing]))
      }
      if activeHolder(of: address.key) == nil {
        if let obstacle = obstacle(to: address.key, despitePurge: false) { return obstacle }
        let isRole = isRoleMailbox || MatchingRules.standard.isRoleMailbox(address.key)
        addresses = [Address(address, uses: isRole ? [] : Uses(.primary))]
      }
    }
    let profile = Profile(
      id: mint(cause), name: registration.name, phone: registration.phone, createdAt: cause.at)
    create(profile, holding: addresses)
    let present = registration.profile.flatMap(reached)
    append(.registration(id, .moved(from: present, to: profile.id, isNew: true)))
    return .applied
  }
}
