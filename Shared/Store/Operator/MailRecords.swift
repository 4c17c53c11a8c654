public import Domain

/// Address of an active profile to which mail is held back (B9, B10).
public struct SuppressedRecord: Hashable, Sendable {
  /// Holder of the address.
  public let profile: ProfileID
  /// Name as it was written.
  public let name: Name
  /// The address, with its uses.
  public let address: Address
  /// What is held back, by whom and why.
  public let suppression: Suppression
}

/// Refusals of one domain with one code, of one mailing or of none, that are the sender's own fault (B10).
public struct SenderRefusalRecord: Hashable, Sendable {
  /// The receiving domain.
  public let domain: String
  /// The mailing; `nil` if nobody said.
  public let mailing: String?
  /// The status code of the answers (RFC 3463); `nil` if none stood there.
  public let status: String?
  /// Reason of the refusals.
  public let reason: BounceReason
  /// Number of messages that were refused so.
  public let count: Int
  /// Time of the latest.
  public let lastAt: Timestamp
}

/// Storm on which no steward has decided (B8).
public struct StormRecord: Hashable, Sendable {
  /// The storm.
  public let storm: Storm
  /// Number of marks that it holds.
  public let held: Int
}

/// Failure with what its judgement rests on, to be judged again.
public struct EvidenceRecord: Hashable, Sendable {
  /// The address.
  public let key: AddressKey
  /// The failure as it was judged.
  public let bounce: Bounce
  /// The evidence as JSON.
  public let evidence: [UInt8]
}
