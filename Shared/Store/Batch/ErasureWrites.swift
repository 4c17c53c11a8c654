import Domain
import Postgres
import Threading

extension ProfileWrites {
  mutating func fold(
    _ change: ErasureChange, of merged: MergedProfiles, _ provenance: Provenance
  ) {
    switch change {
    case .deceased: optOut(merged.head, of: Profile.everyTopic, provenance)
    case .revoked(let state): set(StateRow(profile: merged.head, state: state))
    case .purged, .searchedAgain: break
    }
  }
}

extension Connection {
  /// Sends what a death or a purge does to whole tables; its message stands alone in the batch.
  ///
  /// The erasing takes a round trip of its own, since a receipt counts it; the commit comes
  /// with the rest of the batch.
  ///
  /// - Returns: the keys of all addresses that the person ever had.
  mutating func enqueue(
    _ change: ErasureChange, of merged: MergedProfiles, _ provenance: Provenance,
    policy: ErasurePolicy?, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> [AddressKey] {
    switch change {
    case .deceased:
      return try eraseContacts(merged, policy: Self.needed(policy), waiting: &waiter)
    case .revoked:
      _ = try enqueue(DeleteErasedByDeath(profiles: [merged.head]))
      return []
    case .purged(let decision):
      let (counts, keys) = try erasePerson(
        merged, policy: Self.needed(policy), waiting: &waiter)
      _ = try enqueue(
        InsertErasure(
          profile: merged.head, decision: decision, provenance: provenance, counts: counts))
      return keys
    case .searchedAgain:
      let counts = try eraseAgain(merged, policy: Self.needed(policy), waiting: &waiter)
      _ = try enqueue(UpdateErasure(profile: merged.head, counts: counts))
      return merged.addresses.map(\.key)
    }
  }

  /// Erases a person out of the own message of a death or a purge, and out of the receipt, if they name anybody
  /// (L1, L2): the batch itself writes them, after it has erased.
  mutating func eraseOwn(
    _ writes: BatchWrites, naming mentions: MentionWrites, _ keys: [AddressKey],
    policy: ErasurePolicy?, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    guard !mentions.isEmpty else { return }
    for case .erasure(let merged, let change, _) in writes.exclusive {
      switch change {
      case .deceased:
        try eraseAgain(
          merged, knowing: keys, withMessages: false, policy: Self.needed(policy),
          waiting: &waiter)
      case .purged, .searchedAgain:
        try eraseAgain(merged, knowing: keys, policy: Self.needed(policy), waiting: &waiter)
      case .revoked: break
      }
    }
  }

  private static func needed(_ policy: ErasurePolicy?) -> ErasurePolicy {
    guard let policy else { preconditionFailure("a service that erases needs its keys") }
    return policy
  }
}
