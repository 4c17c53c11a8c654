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

  /// Word for a gateway that no report names: of what it keeps nothing more may be heard, so it holds back for the
  /// days of B2 at the longest, and until mail arrives.
  public static let someGateway = "unknown"

  /// Describes what is held back.
  public init(gateway: String, since: Timestamp, until: Timestamp? = nil, reason: String? = nil) {
    self.gateway = gateway
    self.since = since
    self.until = until
    self.reason = reason
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

  /// Ends what is held back of an address, so that the lists of the gateways are cleaned (B9); returns
  /// whether there was anything.
  @discardableResult
  mutating func endSuppressions(
    of key: AddressKey, on id: ProfileID, isErased: Bool = false
  ) -> Bool {
    let gateways = suppressions[key, default: [:]].keys.sorted()
    for gateway in gateways {
      append(.suppression(key, on: id, .ended(gateway: gateway, isErased: isErased)))
    }
    return !gateways.isEmpty
  }

  /// Ends what gateways hold back of an address (B9), but not what is held back since its mailbox has another
  /// owner: that is a question for the stewards (B10), whatever the person says of mail.
  mutating func endGatewaySuppressions(of key: AddressKey, on id: ProfileID) {
    for gateway in suppressions[key, default: [:]].keys.sorted() where gateway != key.domain {
      append(.suppression(key, on: id, .ended(gateway: gateway, isErased: false)))
    }
  }

  /// Ends what a gateway has held back from before a moment on, if it does.
  mutating func endSuppression(
    of key: AddressKey, on id: ProfileID, by gateway: String, before moment: Timestamp
  ) {
    guard let known = suppressions[key]?[gateway], known.since < moment else { return }
    append(.suppression(key, on: id, .ended(gateway: gateway, isErased: false)))
  }

  /// Ends what is held back since a mailbox has another owner: the stewards have answered that (B10).
  mutating func endOwnerSuppression(of key: AddressKey, on id: ProfileID) {
    guard suppressions[key]?[key.domain] != nil else { return }
    append(.suppression(key, on: id, .ended(gateway: key.domain, isErased: false)))
  }
}
