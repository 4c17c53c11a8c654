/// Fact that somebody on the way holds mail to an address back: a gateway by a list of its own (B9), or the
/// receiving domain since the mailbox has another owner (B10).
public struct Suppression: Hashable, Sendable {
  /// Gateway that suppresses, or the receiving domain.
  public let gateway: String
  /// Time from which on it does.
  public let since: Timestamp
  /// Time until which it does; `nil` if it does not say.
  public let until: Timestamp?
  /// Reason in the gateway's words; `nil` if it gave none.
  public let reason: String?

  /// Describes what is held back.
  public init(gateway: String, since: Timestamp, until: Timestamp? = nil, reason: String? = nil) {
    self.gateway = gateway
    self.since = since
    self.until = until
    self.reason = reason
  }

  /// Describes that mail to a mailbox is held back since it has another owner (B10).
  init(newOwnerOf key: AddressKey, since: Timestamp) {
    self.init(gateway: key.domain, since: since, reason: BounceReason.ownerChanged.rawValue)
  }

  /// Returns whether it is because the mailbox has another owner.
  func isOfNewOwner(of key: AddressKey) -> Bool {
    self == Suppression(newOwnerOf: key, since: since)
  }
}

/// Change of what somebody on the way holds back.
public enum SuppressionChange: Hashable, Sendable {
  /// Mail to the address is held back (B9).
  case set(Suppression)
  /// It is held back no more, or is not to be: whoever keeps the gateway's list takes the address off.
  ///
  /// With `isErased` the person is being purged, and the event names no address (L2).
  case ended(gateway: String, isErased: Bool)
}

extension AddressBook {
  /// Brings the suppressions to where a change leaves them.
  mutating func index(_ change: SuppressionChange, of key: AddressKey) {
    switch change {
    case .set(let suppression):
      suppressions[key, default: [:]][suppression.gateway] = suppression
    case .ended(let gateway, _): suppressions[key]?[gateway] = nil
    }
  }

  /// Ends what gateways hold back of an address, so that their lists are cleaned (B9); returns whether there was
  /// anything.
  ///
  /// That its mailbox has another owner is a question of its own (B10): it stays until that is answered, or the
  /// address is erased.
  @discardableResult
  mutating func endSuppressions(
    of key: AddressKey, on id: ProfileID, isErased: Bool = false
  ) -> Bool {
    let gateways = suppressions[key, default: [:]].values
      .filter { isErased || !$0.isOfNewOwner(of: key) }.map(\.gateway).sorted()
    for gateway in gateways {
      append(.suppression(key, on: id, .ended(gateway: gateway, isErased: isErased)))
    }
    return !gateways.isEmpty
  }
}
