/// More permanent failures of one mailing or one receiving domain within an hour than are believed (B8).
public struct Storm: Hashable, Sendable {
  /// Decision of a steward on the marks that are held.
  public enum Decision: Int16, Sendable {
    /// They are set.
    case confirmed = 0
    /// They are not.
    case dropped = 1
  }

  /// Its id.
  public let id: StormID
  /// Mailing or domain whose recipients failed.
  public let subject: CounterKey.Subject
  /// Time at which the figure was reached.
  public let beganAt: Timestamp
  /// Number of recipients that had failed then, within the hour.
  public let failed: Int
  /// Decision; `nil` while the storm is open.
  public var decision: Decision?
  /// Time of the decision; `nil` while the storm is open.
  public var decidedAt: Timestamp?

  /// Describes a storm.
  public init(
    id: StormID, subject: CounterKey.Subject, beganAt: Timestamp, failed: Int,
    decision: Decision? = nil, decidedAt: Timestamp? = nil
  ) {
    self.id = id
    self.subject = subject
    self.beganAt = beganAt
    self.failed = failed
    self.decision = decision
    self.decidedAt = decidedAt
  }

  /// Tells whether it says what becomes of marks at this moment: while it is open, and as decided for as long
  /// as the failures before the decision are in the figure.
  func isInForce(at moment: Timestamp) -> Bool {
    guard let decidedAt else { return true }
    return .microseconds(moment.microseconds - decidedAt.microseconds) < CounterKey.window
  }
}

/// The id of a storm.
public typealias StormID = ID<Storm>

/// Change of a storm.
public enum StormChange: Hashable, Sendable {
  /// It began: further marks are held.
  case began
  /// A steward decided on all marks that are held.
  case decided(Storm.Decision, at: Timestamp)
}

/// Number of recipients of a mailing or a domain, as far as it was counted.
public struct RecipientCount: Hashable, Sendable {
  /// The most that it is certain to be.
  public let counted: Int
  /// `true` if all were counted; `false` if there may be more.
  public let isWhole: Bool

  /// Describes a count.
  public init(_ counted: Int, isWhole: Bool) {
    self.counted = counted
    self.isWhole = isWhole
  }

  /// From how many failures of a domain within the hour, of one figure, its recipients are counted before a rule
  /// asks.
  ///
  /// Each of them is looked up; what has come near the floor of B8 is worth that.
  public static let nearFrom = 40
}

extension AddressBook {
  /// Brings the storms to where a change leaves them.
  mutating func index(_ change: StormChange, of storm: Storm) {
    switch change {
    case .began: storms[storm.id] = storm
    case .decided(let decision, let moment):
      storms[storm.id]?.decision = decision
      storms[storm.id]?.decidedAt = moment
    }
  }
}
