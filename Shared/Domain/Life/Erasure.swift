/// Record that an address was erased: all that is kept of it is a keyed hash, for a limited time.
///
/// - Source: L1, L6.
public struct Erasure: Hashable, Sendable {
  /// Reason for which it was erased.
  public enum Kind: Int16, Sendable {
    /// The person was purged: the address is not to come back by accident (L6).
    case purge = 0
    /// The person died: a registration with it is put before the stewards (L1).
    case death = 1
  }

  /// Purge or death.
  public let kind: Kind
  /// The profile that it stood on.
  public let profile: ProfileID
  /// Time at which it was erased: a message that was written before is older than the purge.
  public let at: Timestamp

  /// Describes an erasure.
  public init(kind: Kind, profile: ProfileID, at: Timestamp) {
    self.kind = kind
    self.profile = profile
    self.at = at
  }

  /// Returns whether a message is older than this; one that does not say when it was written counts
  /// as new.
  public func isAfter(_ cause: Cause) -> Bool {
    cause.sentAt.map { $0 <= at } ?? false
  }
}

/// A person with all profiles that are one: the kept one, and those that were merged into it (L2, L5).
public struct MergedProfiles: Hashable, Sendable {
  /// The kept profile.
  public let head: ProfileID
  /// All of them, the kept one among them, sorted.
  public let members: [ProfileID]
  /// The addresses that stand on any of them, sorted by key.
  public let addresses: [EmailAddress]

  /// Names a person with all profiles.
  public init(head: ProfileID, members: [ProfileID], addresses: [EmailAddress]) {
    self.head = head
    self.members = members
    self.addresses = addresses
  }
}
