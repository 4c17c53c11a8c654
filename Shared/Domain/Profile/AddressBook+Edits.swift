extension AddressBook {
  /// Edits name, telephone, external ids and protection, as a steward asks for it.
  ///
  /// - Returns: `.alreadyApplied` if the profile is so; `.refused(.externalIDTaken)` if another profile
  ///   has an external id; `.refused(.notActive)` or `.refused(.unknownProfile)`.
  public mutating func update(_ id: ProfileID, _ edit: Edit, cause: Cause) -> Outcome {
    guard let profile = active(id) else { return unfit(id) }
    let details = edit.applied(to: profile.details)
    for external in details.externalIDs(beyond: profile.details) {
      if let obstacle = obstacle(to: external, on: profile.id) { return obstacle }
    }
    let exchanges = exchanges(of: profile, for: details)
    // What is told before it is protected names it, or one that is one with it (L8).
    let isHidden = details.isProtected
    affirm(
      edit.affirmations.union(exchanges.compactMap(\.affirmation)), of: profile.id,
      isHidden: isHidden)
    guard details != profile.details else { return .alreadyApplied }
    for exchange in exchanges {
      setExternalID(nil, of: exchange.system, on: exchange.holder, isHidden: isHidden)
    }
    append(.profile(profile.id, .updated(from: profile.details, to: details)))
    for exchange in exchanges {
      guard let replaced = exchange.replaced else { continue }
      setExternalID(replaced, of: exchange.system, on: exchange.holder, isHidden: isHidden)
    }
    return .applied
  }

  /// Marks an address of a profile as undeliverable, as a steward asks for it (B4).
  ///
  /// - Returns: `.alreadyApplied` if it is marked; `.refused(.unknownAddress)` if the profile does not
  ///   hold it; `.refused(.notActive)` or `.refused(.unknownProfile)`.
  public mutating func mark(
    _ key: AddressKey, on id: ProfileID, reason: String?, cause: Cause
  ) -> Outcome {
    guard let profile = active(id) else { return unfit(id) }
    guard profile.address(key) != nil else { return .refused(.unknownAddress) }
    guard marks[key] == nil else {
      affirmMark(of: key, on: profile.id)
      return .alreadyApplied
    }
    append(.mark(key, on: profile.id, .set(Mark(since: cause.at, reason: reason))))
    return .applied
  }

  /// Clears the mark of an address, and what gateways hold back of it, as a steward asks for it (B5, B9).
  ///
  /// - Returns: `.alreadyApplied` if it has none and nothing is held back; `.refused(.unknownAddress)` if the profile does not
  ///   hold it; `.refused(.notActive)` or `.refused(.unknownProfile)`.
  public mutating func clearMark(_ key: AddressKey, on id: ProfileID, cause: Cause) -> Outcome {
    guard let profile = active(id) else { return unfit(id) }
    guard profile.address(key) != nil else { return .refused(.unknownAddress) }
    let isMarked = marks[key] != nil
    if isMarked { append(.mark(key, on: profile.id, .cleared(at: cause.at))) }
    let wasSuppressed = endSuppressions(of: key, on: profile.id)
    return isMarked || wasSuppressed ? .applied : .alreadyApplied
  }

  /// Notes that a person wants no bulk mail, of one topic or, without one, of any (R6).
  ///
  /// - Returns: `.alreadyApplied` if that is noted; `.refused(.notActive)` if the profile is purged;
  ///   `.refused(.unknownProfile)`.
  public mutating func optOut(_ id: ProfileID, of topic: String?, cause: Cause) -> Outcome {
    guard let profile = held(id, .changing) else { return absent(id, .changing) }
    guard profile.state != .purged else { return .refused(.notActive) }
    let topic = topic ?? Profile.everyTopic
    affirm([.optOut(topic: topic)], of: profile.id)
    guard !profile.optedOut.contains(topic) else { return .alreadyApplied }
    append(.profile(profile.id, .optedOut(topic: topic)))
    return .applied
  }

  /// Notes that a person wants bulk mail after all: of one topic, or of all topics that were refused.
  ///
  /// What gateways hold back of the addresses is to be freed (B9).
  ///
  /// - Returns: `.alreadyApplied` if nothing was refused; `.refused(.optedOutOfAll)` for one topic of a person
  ///   who refuses all bulk mail; `.refused(.notActive)` if the profile is purged; `.refused(.unknownProfile)`.
  public mutating func optIn(_ id: ProfileID, to topic: String?, cause: Cause) -> Outcome {
    guard let profile = held(id, .changing) else { return absent(id, .changing) }
    guard profile.state != .purged else { return .refused(.notActive) }
    if topic != nil, profile.optedOut.contains(Profile.everyTopic) {
      return .refused(.optedOutOfAll)
    }
    let ended = topic.map { profile.optedOut.intersection([$0]) } ?? profile.optedOut
    guard !ended.isEmpty else { return .alreadyApplied }
    for topic in ended.sorted() { append(.profile(profile.id, .optedIn(topic: topic))) }
    for address in profile.addresses { endGatewaySuppressions(of: address.key, on: profile.id) }
    return .applied
  }
}

extension AddressBook {
  /// Carries out what a person wants of mail, whom the token of a message leads to (R6).
  ///
  /// - Parameters:
  ///   - token: of the message.
  ///   - topic: as the command names it, ``Profile/everyTopic`` for all; `nil` for that of the mailing.
  ///   - cause: the command.
  ///   - carryOut: what to do with the profile, and a topic or `nil` for all.
  /// - Returns: `.refused(.unknownToken)` if nobody was sent it; else the answer of what was done.
  mutating func opt(
    by token: String, _ topic: String?, cause: Cause,
    _ carryOut: (inout AddressBook, ProfileID, String?) -> Outcome
  ) -> Outcome {
    let key = SendKey.token(token)
    guard scope.covers(key) else { return undecided(without: Touch(sends: [key])) }
    guard let send = sends[key] else { return .refused(.unknownToken) }
    let wanted = topic ?? send.topic
    let outcome = carryOut(&self, send.profile, wanted == Profile.everyTopic ? nil : wanted)
    if case .refused = outcome { return outcome }
    noteUse(of: send, at: cause.at)
    return outcome
  }
}

/// External id that a profile gets from one that was merged into it, which holds its former one since: both
/// go on leading to it (L4, L5).
private struct ExternalIDExchange {
  let system: String
  let holder: ProfileID
  /// The id that the profile had; `nil` if it had none of the system.
  let replaced: String?

  /// Word for it, for when the two are parted.
  var affirmation: Affirmation? {
    replaced.map { .replacedID(ExternalID(system: system, value: $0)) }
  }
}

extension AddressBook {
  /// The ids that an edit takes from profiles that are one with its own.
  private func exchanges(of profile: Profile, for details: Details) -> [ExternalIDExchange] {
    details.externalIDs(beyond: profile.details).compactMap { id in
      externalHolders[id].map {
        ExternalIDExchange(
          system: id.system, holder: $0, replaced: profile.externalIDs[id.system])
      }
    }
  }

  private mutating func setExternalID(
    _ value: String?, of system: String, on id: ProfileID, isHidden: Bool
  ) {
    guard let old = profiles[id]?.details else { return }
    var new = old
    new.externalIDs[system] = value
    append(.profile(id, .updated(from: old, to: new)), isHidden: isHidden)
  }
}
