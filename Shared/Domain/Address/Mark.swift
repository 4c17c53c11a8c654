/// The mark 'undeliverable' on an address, wherever the address stands (B6).
public struct Mark: Hashable, Sendable {
  /// Time at which it was set.
  public let since: Timestamp
  /// The status code of the answer that set it (RFC 3463); `nil` if a steward did.
  public let status: String?
  /// Reason in words without an address; `nil` if nobody said.
  public let reason: String?
  /// Evidence on which it rests (B7); `nil` if a steward set it.
  public let evidence: Evidence?

  /// Describes a mark.
  public init(
    since: Timestamp, status: String? = nil, reason: String? = nil, evidence: Evidence? = nil
  ) {
    self.since = since
    self.status = status
    self.reason = reason
    self.evidence = evidence
  }

  /// Report that a mark rests on, beside its status code (B7).
  public struct Evidence: Hashable, Sendable {
    /// When mail was answered so.
    public let observedAt: Timestamp
    /// The answer's text; `nil` if none was told.
    public let diagnostic: String?
    /// The gateway's id of the report; `nil` if no gateway told it.
    public let gatewayID: String?

    /// Describes a report.
    public init(observedAt: Timestamp, diagnostic: String? = nil, gatewayID: String? = nil) {
      self.observedAt = observedAt
      self.diagnostic = diagnostic
      self.gatewayID = gatewayID
    }
  }
}
