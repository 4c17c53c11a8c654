import Domain
import Postgres
import Threading

extension Connection {
  /// Reads a profile and all that belongs to it, in one round trip.
  mutating func profileRecord(
    _ id: ProfileID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> ProfileRecord? {
    let profiles = try enqueue(ReadProfile(profile: id))
    let addresses = try enqueue(ReadAddresses(profile: id))
    let externalIDs = try enqueue(ReadExternalIDs(profile: id))
    let past = try enqueue(ReadPastStays(profile: id))
    let registrations = try enqueue(ReadRegistrations(profile: id))
    let notes = try enqueue(ReadNotesOfProfile(profile: id))
    let suggestions = try enqueue(ReadSuggestions(profile: id))
    let suppressions = try enqueue(ReadSuppressions(profile: id))
    let bounces = try enqueue(ReadBouncesOfProfile(profile: id))
    let optOuts = try enqueue(ReadOptOuts(profile: id))
    let merged = try enqueue(ReadMergedProfiles(profile: id))
    let receipts = try enqueue(ReadReceipt(profile: id))
    try sync(waiting: &waiter)
    guard var profile = try take(profiles).first else { return nil }
    let stays = try take(addresses)
    profile.addresses = stays.map(\.address)
    let kept = try take(optOuts)
    profile.optedOut = Set(kept.map(\.topic))
    for external in try take(externalIDs) { profile.externalIDs[external.system] = external.value }
    return ProfileRecord(
      profile: profile, stays: stays, past: try take(past),
      registrations: try take(registrations), notes: try take(notes),
      suggestions: try take(suggestions),
      suppressions: Dictionary(grouping: try take(suppressions), by: \.key)
        .mapValues { $0.map(\.suppression) },
      bounces: try take(bounces).compactMap(\.self),
      optOuts: kept, merged: try take(merged), receipt: try take(receipts).first)
  }
}

/// Reads one profile by its id; protected where it is hidden, through merges too (L8).
struct ReadProfile: ProfileStatement {
  let profile: ProfileID

  static let sql = """
    SELECT
      p.id, p.version, p.state, \(HiddenProfile.profile), p.given_name, p.family_name, p.phone,
      p.merged_into, p.created_at, p.state_before_death
    FROM profile AS p
    WHERE p.id = $1
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Profile {
    try row.profile(0)
  }
}

/// Reads the addresses of a profile with where they came from.
struct ReadAddresses: ProfileStatement {
  let profile: ProfileID

  static let sql = """
    SELECT
      a.key, a.text, a.uses, a.added_at, a.added_by_type, a.added_by_source, a.added_by_id,
      a.added_by_actor, a.uses_changed_at, a.uses_changed_by_type, a.uses_changed_by_source,
      a.uses_changed_by_id, a.uses_changed_by_actor, a.uses_changed_at > a.added_at,
      \(MarkRecord.columns)
    FROM address AS a
    LEFT JOIN mark AS m ON m.key = a.key
    WHERE a.profile_id = $1
    ORDER BY a.position
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ProfileRecord.Stay {
    // What came with uses, or was moved by an older version, has not changed them since.
    let isChanged = try row.optionalBool(13) ?? false
    return ProfileRecord.Stay(
      address: try row.address(0), origin: try row.origin(3),
      usesChange: isChanged ? try row.origin(8) : nil, mark: try row.markRecord(14))
  }
}

/// Reads the external ids of a profile.
struct ReadExternalIDs: ProfileStatement {
  let profile: ProfileID

  static let sql = """
    SELECT e.system, e.value
    FROM external_id AS e
    WHERE e.profile_id = $1
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ExternalID {
    ExternalID(system: try row.text(0), value: try row.text(1))
  }
}

/// Reads which addresses a profile had.
struct ReadPastStays: ProfileStatement {
  let profile: ProfileID

  static let sql = """
    SELECT
      a.key, a.text, a.uses, a.added_at, a.added_by_type, a.added_by_source, a.added_by_id,
      a.added_by_actor, a.removed_at, a.removed_by_type, a.removed_by_source, a.removed_by_id,
      a.removed_by_actor,
      (SELECT w.id FROM (VALUES (a.moved_to)) AS w (id) WHERE NOT \(HiddenProfile.besides)),
      \(MarkRecord.columns)
    FROM address_past AS a
    LEFT JOIN mark AS m
      ON m.key = a.key AND NOT EXISTS (SELECT FROM address AS s WHERE s.key = a.key)
    WHERE a.profile_id = $1
    ORDER BY a.removed_at DESC, a.key
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> PastStay {
    PastStay(
      address: try row.address(0), added: try row.origin(3), removed: try row.origin(8),
      movedTo: try row.optionalUUID(13).map { ProfileID(value: $0) }, mark: try row.markRecord(14))
  }
}

/// Reads the registrations of a profile.
struct ReadRegistrations: ProfileStatement {
  let profile: ProfileID

  static let sql = """
    SELECT \(RegistrationRecord.columns)
    FROM registration AS r
    WHERE r.profile_id = $1
    ORDER BY r.received_at DESC, r.id DESC
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> RegistrationRecord {
    try row.registration()
  }
}

/// Reads what was suggested for a profile, as the first or the second; none that names a hidden person
/// besides, by a profile or an address (L8).
struct ReadSuggestions: ProfileStatement {
  let profile: ProfileID

  static let sql = """
    SELECT
      s.id, s.kind, s.profile_id, s.other_profile_id, s.registration_id, s.evidence, s.made_at,
      s.decided_at, s.state, s.decided_by
    FROM suggestion AS s
    WHERE (s.profile_id = $1 OR s.other_profile_id = $1)
    AND NOT EXISTS (
      SELECT FROM \(HiddenProfile.named) AS w WHERE \(HiddenProfile.besides))
    ORDER BY s.id DESC
    """

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> SuggestionRecord {
    try row.suggestion()
  }
}
