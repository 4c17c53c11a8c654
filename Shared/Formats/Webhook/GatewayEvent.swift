/// News that a gateway has of one recipient: facts and its own claim, nothing judged.
public struct GatewayEvent: Sendable {
  /// Outcome, as the gateway tells it.
  public enum Outcome: Hashable, Sendable {
    /// It arrived.
    case delivered
    /// It has not arrived yet.
    case delayed
    /// It did not arrive, for a reason of this class.
    case failed(Claim)
    /// The recipient complained; a type of RFC 5965, `abuse` for most.
    case complained(String)
    /// The recipient asked the gateway for no more mail.
    case unsubscribed
    /// The gateway did not send, or will not: the address is on a list of its own (B9).
    case suppressed
    /// The gateway has taken the address off that list.
    case unsuppressed
  }

  /// Class in which a gateway puts a failure.
  public enum Claim: Hashable, Sendable {
    /// The recipient's, for good.
    case permanent
    /// One that may pass.
    case temporary
    /// The sender's, or the content's.
    case sender
    /// None, or one that says nothing.
    case unclear
  }

  /// The address, as the gateway writes it.
  public let recipient: String
  /// Outcome.
  public let outcome: Outcome
  /// The enhanced code that the gateway gives, else that of the answer.
  public let status: StatusCode?
  /// Words of the receiving server, or of the gateway.
  public let answer: Passage?
  /// Time at which it happened; microseconds since 1970.
  public let occurredAt: Int64?
  /// The id of the message that was sent: its `Message-ID`, else the gateway's own.
  public let messageID: String?
  /// The gateway's id of this event, the same when it is told again.
  public let eventID: String?
  /// Our token, where the gateway gives back what the message was sent with (B7).
  public let token: String?
  /// Time at which the gateway took the message from us; microseconds since 1970 (B5).
  public let sentAt: Int64?
  /// Time until which the gateway holds mail back; microseconds since 1970 (B9).
  public let heldUntil: Int64?
}
