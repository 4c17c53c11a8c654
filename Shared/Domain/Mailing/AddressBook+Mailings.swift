extension AddressBook {
  /// Begins a mailing, whose recipients are then chosen chunk by chunk.
  ///
  /// - Returns: `.alreadyApplied` if it was asked for before; `.refused(.mailingExists)` if something else was
  ///   under this id; `.refused(.neverSent)` if its end comes before its beginning.
  /// - Source: R4.
  mutating func begin(_ mailing: Mailing, hash: [UInt8], cause: Cause) -> Outcome {
    guard scope.covers(mailing: mailing.id) else {
      return undecided(without: Touch(mailings: [mailing.id]))
    }
    if let known = mailings[mailing.id] {
      return known.hash == hash ? .alreadyApplied : .refused(.mailingExists)
    }
    if mailing.isNeverSent(at: cause.at) { return .refused(.neverSent) }
    callChunk(MailingRules.prepareType, of: mailing.id, after: nil, cause: cause)
    append(.mailing(mailing.id, .begun(mailing, hash: hash)))
    return .applied
  }

  /// Stops a mailing: whoever was handed over was, and nobody is after the commit of this.
  ///
  /// - Returns: `.alreadyApplied` if it is stopped; `.refused(.mailingCompleted)` if nobody is left to be
  ///   handed over; `.refused(.unknownMailing)`.
  mutating func cancel(_ id: MailingID) -> Outcome {
    guard scope.covers(mailing: id) else { return undecided(without: Touch(mailings: [id])) }
    switch mailings[id]?.state {
    case nil: return .refused(.unknownMailing)
    case .cancelled: return .alreadyApplied
    case .completed: return .refused(.mailingCompleted)
    case .preparing, .prepared, .handingOver: break
    }
    append(.mailing(id, .cancelled))
    return .applied
  }

  /// Chooses among the profiles of a chunk: one recipient for each person, with the reason if the person is
  /// left out (R1, R2).
  ///
  /// - Returns: `.alreadyApplied` for a chunk that was decided before, or if the mailing was stopped.
  mutating func prepare(_ chunk: PreparationChunk, cause: Cause) -> Outcome {
    let id = chunk.mailing.id
    guard let standing = standing(of: id, .preparing, after: chunk.after) else {
      return .alreadyApplied
    }
    var counts = standing.counts
    let last = chunk.isLast ? nil : chunk.members.last?.profile
    let isDue = standing.notBefore.map { $0 <= cause.at } ?? true
    // First of all, so that the next chunk is on its way while what this one tells is still published.
    if !chunk.isLast {
      callChunk(MailingRules.prepareType, of: id, after: last, cause: cause)
    } else if isDue {
      callChunk(MailingRules.handOverType, of: id, after: nil, cause: cause)
    }
    var recipients: [PreparedRecipient] = []
    var taken: Set<ProfileID> = []
    for member in chunk.members where !member.isExcepted {
      // Who was left out in a chunk before, and is one with somebody of this one since, is asked about again.
      guard let profile = person(member.profile), taken.insert(profile.id).inserted,
        !isOne(with: profile.id, in: id, where: \.isChosen),
        let row = [profile.id, member.profile].first(where: { mailed[id]?[$0] == nil })
      else { continue }
      var exclusion: Exclusion?
      switch choice(of: profile, for: chunk.mailing.selection, at: cause.at) {
      case .left where isOne(with: profile.id, in: id, where: { _ in true }): continue
      case .left(let reason):
        exclusion = reason
        counts.excluded[reason, default: 0] += 1
      case .mailed(_, let byFallback):
        counts.recipients += 1
        if byFallback { counts.byFallback += 1 }
      }
      recipients.append(
        PreparedRecipient(profile: row, messageID: mint(cause), exclusion: exclusion))
    }
    let state: MailingState = !chunk.isLast ? .preparing : isDue ? .handingOver : .prepared
    append(
      .mailing(
        id, .prepared(recipients, MailingProgress(state: state, last: last, counts: counts))))
    return .applied
  }

  /// Hands the recipients of a chunk over, each as its state is now (R3).
  ///
  /// - Returns: `.alreadyApplied` for a chunk that was decided before, or if the mailing was stopped.
  mutating func handOver(_ chunk: HandOverChunk, links: MailLinks, cause: Cause) -> Outcome {
    let id = chunk.mailing.id
    guard let standing = standing(of: id, .handingOver, after: chunk.after) else {
      return .alreadyApplied
    }
    guard let templates = chunk.compile(standing.text) else { return cancel(id) }
    var counts = standing.counts
    // Counted anew, as the recipients stand now (R1).
    if chunk.after == nil { counts.byFallback = 0 }
    let last = chunk.isLast ? nil : chunk.recipients.last?.profile
    if !chunk.isLast { callChunk(MailingRules.handOverType, of: id, after: last, cause: cause) }
    var decided: [DecidedRecipient] = []
    var taken: Set<ProfileID> = []
    for recipient in chunk.recipients where mailed[id]?[recipient.profile] == .waiting {
      switch turn(of: recipient, in: chunk.mailing, taken: &taken, cause: cause) {
      case .left(let reason):
        decided.append(DecidedRecipient(profile: recipient.profile, left: reason))
        counts.excluded[reason, default: 0] += 1
      case .mailed(let profile, let address, let token, let byFallback):
        let mail = OutgoingMail(
          mailing: chunk.mailing, recipient: recipient, token: token, profile: profile,
          address: address, links: links, templates: templates, handedOverAt: cause.at)
        append(.message(recipient.messageID, .mailed(data: mail.data)))
        decided.append(
          DecidedRecipient(profile: recipient.profile, handedOverFor: address.key))
        counts.handedOver += 1
        if byFallback { counts.byFallback += 1 }
      }
    }
    let state: MailingState = chunk.isLast ? .completed : .handingOver
    append(
      .mailing(id, .handedOver(decided, MailingProgress(state: state, last: last, counts: counts))))
    return .applied
  }
}

extension AddressBook {
  /// The kept one of those who are one with a profile (L5); `nil` if there is none here.
  public func person(of id: ProfileID) -> Profile? {
    held(id, .changing)
  }
}

/// What becomes of a recipient whose turn has come.
private enum Turn {
  case mailed(Profile, EmailAddress, token: String, byFallback: Bool)
  case left(Exclusion)
}

extension AddressBook {
  /// Decides on a recipient as the person stands now; of those who have become one, the first is mailed (R4).
  private mutating func turn(
    of recipient: WaitingRecipient, in mailing: StoredMailing, taken: inout Set<ProfileID>,
    cause: Cause
  ) -> Turn {
    guard let profile = person(recipient.profile), let token = recipient.token else {
      return .left(.purged)
    }
    if let end = mailing.doNotSendAfter, end <= cause.at { return .left(.tooLate) }
    switch choice(of: profile, for: mailing.selection, at: cause.at) {
    case .left(let reason): return .left(reason)
    case .mailed(let address, let byFallback):
      guard taken.insert(profile.id).inserted,
        !isOne(with: profile.id, in: mailing.id, where: { $0 == .handedOver })
      else { return .left(.merged) }
      return .mailed(profile, address, token: token, byFallback: byFallback)
    }
  }

  /// The standing of a mailing if a chunk is its next one; `nil` if not, or if it must be loaded first.
  private mutating func standing(
    of id: MailingID, _ state: MailingState, after last: ProfileID?
  ) -> MailingStanding? {
    guard scope.covers(mailing: id) else {
      missing.formUnion(Touch(mailings: [id]))
      return nil
    }
    guard let standing = mailings[id], standing.state == state, standing.last == last else {
      return nil
    }
    return standing
  }

  /// The kept one of those who are one with a profile (L5); `nil` if there is none, or if it must be loaded
  /// first.
  private mutating func person(_ id: ProfileID) -> Profile? {
    if let profile = held(id, .changing) { return profile }
    _ = absent(id, .changing)
    return nil
  }

  /// Looks whether a profile, or one that is one with it, has a status in a mailing that fits.
  private func isOne(
    with id: ProfileID, in mailing: MailingID, where fits: (RecipientStatus) -> Bool
  ) -> Bool {
    guard let known = mailed[mailing], !known.isEmpty else { return false }
    guard mergedAway[id] != nil else { return known[id].map(fits) ?? false }
    return mergedProfiles(of: id).members.contains { known[$0].map(fits) ?? false }
  }

  private mutating func callChunk(
    _ type: String, of id: MailingID, after last: ProfileID?, cause: Cause
  ) {
    var data: [String: MessageValue] = ["mailingId": .text(id)]
    data["after"] = last.map { .text($0.description) }
    append(.message(mint(cause), .continued(type: type, data: data)))
  }
}
