import Domain
import Postgres
import Threading

extension Connection {
  /// Reads a profile and all that belongs to it, in one round trip.
  mutating func profileRecord(
    _ id: ProfileID, waiting waiter: inout some Waiter & ~Copyable
  ) throws(PostgresError) -> ProfileRecord? {
    let profiles = try enqueue(ReadProfile(id: id))
    let addresses = try enqueue(ReadAddresses(profile: id))
    let externalIDs = try enqueue(ReadExternalIDs(profile: id))
    let past = try enqueue(ReadPastStays(profile: id))
    let registrations = try enqueue(ReadRegistrations(profile: id))
    let suggestions = try enqueue(ReadSuggestions(profile: id))
    let optOuts = try enqueue(ReadOptOuts(profile: id))
    let merged = try enqueue(ReadMergedProfiles(head: id))
    let receipts = try enqueue(ReadReceipt(profile: id))
    try sync(waiting: &waiter)
    guard let found = try take(profiles).first else { return nil }
    var profile = found.profile
    let stays = try take(addresses)
    profile.addresses = stays.map(\.address)
    let kept = try take(optOuts)
    profile.optedOut = Set(kept.map(\.topic))
    for external in try take(externalIDs) { profile.externalIDs[external.system] = external.value }
    return ProfileRecord(
      profile: profile, createdAt: found.createdAt, origins: stays.map(\.origin),
      marks: stays.map(\.mark), past: try take(past),
      registrations: try take(registrations), suggestions: try take(suggestions),
      optOuts: kept, merged: try take(merged), receipt: try take(receipts).first)
  }
}

/// Reads one profile by its id.
struct ReadProfile: Statement {
  let id: ProfileID

  static let sql = """
    SELECT
      p.state, p.version, p.is_protected, p.given_name, p.family_name, p.phone, p.merged_into,
      p.created_at, p.id, p.state_before_death
    FROM profile AS p
    WHERE p.id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(id.value)
  }

  static func decode(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> (profile: Profile, createdAt: Timestamp) {
    let profile = Profile(
      id: ProfileID(value: try row.uuid(8)), state: try row.state(0), version: try row.int8(1),
      name: Name(given: try row.optionalText(3), family: try row.optionalText(4)),
      phone: try row.optionalText(5), isProtected: try row.bool(2),
      mergedInto: try row.optionalUUID(6).map { ProfileID(value: $0) },
      stateBeforeDeath: try row.optionalState(9))
    return (profile, try row.moment(7))
  }
}

/// Reads the addresses of a profile with where they came from.
struct ReadAddresses: Statement {
  let profile: ProfileID

  static let sql = """
    SELECT
      a.key, a.text, a.uses, a.added_at, a.added_by_type, a.added_by_source, a.added_by_id,
      a.added_by_actor, m.since, m.status, m.reason, m.cleared_at
    FROM address AS a
    LEFT JOIN mark AS m ON m.key = a.key
    WHERE a.profile_id = $1
    ORDER BY a.position
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(profile.value)
  }

  static func decode(
    _ row: borrowing RowReader
  ) throws(PostgresError) -> (address: Address, origin: Provenance, mark: MarkRecord?) {
    (try row.address(0), try row.origin(3), try row.mark(8))
  }
}

/// Reads the external ids of a profile.
struct ReadExternalIDs: Statement {
  let profile: ProfileID

  static let sql = """
    SELECT e.system, e.value
    FROM external_id AS e
    WHERE e.profile_id = $1
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(profile.value)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> ExternalID {
    ExternalID(system: try row.text(0), value: try row.text(1))
  }
}

/// Reads which addresses a profile had.
struct ReadPastStays: Statement {
  let profile: ProfileID

  static let sql = """
    SELECT
      a.key, a.text, a.uses, a.added_at, a.added_by_type, a.added_by_source, a.added_by_id,
      a.added_by_actor, a.removed_at, a.removed_by_type, a.removed_by_source, a.removed_by_id,
      a.removed_by_actor, CASE WHEN p.is_protected THEN NULL ELSE a.moved_to END,
      m.since, m.status, m.reason, m.cleared_at
    FROM address_past AS a
    LEFT JOIN profile AS p ON p.id = a.moved_to
    LEFT JOIN mark AS m
      ON m.key = a.key AND NOT EXISTS (SELECT FROM address AS s WHERE s.key = a.key)
    WHERE a.profile_id = $1
    ORDER BY a.removed_at DESC, a.key
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(profile.value)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> PastStay {
    PastStay(
      address: try row.address(0), added: try row.origin(3), removed: try row.origin(8),
      movedTo: try row.optionalUUID(13).map { ProfileID(value: $0) }, mark: try row.mark(14))
  }
}

/// Reads the registrations of a profile.
struct ReadRegistrations: Statement {
  let profile: ProfileID

  static let sql = """
    SELECT
      r.id, r.kind, r.event_id, r.matched_rule, r.matched_key, r.received_at, r.source,
      r.message_id, r.content
    FROM registration AS r
    WHERE r.profile_id = $1
    ORDER BY r.received_at DESC, r.id DESC
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(profile.value)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> RegistrationRecord {
    try row.registration()
  }
}

/// Reads what was suggested for a profile, as the first or the second; a protected other one is not
/// named (L8).
struct ReadSuggestions: Statement {
  let profile: ProfileID

  static let sql = """
    SELECT
      s.id, s.kind, f.id, o.id, s.registration_id, s.evidence, s.made_at, s.decided_at, s.state,
      s.decided_by
    FROM suggestion AS s
    LEFT JOIN profile AS f ON f.id = s.profile_id AND (f.id = $1 OR NOT f.is_protected)
    LEFT JOIN profile AS o ON o.id = s.other_profile_id AND (o.id = $1 OR NOT o.is_protected)
    WHERE s.profile_id = $1 OR s.other_profile_id = $1
    ORDER BY s.id DESC
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuid(profile.value)
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> SuggestionRecord {
    try row.suggestion()
  }
}
