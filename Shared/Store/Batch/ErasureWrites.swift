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
  /// Sends what deaths and purges do to whole tables, and the ends of erroneous deaths.
  ///
  /// The erasing takes round trips of its own, since a receipt counts it; the commit comes with the rest of the
  /// batch.
  mutating func enqueue(
    _ erasures: [ErasureWrite], policy: ErasurePolicy?,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> [ErasedPerson] {
    var revoked: [ProfileID] = []
    var others: [ErasureWrite] = []
    for erasure in erasures {
      if case .revoked = erasure.change {
        revoked.append(erasure.merged.head)
      } else {
        others.append(erasure)
      }
    }
    try enqueue(DeleteErasedByDeath.init, ifAny: revoked.sorted())
    guard !others.isEmpty else { return [] }
    return try erase(others, policy: Self.needed(policy), waiting: &waiter)
  }

  /// Erases a person apart from others.
  ///
  /// - Returns: the person, as found.
  mutating func erase(
    _ erasure: ErasureWrite, policy: ErasurePolicy, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> FoundPerson {
    switch erasure.change {
    case .deceased:
      return try eraseContacts(erasure.merged, policy: policy, waiting: &waiter)
    case .purged:
      let (person, counts) = try erasePerson(erasure.merged, policy: policy, waiting: &waiter)
      _ = try enqueue(InsertErasures(receipts: [erasure.receipt(counting: counts)]))
      return person
    case .searchedAgain:
      let (person, counts) = try eraseAgain(erasure.merged, policy: policy, waiting: &waiter)
      _ = try enqueue(UpdateErasure(profile: erasure.merged.head, counts: counts))
      return person
    case .revoked: return FoundPerson()
    }
  }

  /// Erases persons out of the messages of their batch, and out of receipts, if these name anybody (L1, L2): the
  /// batch itself writes them, after it has erased.
  mutating func eraseOwn(
    _ persons: [ErasedPerson], naming mentions: MentionWrites, policy: ErasurePolicy?,
    waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) {
    guard !mentions.isEmpty, !persons.isEmpty else { return }
    let names = mentions.names
    for person in persons where !person.isPlain || !names.isDisjoint(with: person.names) {
      var withMessages = true
      if case .deceased = person.erasure.change { withMessages = false }
      try eraseAgain(
        person.erasure.merged, knowing: person.keys, withMessages: withMessages,
        policy: Self.needed(policy), waiting: &waiter)
    }
  }

  private static func needed(_ policy: ErasurePolicy?) -> ErasurePolicy {
    guard let policy else { preconditionFailure("a service that erases needs its keys") }
    return policy
  }
}
