extension AddressBook {
  /// Records a registration on the active profile that holds its first address, else on a new one
  /// whose primary address it becomes.
  ///
  /// The first address that is no role mailbox decides; with none, the registration waits as a
  /// suggestion (M7). On an existing profile nothing changes: anyone can fill in a form. What the form
  /// gives beyond that is put before the stewards. One that is older than the purge of an address that
  /// it carries is refused, and one with an address of a dead person waits as a suggestion.
  ///
  /// - Source: M1–M5, M7, U3, L1, L6, E4.
  public mutating func record(
    _ registration: Registration, rules: MatchingRules = .standard, cause: Cause
  ) -> Outcome {
    let personal = registration.addresses.first { !rules.isRoleMailbox($0.key) }
    let gap = gap(before: registration, deciding: personal?.key)
    guard gap.isEmpty else { return undecided(without: gap) }
    if isFromBeforePurge(registration, cause) { return .refused(.purgedEarlier) }
    guard let deciding = personal else {
      holdBack(registration, as: .roleMailbox, [], cause: cause)
      return .applied
    }
    if let known = activeHolder(of: deciding.key) {
      let match = Match(rule: .address, key: deciding.key)
      let id = keep(registration, on: known, by: match, cause: cause)
      suggestName(of: registration, id, on: known, cause: cause)
      suggestRest(of: registration, id, on: known, cause: cause)
    } else if let dead = deceasedHolder(of: registration) {
      holdBack(registration, as: .deceasedAddress, [dead], cause: cause)
    } else {
      let new: ProfileID = mint(cause)
      let old = holders[deciding.key]
      create(
        Profile(
          id: new, name: registration.name, phone: registration.phone, createdAt: cause.at),
        holding: [Address(deciding, uses: Uses(.primary))])
      let match = Match(rule: .created, key: deciding.key)
      let id = keep(registration, on: new, by: match, cause: cause)
      if let old {
        suggest(.previouslyRemoved, [new, old], by: id, on: deciding.key.text, cause: cause)
      }
      suggestRest(of: registration, id, on: new, cause: cause)
    }
    return .applied
  }

  /// Returns whether a registration was written before the purge of someone whose address it
  /// carries (L6).
  private func isFromBeforePurge(_ registration: Registration, _ cause: Cause) -> Bool {
    !erasures.isEmpty
      && registration.addresses.contains { address in
        guard holders[address.key] == nil, let erasure = erasures[address.key] else { return false }
        return erasure.kind == .purge && erasure.isAfter(cause)
      }
  }

  /// The dead person whose address a registration carries, if nobody has it now (L1).
  private func deceasedHolder(of registration: Registration) -> ProfileID? {
    erasures.isEmpty
      ? nil
      : registration.addresses.lazy.filter { holders[$0.key] == nil }
        .compactMap { erasures[$0.key] }.first { $0.kind == .death }?.profile
  }

  /// Keeps a registration that makes no profile, and asks the stewards whose it is: only role mailboxes
  /// came with it (M7), or an address of someone who has died (L1).
  ///
  /// Each waits on its own: what the suggestion rests on is the registration.
  private mutating func holdBack(
    _ registration: Registration, as kind: Suggestion.Kind, _ profiles: [ProfileID], cause: Cause
  ) {
    let id: RegistrationID = mint(cause)
    append(.registration(id, .held(registration)))
    suggest(kind, profiles, by: id, on: id.description, cause: cause)
  }

  private mutating func keep(
    _ registration: Registration, on profile: ProfileID, by match: Match, cause: Cause
  ) -> RegistrationID {
    let id: RegistrationID = mint(cause)
    append(.registration(id, .recorded(registration, on: profile, by: match)))
    return id
  }

  /// Puts a name that differs clearly before the stewards (M5).
  private mutating func suggestName(
    of registration: Registration, _ id: RegistrationID, on profile: ProfileID, cause: Cause
  ) {
    guard let name = profiles[profile]?.name, name != registration.name else { return }
    let given = FoldedName(registration.name)
    guard given.differsClearly(from: FoldedName(name)) else { return }
    suggest(.nameDiffers, [profile], by: id, on: given.text, cause: cause)
  }

  /// Puts the further addresses (M4) and the external ids that stand elsewhere before the stewards.
  private mutating func suggestRest(
    of registration: Registration, _ id: RegistrationID, on profile: ProfileID, cause: Cause
  ) {
    for address in registration.addresses where holders[address.key] != profile {
      if let other = activeHolder(of: address.key) {
        suggest(.duplicate, [profile, other], by: id, on: address.key.text, cause: cause)
      } else {
        suggest(.additionalAddress, [profile], by: id, on: address.key.text, cause: cause)
      }
    }
    for external in registration.externalIDs {
      guard let other = externalHolders[external], profiles[other] != nil,
        reached(other) != profile
      else { continue }
      let evidence = "\(external.system):\(external.value)"
      suggest(.externalIDElsewhere, [profile, other], by: id, on: evidence, cause: cause)
    }
  }

  /// Makes a suggestion, unless it was made before (E4).
  private mutating func suggest(
    _ kind: Suggestion.Kind, _ profiles: [ProfileID], by registration: RegistrationID,
    on evidence: String, cause: Cause
  ) {
    let identity = Suggestion.Identity(kind: kind, profiles: profiles, evidence: evidence)
    guard !made.contains(identity) else { return }
    append(
      .suggestion(
        Suggestion(
          id: mint(cause), kind: kind, profiles: profiles, registration: registration,
          evidence: evidence), .made))
  }

  /// Returns the touch that must be held before the registration can be recorded, and is not; with
  /// role mailboxes only, no address decides.
  private func gap(before registration: Registration, deciding: AddressKey?) -> Touch {
    var gap = Touch()
    for address in registration.addresses {
      if let holder = holders[address.key] {
        let isTaken = address.key == deciding && activeHolder(of: address.key) == nil
        let access: Touch.Access = isTaken ? .changing : .beside
        if !scope.covers(holder, access) { gap.profiles[holder] = access }
      } else if !scope.covers(address.key) {
        gap.keys[address.key] = .beside
      } else if let erasure = erasures[address.key], erasure.kind == .death,
        !scope.covers(erasure.profile, .beside)
      {
        // Whether the dead person may be named is known only when the profile is here (L8).
        gap.profiles[erasure.profile] = .beside
      }
    }
    for external in registration.externalIDs {
      if let holder = externalHolders[external] {
        if !scope.covers(holder, .beside) { gap.profiles[holder] = .beside }
      } else if !scope.covers(external) {
        gap.externalIDs.insert(external)
      }
    }
    return gap
  }
}

extension Registration {
  /// Addresses of the form that are sound, in its order.
  var addresses: [EmailAddress] {
    further.isEmpty ? [first] : [first] + further.compactMap(\.address)
  }
}

extension Touch {
  /// A registration: it adds beside whoever holds its addresses, and looks at its external ids.
  public init(_ registration: Registration) {
    self.init(
      adding: registration.addresses.map(\.key), externalIDs: Set(registration.externalIDs))
  }
}

extension MatchingRules: MessageDecider {
  /// Touches the holders of all its addresses, and of its external ids.
  public func touch(_ registration: Registration) -> Touch {
    Touch(registration)
  }

  /// Records it, on the profile that its deciding address matches or on a new one.
  public func decide(
    _ registration: Registration, in book: inout AddressBook, cause: Cause
  ) -> Outcome {
    book.record(registration, rules: self, cause: cause)
  }
}
