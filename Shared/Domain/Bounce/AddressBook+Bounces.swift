extension AddressBook {
  /// Takes in what a report or a gateway tells of mail, one recipient after the other (B1–B10, R6).
  ///
  /// Nobody's address is told from here but in the changes: what is of no profile is only counted, so a
  /// bounce of somebody purged leaves no trace (L2).
  ///
  /// - Returns: `.alreadyApplied` if nothing of it is news, or nothing of it can be believed.
  public mutating func take(
    _ news: [BounceNews], rules: BounceRules = .standard, cause: Cause
  ) -> Outcome {
    if news.isEmpty { count(.noReport) }
    let place = log.count
    for one in news { take(one, rules: rules, cause: cause) }
    return log[place...].contains { !$0.change.isAffirmation } ? .applied : .alreadyApplied
  }

  private mutating func take(_ news: BounceNews, rules: BounceRules, cause: Cause) {
    var send: Send?
    if let key = news.key {
      guard scope.covers(key) else { return missing.formUnion(Touch(sends: [key])) }
      send = sends[key]
      if send == nil, case .token = key { return count(.unverifiable) }
    }
    if let send, takeWord(of: news.content, on: send, cause: cause) { return }
    guard let key = mailedAddress(of: news, send) else { return count(.unverifiable) }
    guard isKnown(key), scope.covers(mail: key) else {
      return missing.formUnion(Touch(mailed: [key]))
    }
    guard let holder = holders[key] else { return count(.unknownAddress) }
    guard scope.covers(holder, .changing) else {
      return missing.formUnion(Touch(profiles: [holder: .changing]))
    }
    let told = Moments(of: news, send, cause)
    switch news.content {
    case .failed(let failure):
      count(BounceTally(failure.kind))
      let bounce = Bounce(failure, told, news, send, cause)
      record(bounce, evidence: failure.evidence, of: key, on: holder, rules: rules, cause: cause)
    case .delivered:
      count(.delivered)
      noteDelivery(to: key, on: holder, at: told.observed)
      endSuppression(of: key, on: holder, by: Suppression.someGateway, before: told.observed)
    case .complained(let reason):
      count(.complaint)
      if reason.optsOut { _ = optOut(holder, of: nil, cause: cause) }
    case .unsubscribed:
      count(.unsubscribed)
      _ = optOut(holder, of: nil, cause: cause)
    case .suppressed(let until, let reason):
      count(.suppressed)
      let suppression =
        news.gateway.map {
          Suppression(gateway: $0, since: told.observed, until: until, reason: reason)
        }
        ?? Suppression(
          gateway: Suppression.someGateway, since: told.observed,
          until: told.observed.later(byDays: rules.windowDays), reason: reason)
      note(suppression, of: key, on: holder)
    case .unsuppressed:
      count(.suppressed)
      guard let gateway = news.gateway, suppressions[key]?[gateway] != nil else { return }
      append(.suppression(key, on: holder, .ended(gateway: gateway, isErased: false)))
    }
  }

  /// Takes in that whoever was mailed with a token wants no more: it is that person's word, whoever has the
  /// address by now (R6).
  ///
  /// - Returns: `false` for any other news.
  private mutating func takeWord(
    of content: BounceNews.Content, on send: Send, cause: Cause
  ) -> Bool {
    switch content {
    case .unsubscribed:
      count(.unsubscribed)
      _ = optOut(send.profile, of: send.topic, cause: cause)
      noteUse(of: send, at: cause.at)
    case .complained(let reason):
      count(.complaint)
      if reason.optsOut { _ = optOut(send.profile, of: nil, cause: cause) }
    case .failed, .delivered, .suppressed, .unsuppressed: return false
    }
    return true
  }

  /// Notes that somebody has used the token of a message: whoever does has read it, so it arrived (B2).
  mutating func noteUse(of send: Send, at moment: Timestamp) {
    guard let key = send.recipient else { return }
    guard isKnown(key), scope.covers(mail: key) else {
      return missing.formUnion(Touch(mailed: [key]))
    }
    guard let holder = holders[key] else { return }
    noteDelivery(to: key, on: holder, at: moment)
  }

  /// The address that we mailed (B7): by our token or our `Message-ID`; else the one to which the returned message was written,
  /// if it stands in the book and the report names only where mail to it was forwarded; else the one that
  /// the report names.
  private func mailedAddress(of news: BounceNews, _ send: Send?) -> AddressKey? {
    if let send { return send.recipient }
    if let addressee = news.addressee, holders[addressee] != nil { return addressee }
    return news.recipient
  }

  /// Notes that a gateway holds mail back, unless that is known (B9); whoever names no end leaves the known one.
  private mutating func note(
    _ suppression: Suppression, of key: AddressKey, on id: ProfileID
  ) {
    if let known = suppressions[key]?[suppression.gateway] {
      let isOver = known.until.map { $0 <= suppression.since } ?? false
      let isOtherEnd =
        suppression.gateway != Suppression.someGateway && suppression.until != nil
        && suppression.until != known.until
      guard isOver || isOtherEnd else { return }
    }
    append(.suppression(key, on: id, .set(suppression)))
  }

  /// Notes a sign of delivery: failures before it count no more (B2).
  mutating func noteDelivery(
    to key: AddressKey, on id: ProfileID, at moment: Timestamp
  ) {
    if let known = mail[key]?.deliveredAt, known >= moment { return }
    append(.bounce(key, on: id, .delivered(at: moment)))
  }

  /// Counts news, whatever becomes of it.
  private mutating func count(_ word: BounceTally) {
    tally[word, default: 0] += 1
  }
}

extension AddressBook {
  /// Records a failure, unless it was told before, and draws from it what the rules say.
  private mutating func record(
    _ bounce: Bounce, evidence: [UInt8], of key: AddressKey, on id: ProfileID, rules: BounceRules,
    cause: Cause
  ) {
    var history = mail[key, default: MailHistory()]
    let known = history.bounces[bounce.send]
    guard var joined = known == nil ? bounce : known?.joined(with: bounce) else { return }
    joined.heldBy = known?.heldBy
    let isNew = known?.kind != joined.kind
    let counts = history.counts(joined)
    var isDead = false
    switch joined.kind {
    case .permanent where isNew && counts && marks[key] != nil: isDead = true
    case .permanent where isNew && counts:
      switch belief(in: key, joined.mailing, rules: rules, cause: cause) {
      case .believed: isDead = true
      case .held(let storm): joined.heldBy = storm
      case .disbelieved: break
      }
    case .temporary:
      history.bounces[joined.send] = joined
      isDead = counts && history.isWornOut(by: rules)
    case .blocked where isNew: countRefusal(joined, of: key, rules: rules)
    case .permanent, .blocked, .unknown, .ownerChanged, .suppressed, .delivered, .complaint: break
    }
    append(
      .bounce(key, on: id, isNew ? .recorded(joined, evidence: evidence) : .redated(joined)))
    if isDead, marks[key] == nil {
      append(.mark(key, on: id, .set(joined.mark(at: cause.at))))
    } else if isDead {
      affirmMark(of: key, on: id)
    }
    if joined.kind == .ownerChanged, isNew { holdBack(key, on: id, joined, cause: cause) }
  }

  /// Holds mail back from a mailbox that has another owner now, and puts it before the stewards (B10).
  private mutating func holdBack(
    _ key: AddressKey, on id: ProfileID, _ bounce: Bounce, cause: Cause
  ) {
    let identity = Suggestion.Identity(kind: .ownerChanged, profiles: [id], evidence: key.text)
    guard !made.contains(identity) else { return }
    append(
      .suggestion(
        Suggestion(id: mint(cause), kind: .ownerChanged, profiles: [id], evidence: key.text), .made
      ))
    let suppression = Suppression(
      gateway: key.domain, since: bounce.observedAt, reason: bounce.reason.rawValue)
    append(.suppression(key, on: id, .set(suppression)))
  }
}

/// Moments of a report: when mail was answered so, and when the message was sent (B2, B5).
private struct Moments {
  let observed: Timestamp
  let sent: Timestamp

  /// Number of days before its receipt that a message counts as sent of which nobody says when.
  private static let usualDays: Int64 = 5

  init(of news: BounceNews, _ send: Send?, _ cause: Cause) {
    let now = cause.at
    let written = cause.sentAt?.sound(at: now)
    observed = written ?? news.reportedAt?.sound(at: now) ?? now
    let received = written ?? now
    sent =
      send?.handedOverAt ?? news.sentAt?.sound(at: now)
      ?? Timestamp(microseconds: received.microseconds - Self.usualDays * 86_400_000_000)
  }
}

extension Bounce {
  fileprivate init(
    _ failure: BounceFailure, _ told: Moments, _ news: BounceNews, _ send: Send?, _ cause: Cause
  ) {
    self.init(
      send: send.map { SendReference(token: $0.token) } ?? news.send
        ?? SendReference(report: cause.message),
      kind: failure.kind, reason: failure.reason, status: failure.status,
      diagnostic: failure.diagnostic, gateway: news.gateway, gatewayID: failure.gatewayID,
      mailing: send?.mailing ?? news.mailing, observedAt: told.observed, sentAt: told.sent)
  }
}
