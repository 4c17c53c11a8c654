import Domain
import Postgres
import Threading

extension Connection {
  /// Reads all that is held of a person by the kept profile: a round trip for each profile that the
  /// person is, and one for what lies elsewhere.
  mutating func extractRecord(
    _ head: ProfileID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> ExtractRecord? {
    guard let kept = try profileRecord(head, waiting: &waiter) else { return nil }
    var profiles = [kept]
    for merged in kept.merged {
      if let record = try profileRecord(merged.id, waiting: &waiter) { profiles.append(record) }
    }
    let ids = profiles.map(\.profile.id)
    let addresses = profiles.flatMap { $0.profile.addresses.map(\.address) }
    let merges = try enqueue(ReadMerges(removed: ids))
    let held = try enqueue(ReadHeldRegistrations(profiles: ids))
    let parked = try enqueue(FindParked(patterns: ErasurePatterns(of: addresses, profiles: ids)))
    try sync(waiting: &waiter)
    return ExtractRecord(
      profiles: profiles, merges: try take(merges), held: try take(held), parked: try take(parked))
  }
}

/// Reads the registrations that wait for a steward because of somebody who has died (L1).
struct ReadHeldRegistrations: ProfilesStatement {
  let profiles: [ProfileID]

  static let sql = """
    SELECT \(RegistrationRecord.columns)
    FROM registration AS r
    WHERE r.profile_id IS NULL
    AND r.id = ANY (
      ARRAY(
        SELECT s.registration_id
        FROM suggestion AS s
        WHERE s.profile_id = ANY ($1::uuid[]) AND s.kind = 'deceasedAddress'))
    ORDER BY r.id
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> RegistrationRecord {
    try row.registration()
  }
}

/// Finds the parked messages in which a person stands: those that a purge would reach (L2).
///
/// It reads the list of parked messages through, like ``EraseParked``.
struct FindParked: Statement {
  let patterns: ErasurePatterns

  static let sql = """
    SELECT \(ParkedSummary.columns)
    FROM parked AS p
    WHERE p.id = ANY (ARRAY(\(ErasurePatterns.parkedSearch)))
    ORDER BY p.id
    """

  func bind(_ parameters: inout Parameters) {
    patterns.bindAll(&parameters)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ParkedSummary {
    try row.parkedSummary()
  }
}
