/// Reason for which a profile of the audience gets nothing (R2); of several, the first of these counts.
public enum Exclusion: String, CaseIterable, Sendable {
  /// It is removed.
  case removed
  /// The person has died.
  case deceased
  /// The person was purged.
  case purged
  /// It has no primary address, and that was what was looked for last.
  case noPrimary
  /// It has no address with the use.
  case noAddress
  /// The address is marked (B4).
  case undeliverable
  /// A gateway, or the receiving domain, holds mail to the address back (B9, B10).
  case suppressed
  /// The person wants no mail of the topic, or none at all (R6).
  case optedOut
  /// The person has a protected identity: counted, and listed nowhere (L8).
  case protected
  /// It has become one with another profile that is a recipient too (R4).
  case merged
  /// The moment after which the mailing sends nothing came first.
  case tooLate
}

/// What becomes of a profile in a mailing.
public enum RecipientChoice: Hashable, Sendable {
  /// This address is mailed; by the fallback if it has not the mailing's use, or one that has is marked (R1).
  case mailed(EmailAddress, byFallback: Bool)
  /// None is.
  case left(Exclusion)
}

extension AddressBook {
  /// Chooses the address of a profile for a mailing, or the reason for which there is none (R1, R2).
  ///
  /// The one place that says so: preparation, hand-over and preview ask here.
  ///
  /// - Parameters:
  ///   - profile: the kept one of those that are one; what mail to its addresses meets must be loaded.
  ///   - selection: the mailing's.
  ///   - moment: what a gateway holds back until an earlier one counts no more.
  /// - Returns: the address, or the first reason against it.
  public func choice(
    of profile: Profile, for selection: MailingSelection, at moment: Timestamp
  ) -> RecipientChoice {
    switch profile.state {
    case .removed: return .left(.removed)
    case .deceased: return .left(.deceased)
    case .purged: return .left(.purged)
    case .active: break
    }
    var (use, address) = (selection.use, profile.address(for: selection.use))
    let isUsable = address.map { marks[$0.key] == nil } ?? false
    let byFallback = !isUsable && selection.fallsBackToPrimary && use != .primary
    if byFallback { (use, address) = (.primary, profile.address(for: .primary)) }
    guard let address else { return .left(use == .primary ? .noPrimary : .noAddress) }
    if marks[address.key] != nil { return .left(.undeliverable) }
    if isSuppressed(address.key, at: moment) { return .left(.suppressed) }
    if profile.isOptedOut(of: selection.topic) { return .left(.optedOut) }
    if profile.isProtected { return .left(.protected) }
    return .mailed(address.address, byFallback: byFallback)
  }

  private func isSuppressed(_ key: AddressKey, at moment: Timestamp) -> Bool {
    suppressions[key, default: [:]].values.contains { suppression in
      suppression.until.map { $0 > moment } ?? true
    }
  }
}

extension Profile {
  /// `true` if the person wants no mail of a topic, or none at all; mail without a topic meets the second alone.
  func isOptedOut(of topic: String?) -> Bool {
    optedOut.contains(Self.everyTopic) || topic.map(optedOut.contains) ?? false
  }
}
