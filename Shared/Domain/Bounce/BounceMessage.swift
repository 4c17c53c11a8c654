/// Message about mail that we sent, as it was read and judged; nothing is decided yet.
public enum BounceMessage: Hashable, Sendable {
  /// News of recipients, in the message's order; none for what is no report.
  case news([BounceNews])
  /// A steward's decision on a storm (B8).
  case storm(StormOrder)
  /// Something that can be read, and that the rules forbid whatever the book says.
  case forbidden(Refusal)
}

/// News of one recipient of mail.
public struct BounceNews: Hashable, Sendable {
  /// Content of the news.
  public enum Content: Hashable, Sendable {
    /// The message did not arrive, or has not arrived yet.
    case failed(BounceFailure)
    /// The message arrived.
    case delivered
    /// The recipient complained (R6).
    case complained(ComplaintReason)
    /// The recipient wants no more of this mail (R6).
    case unsubscribed
    /// The gateway holds mail to the address back (B9).
    case suppressed(until: Timestamp?, reason: String?)
    /// The gateway holds it back no more (B9).
    case unsuppressed
  }

  /// Content of the news.
  public let content: Content
  /// The address of which it tells, by B7's order; `nil` if none is named, or none that I3 accepts.
  public let recipient: AddressKey?
  /// The one address to which the returned message was written, where the report names only others: if it
  /// stands in the book, mail to it was forwarded (B7).
  public let addressee: AddressKey?
  /// What leads to the message of a mailing: our token, else its `Message-ID`; `nil` if neither is told.
  public let key: SendKey?
  /// The message that we sent, as the news has it; `nil` if nothing tells which.
  public let send: SendReference?
  /// The mailing; `nil` if nobody says.
  public let mailing: String?
  /// The gateway that tells it; `nil` for a report by mail and for our own form, which have a source alone.
  public let gateway: String?
  /// The report's own time, beside that of its envelope; `nil` if it has none.
  public let reportedAt: Timestamp?
  /// Time at which the message was sent, as far as the report tells (B5).
  public let sentAt: Timestamp?

  /// Describes news.
  public init(
    _ content: Content, of recipient: AddressKey?, addressee: AddressKey? = nil,
    key: SendKey? = nil, send: SendReference? = nil, mailing: String? = nil,
    gateway: String? = nil, reportedAt: Timestamp? = nil, sentAt: Timestamp? = nil
  ) {
    self.content = content
    self.recipient = recipient
    self.addressee = addressee
    self.key = key
    self.send = send
    self.mailing = mailing
    self.gateway = gateway
    self.reportedAt = reportedAt
    self.sentAt = sentAt
  }
}

/// Failure of a message, judged (B1–B3).
public struct BounceFailure: Hashable, Sendable {
  /// Kind of failure.
  public let kind: BounceKind
  /// Reason for which the message did not arrive.
  public let reason: BounceReason
  /// The status code (RFC 3463); `nil` if none stood there.
  public let status: String?
  /// The answer's text, without addresses of others; `nil` if none was told.
  public let diagnostic: String?
  /// The gateway's id of the event.
  public let gatewayID: String?
  /// Evidence for the judgement, as JSON.
  public let evidence: [UInt8]

  /// Describes a failure.
  public init(
    kind: BounceKind, reason: BounceReason, status: String? = nil, diagnostic: String? = nil,
    gatewayID: String? = nil, evidence: [UInt8] = Array("{}".utf8)
  ) {
    self.kind = kind
    self.reason = reason
    self.status = status
    self.diagnostic = diagnostic
    self.gatewayID = gatewayID
    self.evidence = evidence
  }
}

/// Decision of a steward on a storm, carried out slice by slice (B8).
public struct StormOrder: Hashable, Sendable {
  /// The storm.
  public let storm: StormID
  /// Decision on all marks that it holds.
  public let decision: Storm.Decision
  /// Addresses of the next slice whose marks it holds; `nil` as long as they were not looked up.
  public var held: [AddressKey]?

  /// Describes a decision.
  public init(_ decision: Storm.Decision, on storm: StormID, held: [AddressKey]? = nil) {
    self.decision = decision
    self.storm = storm
    self.held = held
  }
}
