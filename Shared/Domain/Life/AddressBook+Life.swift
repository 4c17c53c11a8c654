extension AddressBook {
  /// Hides a profile; addresses, uses and marks stay (L3).
  ///
  /// - Returns: `.alreadyApplied` if it is hidden; `.refused(.notActive)` if it is deceased or purged.
  public mutating func remove(_ id: ProfileID, cause: Cause) -> Outcome {
    guard let profile = held(id, .changing) else { return absent(id, .changing) }
    switch profile.state {
    case .active:
      append(.profile(profile.id, .removed))
      return .applied
    case .removed: return .alreadyApplied
    case .deceased, .purged: return .refused(.notActive)
    }
  }

  /// Brings a hidden profile back, with all of its addresses but those that others have taken (L3, U3).
  ///
  /// - Returns: `.refused(.notRemoved)` if it is in any other state.
  public mutating func restore(_ id: ProfileID, cause: Cause) -> Outcome {
    guard let profile = held(id, .changing) else { return absent(id, .changing) }
    guard profile.state == .removed else { return .refused(.notRemoved) }
    append(.profile(profile.id, .restored))
    return .applied
  }

  /// Notes that a person has died: addresses and telephone are erased, of all profiles that are one;
  /// the name stays, opted out of everything (L1).
  ///
  /// - Returns: `.alreadyApplied` if that is noted; `.refused(.notActive)` if the profile is purged.
  public mutating func declareDeceased(_ id: ProfileID, cause: Cause) -> Outcome {
    guard let profile = held(id, .exclusive) else { return absent(id, .exclusive) }
    switch profile.state {
    case .active, .removed:
      let merged = mergedProfiles(of: profile.id)
      // That too is said of all that are one, and stays when it is revoked (R6).
      affirm([.optOut(topic: Profile.everyTopic)], of: profile.id)
      append(.erasure(merged, .deceased))
      track(
        Erasure(kind: .death, profile: profile.id, at: cause.at),
        of: merged.addresses.map(\.key))
      return .applied
    case .deceased: return .alreadyApplied
    case .purged: return .refused(.notActive)
    }
  }

  /// Takes back that a person has died: the profile has its state again, not its addresses (L1); its
  /// opt-outs stay (R6).
  ///
  /// - Returns: `.refused(.notDeceased)` if it is in any other state.
  public mutating func revokeDeceased(_ id: ProfileID, cause: Cause) -> Outcome {
    guard let profile = held(id, .exclusive) else { return absent(id, .exclusive) }
    guard profile.state == .deceased else { return .refused(.notDeceased) }
    append(
      .erasure(
        mergedProfiles(of: profile.id), .revoked(to: profile.stateBeforeDeath ?? .active)))
    return .applied
  }

  /// Erases a person: the profile and all that were merged into it (L2); what gateways hold back of the
  /// addresses, of former ones too, is to be freed (B9).
  ///
  /// - Parameters:
  ///   - id: any of the profiles that are one (L5).
  ///   - decision: what the request names as its ground; it is kept.
  ///   - cause: the message that asks for it.
  /// - Returns: `.alreadyApplied` if that was done, and then what has come since is searched for the person
  ///   again; `.refused(.unknownProfile)`.
  public mutating func purge(_ id: ProfileID, decision: String?, cause: Cause) -> Outcome {
    guard let profile = held(id, .exclusive) else { return absent(id, .exclusive) }
    let merged = mergedProfiles(of: profile.id)
    guard profile.state != .purged else { return searchAgain(merged) }
    guard scope.covers(.profile(id)) else {
      return undecided(without: Touch(erased: [.profile(id)]))
    }
    return erase(profile, merged, decision: decision, cause: cause)
  }

  /// Erases somebody of whom all is known that must be.
  private mutating func erase(
    _ profile: Profile, _ merged: MergedProfiles, decision: String?, cause: Cause
  ) -> Outcome {
    let erased = erasures.filter { merged.members.contains($0.value.profile) }.map(\.key)
    let former = merged.members.flatMap { heldFormerKeys[$0, default: []] }
    for key in Set(merged.addresses.map(\.key) + former).sorted() {
      endSuppressions(of: key, on: profile.id, isErased: true)
    }
    append(.erasure(merged, .purged(decision: decision)))
    track(
      Erasure(kind: .purge, profile: profile.id, at: cause.at),
      of: merged.addresses.map(\.key) + erased)
    return .applied
  }

  /// Erases the person who holds an address, or held it until death (L1, L2); of somebody without a
  /// profile what stands elsewhere, under an id that is made for the receipt.
  ///
  /// - Returns: `.alreadyApplied` if it was erased with a person before, and then what has come since is
  ///   searched for the address again.
  public mutating func purge(
    holderOf key: AddressKey, decision: String?, cause: Cause
  ) -> Outcome {
    guard isKnown(key), scope.covers(.holder(key)) else {
      return undecided(
        without: Touch(keys: [key: .exclusive], erased: [.holder(key)]))
    }
    if let holder = holders[key] {
      guard let profile = held(holder, .exclusive) else { return absent(holder, .exclusive) }
      let merged = mergedProfiles(of: profile.id)
      return erase(profile, merged, decision: decision, cause: cause)
    }
    let address = EmailAddress(stored: key.text, key: key)
    switch erasures[key] {
    case let erasure? where erasure.kind == .purge:
      return searchAgain(MergedProfiles(head: erasure.profile, members: [], addresses: [address]))
    case let erasure?:
      let id = erasure.profile
      guard scope.covers(.profile(id)) else {
        return undecided(
          without: Touch(profiles: [id: .exclusive], erased: [.profile(id)]))
      }
      return purge(id, decision: decision, cause: cause)
    case nil:
      let receipt: ProfileID = mint(cause)
      scope.insert(receipt)
      endSuppressions(of: key, on: receipt, isErased: true)
      append(
        .erasure(
          MergedProfiles(head: receipt, members: [], addresses: [address]),
          .purged(decision: decision)))
      track(Erasure(kind: .purge, profile: receipt, at: cause.at), of: [key])
      return .applied
    }
  }

  /// Searches again for a person who was purged: the one change of a message whose effect holds already.
  private mutating func searchAgain(_ merged: MergedProfiles) -> Outcome {
    append(.erasure(merged, .searchedAgain))
    return .alreadyApplied
  }
}
