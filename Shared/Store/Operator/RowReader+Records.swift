import Domain
import Postgres

/// Groups of columns that several statements answer with.
extension RowReader {
  func moment(_ column: Int) throws(PostgresError) -> Timestamp {
    Timestamp(microseconds: try timestamp(column))
  }

  func state(_ column: Int) throws(PostgresError) -> Profile.State {
    guard let state = Profile.State(rawValue: try int2(column)) else {
      throw .decoding(column: column, .malformed)
    }
    return state
  }

  func outcome(_ column: Int) throws(PostgresError) -> MessageOutcome {
    guard let outcome = MessageOutcome(rawValue: try int2(column)) else {
      throw .decoding(column: column, .malformed)
    }
    return outcome
  }

  func decision(_ column: Int) throws(PostgresError) -> SuggestionState.Decision {
    guard let decision = SuggestionState.Decision(rawValue: try int2(column)) else {
      throw .decoding(column: column, .malformed)
    }
    return decision
  }

  func optionalState(_ column: Int) throws(PostgresError) -> Profile.State? {
    try isNull(column) ? nil : state(column)
  }

  /// id, version, state, is_protected, given_name, family_name, phone, merged_into, created_at,
  /// state_before_death: a profile without what stands in other tables.
  func profile(_ column: Int) throws(PostgresError) -> Profile {
    Profile(
      id: ProfileID(value: try uuid(column)), state: try state(column + 2),
      version: try int8(column + 1), name: try name(column + 4),
      phone: try optionalText(column + 6), isProtected: try bool(column + 3),
      mergedInto: try optionalUUID(column + 7).map { ProfileID(value: $0) },
      stateBeforeDeath: try optionalState(column + 9), createdAt: try moment(column + 8))
  }

  /// profile_id, other_profile_id: those that are named.
  func pair(_ column: Int) throws(PostgresError) -> [ProfileID] {
    try [optionalUUID(column), optionalUUID(column + 1)].compactMap { $0.map(ProfileID.init) }
  }

  /// Reads the columns key, text, uses.
  func address(_ column: Int) throws(PostgresError) -> Address {
    let key = AddressKey(stored: try text(column))
    return Address(
      EmailAddress(stored: try text(column + 1), key: key),
      uses: Uses(rawValue: try int2(column + 2)))
  }

  /// Reads the columns at, type, source, id, actor.
  func origin(_ column: Int) throws(PostgresError) -> Provenance {
    Provenance(
      at: try moment(column), type: try text(column + 1),
      message: MessageReference(source: try text(column + 2), id: try text(column + 3)),
      actor: try optionalText(column + 4))
  }

  /// observed_at, diagnostic, gateway_id; `nil` where a steward set the mark.
  func evidence(_ column: Int) throws(PostgresError) -> Mark.Evidence? {
    guard let observed = try optionalTimestamp(column) else { return nil }
    return Mark.Evidence(
      observedAt: Timestamp(microseconds: observed), diagnostic: try optionalText(column + 1),
      gatewayID: try optionalText(column + 2))
  }

  /// since, status, reason, and its evidence; `nil` where there is none.
  func mark(_ column: Int) throws(PostgresError) -> Mark? {
    guard let since = try optionalTimestamp(column) else { return nil }
    return Mark(
      since: Timestamp(microseconds: since), status: try optionalText(column + 1),
      reason: try optionalText(column + 2), evidence: try evidence(column + 3))
  }

  /// ``MarkRecord/columns``; `nil` for an address of which nothing is known.
  func markRecord(_ column: Int) throws(PostgresError) -> MarkRecord? {
    let mark = try mark(column)
    let cleared = try optionalTimestamp(column + 6)
    let moments = [mark?.since.microseconds, cleared].compactMap(\.self)
    guard let last = moments.max() else { return nil }
    // An older version changes the mark and leaves these columns as they are.
    let isCurrent = try optionalTimestamp(column + 7).map { $0 >= last } ?? false
    return MarkRecord(
      mark: mark, clearedAt: cleared.map { Timestamp(microseconds: $0) },
      changed: isCurrent ? try origin(column + 7) : nil)
  }

  /// Reads the columns given_name, family_name.
  func name(_ column: Int) throws(PostgresError) -> Name {
    Name(given: try optionalText(column), family: try optionalText(column + 1))
  }

  /// Reads all columns of a receipt, from the first.
  func receipt() throws(PostgresError) -> ErasureReceipt {
    ErasureReceipt(
      profile: ProfileID(value: try uuid(0)), purgedAt: try moment(1),
      decision: try optionalText(2),
      message: MessageReference(source: try text(3), id: try text(4)),
      actor: try optionalText(5),
      counts: Dictionary(
        zip(try textArray(6), try int8Array(7).map(Int.init)), uniquingKeysWith: { _, last in last }
      ))
  }

  /// Reads all columns of a profile's summary, from the first.
  func profileSummary() throws(PostgresError) -> ProfileSummary {
    ProfileSummary(
      id: ProfileID(value: try uuid(0)), state: try state(1), name: try name(2),
      primary: try optionalText(4), addressCount: Int(try int8(5)))
  }

  /// Reads all columns of a registration's record, from the first.
  func registration() throws(PostgresError) -> RegistrationRecord {
    RegistrationRecord(
      id: RegistrationID(value: try uuid(0)), kind: try text(1), eventID: try optionalText(2),
      rule: try optionalText(3), key: try optionalText(4).map { AddressKey(stored: $0) },
      receivedAt: try moment(5),
      message: MessageReference(source: try text(6), id: try text(7)), content: try json(8))
  }

  /// Reads all columns of a suggestion's record, from the first.
  func suggestion() throws(PostgresError) -> SuggestionRecord {
    SuggestionRecord(
      id: SuggestionID(value: try uuid(0)), kind: try text(1), profiles: try pair(2),
      registration: try optionalUUID(4).map { RegistrationID(value: $0) },
      evidence: try text(5), madeAt: try moment(6), decision: try decision(8),
      decidedAt: try optionalTimestamp(7).map { Timestamp(microseconds: $0) },
      decidedBy: try optionalText(9))
  }

  /// Reads all columns of a refused message, from the first.
  func refused() throws(PostgresError) -> RefusedRecord {
    RefusedRecord(
      message: MessageReference(source: try text(0), id: try text(1)), type: try text(2),
      queue: try text(3), code: try text(4), sentence: try text(5), refusedAt: try moment(6))
  }

  /// Reads all columns of a parked message's summary, from the first.
  func parkedSummary() throws(PostgresError) -> ParkedSummary {
    ParkedSummary(
      id: ParkedID(value: try uuid(0)),
      message: MessageReference(source: try text(1), id: try text(2)), type: try text(3),
      queue: try text(4), code: try text(5), path: try optionalText(6),
      offset: try optionalInt8(7).map { Int($0) }, detail: try text(8), parkedAt: try moment(9),
      size: Int(try int8(10)), isWhole: try bool(11))
  }
}

// The columns of those that several statements answer with, as they are read above.

extension ErasureReceipt {
  /// Of `erasure AS e`.
  static let columns = """
    e.profile_id, e.purged_at, e.decision, e.source, e.message_id, e.actor,
    ARRAY(SELECT c.key FROM jsonb_each_text(e.counts) AS c ORDER BY c.key),
    ARRAY(SELECT c.value::bigint FROM jsonb_each_text(e.counts) AS c ORDER BY c.key)
    """
}

extension ProfileSummary {
  /// Of `profile AS p`.
  static let columns = """
    p.id, p.state, p.given_name, p.family_name,
    (SELECT a.text FROM address AS a WHERE a.profile_id = p.id AND a.uses & 1 <> 0),
    (SELECT count(*) FROM address AS a WHERE a.profile_id = p.id)
    """
}

extension RegistrationRecord {
  /// Of `registration AS r`.
  static let columns = """
    r.id, r.kind, r.event_id, r.matched_rule, r.matched_key, r.received_at, r.source, r.message_id,
    r.content
    """
}

extension RefusedRecord {
  /// Of `refused AS r`.
  static let columns = """
    r.source, r.message_id, r.type, r.queue, r.code, \(sentence), r.refused_at
    """

  /// The sentence, without the profile that it names where that is hidden by now (L8): `, ID,` goes, and
  /// what is left is what a refusal says that names nobody.
  static let sentence = """
    coalesce(
      regexp_replace(r.sentence, (
        SELECT string_agg(', ' || w.id || ',', '|')
        FROM (
          SELECT ((regexp_matches(
            r.sentence, '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'g'))[1])::uuid AS id
        ) AS w
        WHERE \(HiddenProfile.condition)), '', 'g'),
      r.sentence)
    """
}

extension ParkedSummary {
  /// Of `parked AS p`.
  static let columns = """
    p.id, p.source, p.message_id, p.type, p.queue, p.code, p.path, p.fault_offset, p.detail,
    p.parked_at, p.size, p.is_whole
    """
}
