/// Failure of one message to one address, as it was told and judged; kept with what the judgement rests on.
public struct Bounce: Hashable, Sendable {
  /// The message that failed.
  public let send: SendReference
  /// Kind of failure: permanent, temporary, blocked, unknown or ownerChanged.
  public let kind: BounceKind
  /// Reason for which it did not arrive.
  public let reason: BounceReason
  /// The status code of the answer (RFC 3463); `nil` if none stood there.
  public let status: String?
  /// The answer's text, without addresses of others; `nil` if none was told.
  public let diagnostic: String?
  /// The gateway that told it; `nil` for a report by mail and for our own form.
  public let gateway: String?
  /// The gateway's id of the event; `nil` if it has none.
  public let gatewayID: String?
  /// The mailing; `nil` if nobody says.
  public let mailing: String?
  /// Time at which mail was answered so; the earliest that was told of a temporary failure.
  public var observedAt: Timestamp
  /// Time at which the message was sent (B5).
  public let sentAt: Timestamp
  /// The storm for whose end its mark waits (B8); `nil` for none.
  public var heldBy: StormID?

  /// Describes a failure.
  public init(
    send: SendReference, kind: BounceKind, reason: BounceReason, status: String? = nil,
    diagnostic: String? = nil, gateway: String? = nil, gatewayID: String? = nil,
    mailing: String? = nil, observedAt: Timestamp, sentAt: Timestamp, heldBy: StormID? = nil
  ) {
    self.send = send
    self.kind = kind
    self.reason = reason
    self.status = status
    self.diagnostic = diagnostic
    self.gateway = gateway
    self.gatewayID = gatewayID
    self.mailing = mailing
    self.observedAt = observedAt
    self.sentAt = sentAt
    self.heldBy = heldBy
  }

  /// The mark that rests on it, if it is set at this moment (B7).
  func mark(at moment: Timestamp) -> Mark {
    Mark(
      since: moment, status: status, reason: reason.rawValue,
      evidence: Mark.Evidence(
        observedAt: observedAt, diagnostic: diagnostic, gatewayID: gatewayID))
  }

  /// Takes in another telling of the same message's fate: what says more counts, whichever came first, and
  /// of two temporary failures the earlier moment.
  ///
  /// - Returns: `nil` if it tells nothing new.
  func joined(with other: Bounce) -> Bounce? {
    if other.kind.outweighs(kind) { return other }
    guard kind == .temporary, other.kind == .temporary, other.observedAt < observedAt else {
      return nil
    }
    var earlier = self
    earlier.observedAt = other.observedAt
    return earlier
  }
}

extension BounceKind {
  /// Tells whether a telling of this kind takes the place of one of the other kind, of the same message.
  public func outweighs(_ other: BounceKind) -> Bool { weight > other.weight }

  /// Order in which tellings of one message's fate win over each other (B2, B3).
  fileprivate var weight: Int {
    switch self {
    case .permanent: 4
    case .ownerChanged: 3
    case .blocked: 2
    case .temporary: 1
    case .unknown, .suppressed, .delivered, .complaint: 0
    }
  }
}

/// What is known of mail to one address beside its mark: figures of B2 and B5 are counted from it.
public struct MailHistory: Hashable, Sendable {
  /// Time at which a steward cleared the mark last (B5); `nil` if nobody did.
  public var clearedAt: Timestamp?
  /// Time of the latest sign of delivery (B2); `nil` if there was none.
  public var deliveredAt: Timestamp?
  /// Failures by message.
  public var bounces: [SendReference: Bounce]

  /// Gathers what is known; without arguments nothing is.
  public init(
    clearedAt: Timestamp? = nil, deliveredAt: Timestamp? = nil,
    bounces: [SendReference: Bounce] = [:]
  ) {
    self.clearedAt = clearedAt
    self.deliveredAt = deliveredAt
    self.bounces = bounces
  }

  /// `true` if a sign of delivery may change what is counted: temporary failures are known (B2).
  var awaitsDelivery: Bool { bounces.values.contains { $0.kind == .temporary } }

  /// Tells whether a message was sent after the last clearing: only then its bounce counts (B5).
  func counts(_ bounce: Bounce) -> Bool {
    clearedAt.map { bounce.sentAt > $0 } ?? true
  }

  /// Days (UTC, since 1970) of the temporary failures that count, each once, in order: those of messages
  /// sent since the last clearing, and observed since the last sign of delivery (B2).
  public var failureDays: [Int64] {
    Set(
      bounces.values.lazy
        .filter { bounce in
          bounce.kind == .temporary && counts(bounce)
            && deliveredAt.map { bounce.observedAt > $0 } ?? true
        }
        .map(\.observedAt.day)
    ).sorted()
  }

  /// Tells whether temporary failures have come to a mark: three days of them, the first and the last so far
  /// apart and no further (B2).
  func isWornOut(by rules: BounceRules) -> Bool {
    let days = failureDays
    var first = 0
    for last in days.indices {
      while days[last] - days[first] > Int64(rules.windowDays) { first += 1 }
      if last - first >= 2, days[last] - days[first] >= Int64(rules.spreadDays) { return true }
    }
    return false
  }
}

extension Timestamp {
  /// The moment so many days later.
  func later(byDays days: Int) -> Timestamp {
    Timestamp(microseconds: microseconds + Int64(days) * 86_400_000_000)
  }

  /// Days since 1970-01-01 (UTC).
  var day: Int64 {
    let length: Int64 = 86_400_000_000
    return microseconds >= 0 ? microseconds / length : (microseconds + 1) / length - 1
  }
}
