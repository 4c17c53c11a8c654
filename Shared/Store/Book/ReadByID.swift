import Domain
import Postgres

/// Reads the suggestions that were asked for by id.
struct ReadSuggestionStates: Statement {
  let ids: [SuggestionID]

  static let sql = """
    SELECT s.id, s.kind, s.profile_id, s.other_profile_id, s.registration_id, s.evidence, s.state
    FROM suggestion AS s
    WHERE s.id = ANY ($1::uuid[])
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(ids) { $0.value }
  }

  /// `nil` for a kind that a newer program made.
  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> SuggestionState? {
    guard let kind = Suggestion.Kind(rawValue: try row.text(1)) else { return nil }
    return SuggestionState(
      Suggestion(
        id: SuggestionID(value: try row.uuid(0)), kind: kind, profiles: try row.pair(2),
        registration: try row.optionalUUID(4).map { RegistrationID(value: $0) },
        evidence: try row.text(5)), decision: try row.decision(6))
  }
}

/// Reads the registrations that were asked for, and those that touched suggestions are about.
struct ReadRecordedRegistrations: Statement {
  let ids: [RegistrationID]
  let suggestions: [SuggestionID]

  typealias Row = (
    id: RegistrationID, profile: ProfileID?, matched: AddressKey?, content: [UInt8]
  )

  static let sql = """
    SELECT r.id, r.profile_id, r.matched_key, r.content
    FROM registration AS r
    WHERE r.id = ANY (
      $1::uuid[]
      || ARRAY(
        SELECT s.registration_id
        FROM suggestion AS s
        WHERE s.id = ANY ($2::uuid[]) AND s.registration_id IS NOT NULL))
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(ids) { $0.value }
    parameters.uuidArray(suggestions) { $0.value }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    (
      RegistrationID(value: try row.uuid(0)),
      try row.optionalUUID(1).map { ProfileID(value: $0) },
      try row.optionalText(2).map { AddressKey(stored: $0) }, try row.json(3)
    )
  }
}

/// Reads how profiles were merged away, and the other merges into the same ones (L4).
struct ReadMerges: Statement {
  let removed: [ProfileID]

  static let sql = """
    SELECT
      m.removed_id, m.kept_id, m.merged_at, m.state_before, m.address_keys, m.uses_before,
      m.uses_after, m.given_name, m.family_name, m.phone, m.external_systems, m.external_values,
      m.is_protected, m.topics, m.kept_keys IS NOT NULL, coalesce(m.kept_keys, '{}'),
      coalesce(m.kept_uses, '{}'), m.affirmed
    FROM merge AS m
    WHERE m.removed_id = ANY ($1::uuid[])
    OR m.kept_id = ANY (
      ARRAY(SELECT k.kept_id FROM merge AS k WHERE k.removed_id = ANY ($1::uuid[])))
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(removed) { $0.value }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Merge {
    let before = try row.int2Array(5)
    let after = try row.int2Array(6)
    let moved = try row.textArray(4).enumerated().map { place, key in
      Merge.MovedAddress(
        key: AddressKey(stored: key), before: Uses(rawValue: before[place]),
        after: Uses(rawValue: after[place]))
    }
    let keptKeys = try row.textArray(15).map { AddressKey(stored: $0) }
    let keptUses = zip(keptKeys, try row.int2Array(16).map { Uses(rawValue: $0) })
    let external = zip(try row.textArray(10), try row.textArray(11))
    return Merge(
      removed: ProfileID(value: try row.uuid(0)), kept: ProfileID(value: try row.uuid(1)),
      at: try row.moment(2), stateBefore: try row.state(3), addresses: moved,
      keptUses: try row.bool(14)
        ? Dictionary(keptUses, uniquingKeysWith: { first, _ in first }) : nil,
      filled: Details(
        name: Name(given: try row.optionalText(7), family: try row.optionalText(8)),
        phone: try row.optionalText(9),
        externalIDs: Dictionary(external.map { ($0, $1) }, uniquingKeysWith: { first, _ in first }),
        isProtected: try row.bool(12)),
      optOuts: Set(try row.textArray(13)),
      affirmed: Set(try row.textArray(17).compactMap { Affirmation(text: $0) }))
  }
}

/// Reads the registrations on kept profiles that came with merges or since (L4).
struct ReadMergedRegistrations: Statement {
  let removed: [ProfileID]

  typealias Row = (removed: ProfileID, registration: MergedRegistration)

  static let sql = """
    SELECT m.removed_id, r.id, r.merged_from, r.matched_key, r.at
    FROM merge AS m
    CROSS JOIN LATERAL (
      SELECT k.id, k.merged_from, k.matched_key, coalesce(k.moved_at, k.received_at) AS at
      FROM registration AS k
      WHERE k.profile_id = m.kept_id
      OFFSET 0
    ) AS r
    WHERE m.removed_id = ANY ($1::uuid[])
    AND (r.merged_from IS NOT NULL OR r.at >= m.merged_at)
    ORDER BY r.id
    """

  func bind(_ parameters: inout Parameters) {
    parameters.uuidArray(removed) { $0.value }
  }

  static func decode(_ row: borrowing RowReader) throws(PostgresError) -> Row {
    (
      ProfileID(value: try row.uuid(0)),
      MergedRegistration(
        id: RegistrationID(value: try row.uuid(1)),
        carriedFrom: try row.optionalUUID(2).map { ProfileID(value: $0) },
        matched: try row.optionalText(3).map { AddressKey(stored: $0) }, at: try row.moment(4))
    )
  }
}
