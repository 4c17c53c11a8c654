public import Hashing

/// How the store erases, and recognises what it erased.
public struct ErasurePolicy: Sendable {
  /// Makes and recognises the tags that are kept of erased addresses (L6).
  let keys: KeyRing
  /// How long those are kept.
  let lifetime: Duration
  /// The members of a registration's content that stay when its person dies (L1).
  let lastingMembers: [String]

  /// Describes a policy.
  public init(keys: KeyRing, lifetime: Duration, lastingMembers: [String]) {
    self.keys = keys
    self.lifetime = lifetime
    self.lastingMembers = lastingMembers
  }
}
