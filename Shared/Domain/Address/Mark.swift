/// The mark 'undeliverable' on an address, wherever the address stands (B6).
public struct Mark: Hashable, Sendable {
  /// Time at which it was set.
  public let since: Timestamp
  /// The status code of the answer that set it (RFC 3463); `nil` if a steward did.
  public let status: String?
  /// Reason in words without an address; `nil` if nobody said.
  public let reason: String?

  /// Describes a mark.
  public init(since: Timestamp, status: String? = nil, reason: String? = nil) {
    self.since = since
    self.status = status
    self.reason = reason
  }
}
