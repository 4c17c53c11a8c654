extension AddressBook {
  /// Belief in a permanent failure (B8).
  enum Belief {
    /// The address is marked.
    case believed
    /// The mark waits until a steward decides on the storm.
    case held(StormID)
    /// A steward has said that such failures are none.
    case disbelieved
  }

  /// Counts a recipient who failed for good, and says whether that is believed.
  ///
  /// It is not while a storm is in force that is open or was dropped. The failure that reaches the figure is
  /// the last that is believed.
  mutating func belief(
    in key: AddressKey, _ mailing: String?, rules: BounceRules, cause: Cause
  ) -> Belief {
    var belief = Belief.believed
    for subject in CounterKey.subjects(of: key, in: mailing) {
      let figure = CounterKey.failed(subject)
      guard scope.covers(.of(subject)), let before = count(of: figure) else {
        missing.formUnion(Touch(counters: [figure], storms: [.of(subject)]))
        continue
      }
      append(.counter(figure, .increased(by: 1)))
      let inForce = storms.values.filter { $0.subject == subject && $0.isInForce(at: cause.at) }
      if let open = inForce.first(where: { $0.decision == nil }) {
        belief = .held(open.id)
      } else if let decided = inForce.max(by: { $0.id < $1.id }) {
        if decided.decision == .dropped, case .believed = belief { belief = .disbelieved }
      } else if isTooMany(before + 1, of: subject, rules: rules) {
        let storm = Storm(id: mint(cause), subject: subject, beganAt: cause.at, failed: before + 1)
        append(.storm(storm, .began))
      }
    }
    return belief
  }

  /// Counts a refusal that speaks of the sender or the content, and announces it at the figures of a storm,
  /// once an hour, with the sentence that names the cure (B10).
  mutating func countRefusal(_ bounce: Bounce, of key: AddressKey, rules: BounceRules) {
    for subject in CounterKey.subjects(of: key, in: bounce.mailing) {
      let figure = CounterKey(subject, code: bounce.status ?? bounce.reason.rawValue)
      guard let before = count(of: figure), let announced = count(of: figure.announcement) else {
        missing.formUnion(Touch(counters: [figure, figure.announcement]))
        continue
      }
      append(.counter(figure, .increased(by: 1)))
      if announced == 0, isTooMany(before + 1, of: subject, rules: rules) {
        append(.counter(figure, .announced(count: before + 1, cure: bounce.reason.cure)))
      }
    }
  }

  /// Tells whether so many failures within the hour are more than a share of the recipients, and no few; where
  /// nobody knows how many recipients there are, they are not.
  private mutating func isTooMany(
    _ failed: Int, of subject: CounterKey.Subject, rules: BounceRules
  ) -> Bool {
    guard failed >= rules.stormFloor else { return false }
    // As many as would make it no more than that share.
    let needed = failed * 100 / rules.stormPercent + 1
    guard let count = recipients[subject] else {
      if !scope.covers(recipientsOf: subject) {
        missing.formUnion(Touch(recipients: [subject: needed]))
      }
      return false
    }
    if failed * 100 <= rules.stormPercent * count.counted { return false }
    if count.isWhole { return true }
    missing.formUnion(Touch(recipients: [subject: needed]))
    return false
  }

  /// Carries a decision on a storm out, on one slice of the marks that it holds; the next slice is a message
  /// of its own, until none is left (B8).
  ///
  /// A mark that stood before stays; an address that was cleared or marked in between is left as it is.
  ///
  /// - Returns: `.refused(.unknownStorm)`; `.refused(.alreadyDecided)` if it was decided otherwise;
  ///   `.alreadyApplied` if it was decided so and holds no more.
  mutating func carryOut(_ order: StormOrder, cause: Cause) -> Outcome {
    guard let storm = storms[order.storm] else {
      return scope.covers(.id(order.storm))
        ? .refused(.unknownStorm) : undecided(without: Touch(storms: [.id(order.storm)]))
    }
    if let decision = storm.decision, decision != order.decision {
      return .refused(.alreadyDecided)
    }
    let held = order.held ?? []
    let isFirst = storm.decision == nil
    if isFirst { append(.storm(storm, .decided(order.decision, at: cause.at))) }
    for key in held { release(key, from: storm.id, by: order.decision, cause: cause) }
    guard isFirst || !held.isEmpty else { return .alreadyApplied }
    append(
      .message(
        mint(cause),
        .continued(
          type: "bounce.storm",
          data: [
            "stormId": .text(storm.id.description), "decision": .text(order.decision.word),
          ])))
    return .applied
  }

  private mutating func release(
    _ key: AddressKey, from storm: StormID, by decision: Storm.Decision, cause: Cause
  ) {
    guard isKnown(key), scope.covers(mail: key) else {
      return missing.formUnion(Touch(mailed: [key]))
    }
    guard let history = mail[key] else { return }
    let held = history.bounces.values.filter { $0.heldBy == storm }
      .sorted { ($0.observedAt, $0.send.text) < ($1.observedAt, $1.send.text) }
    for bounce in held {
      // Evidence of an address that is on no profile any more is only let go.
      guard let holder = holders[key] else {
        append(.bounce(key, on: nil, .released(bounce.send)))
        continue
      }
      append(.bounce(key, on: holder, .released(bounce.send)))
      if decision == .confirmed, marks[key] == nil, history.counts(bounce) {
        append(.mark(key, on: holder, .set(bounce.mark(at: cause.at))))
      }
    }
  }
}

extension Storm.Decision {
  /// The command's word for it.
  public var word: String {
    switch self {
    case .confirmed: "confirm"
    case .dropped: "drop"
    }
  }
}
